/** @module The parts put together: settings in, a report desk over an index out. */

import { loadConfig, type Config } from './config.js';
import { createDesk, type ReportDesk } from './answer/index.js';
import { createEmbedder, type Embedder } from './embed/index.js';
import { clearIndex, examineIndex, openIndex, type Finding, type IndexLog, type IndexOptions, type ReportIndex, type SyncProgress } from './index/index.js';
import { clearUploads, createLibrary, examineUploads, type ReportLibrary } from './library/index.js';
import { createRetriever, type Retriever } from './retrieve/index.js';
import { PARSER_VERSION, parseDocument, type Report } from './reports/index.js';
import { listReportFiles, loadDocument, readReportFile } from './reports/load/index.js';

export interface App {
  readonly config: Config;
  readonly index: ReportIndex;
  readonly library: ReportLibrary;
  readonly embedder: Embedder;
  readonly retriever: Retriever;
  readonly desk: ReportDesk;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: IndexLog;
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Only look at the index. */
  readonly isReadOnly?: boolean;
}

/** Reads and parses one file. Throws JudianError for a bad one. */
export async function parseFile(path: string, file: string): Promise<Report> {
  return parseBytes(await readReportFile({ path, file }), file);
}

/** Parses the bytes of a file. Throws JudianError for a bad one. */
export async function parseBytes(bytes: Uint8Array, file: string): Promise<Report> {
  return parseDocument(await loadDocument(bytes, file), file);
}

/**
 * Opens model and index; nothing is synced yet.
 * @throws JudianError MODEL_MISSING, INDEX_NEWER, INDEX_UNWRITABLE, INDEX_LOCKED
 */
export async function openApp({ config, log, onProgress, isReadOnly = false }: AppOptions): Promise<App> {
  const embedder = await createEmbedder({ model: config.modelDir });
  const index = await openIndex({ ...indexOptions(config, embedder, log), isReadOnly, ...(onProgress ? { onProgress } : {}) });
  const library = createLibrary({
    index,
    reportDirs: config.reportsDirs,
    indexDir: config.indexDir,
    listFiles: listReportFiles,
    parse: parseBytes,
  });
  const retriever = createRetriever({ embedder, year: () => new Date().getFullYear() });
  const desk = createDesk({ snapshot: () => index.snapshot(), retriever });
  return {
    config,
    index,
    library,
    embedder,
    retriever,
    desk,
    async close() {
      await index.close();
      await embedder.close();
    },
  };
}

/** Looks after an index that nobody has opened. */
export interface Doctor {
  /** Looks at index and report folders; changes nothing. */
  examine(): Promise<Finding[]>;
  /** Clears away what the findings say; the next app makes again what is missing. Throws JudianError INDEX_LOCKED, INDEX_UNWRITABLE. */
  clear(findings: readonly Finding[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws JudianError MODEL_MISSING */
export async function createDoctor(config: Config): Promise<Doctor> {
  const embedder = await createEmbedder({ model: config.modelDir });
  const options = indexOptions(config, embedder, { info: () => {}, warn: () => {} });
  return {
    examine: async () => [...(await examineIndex(options)), ...(await examineUploads(config.reportsDirs))],
    async clear(findings) {
      await clearIndex(options, findings);
      await clearUploads(config.reportsDirs);
    },
    close: () => embedder.close(),
  };
}

function indexOptions(config: Config, embedder: Embedder, log: IndexLog): IndexOptions {
  return {
    dir: config.indexDir,
    reportDirs: config.reportsDirs,
    embedder,
    listFiles: listReportFiles,
    parseFile,
    parser: String(PARSER_VERSION),
    language: config.language,
    log,
  };
}

export { loadConfig, type Config };
