/** @module The parts put together: settings in, a report desk over an index out. */

import { loadConfig, type Config } from './config.js';
import { createDesk, type ReportDesk } from './answer/index.js';
import { createEmbedder, type Embedder } from './embed/index.js';
import { openIndex, type IndexLog, type ReportIndex, type SyncProgress } from './index/index.js';
import { createRetriever, type Retriever } from './retrieve/index.js';
import { PARSER_VERSION, parseDocument, type Report } from './reports/index.js';
import { listReportFiles, loadDocument, readReportFile } from './reports/load/index.js';

export interface App {
  readonly config: Config;
  readonly index: ReportIndex;
  readonly embedder: Embedder;
  readonly retriever: Retriever;
  readonly desk: ReportDesk;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: IndexLog;
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** Reads and parses one file. Throws JudianError for a bad one. */
export async function parseFile(path: string, file: string): Promise<Report> {
  return parseDocument(await loadDocument(await readReportFile({ path, file }), file), file);
}

/**
 * Opens model and index; nothing is synced yet.
 * @throws JudianError MODEL_MISSING, INDEX_NEWER, INDEX_UNWRITABLE, INDEX_LOCKED
 */
export async function openApp({ config, log, onProgress }: AppOptions): Promise<App> {
  const embedder = await createEmbedder({ model: config.modelDir });
  const index = await openIndex({
    dir: config.indexDir,
    reportDirs: config.reportsDirs,
    embedder,
    listFiles: listReportFiles,
    parseFile,
    parser: String(PARSER_VERSION),
    language: config.language,
    log,
    ...(onProgress ? { onProgress } : {}),
  });
  const retriever = createRetriever({ embedder, year: () => new Date().getFullYear() });
  const desk = createDesk({ snapshot: () => index.snapshot(), retriever });
  return {
    config,
    index,
    embedder,
    retriever,
    desk,
    async close() {
      await index.close();
      await embedder.close();
    },
  };
}

export { loadConfig, type Config };
