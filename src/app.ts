/** @module The parts put together: settings in, a report desk over an index out. */

import { loadConfig, type Config } from './config.js';
import { createDesk, type ReportDesk } from './answer/index.js';
import { absentEmbedder, bundledModel, bundledReader, createEmbedder, createReader, type DownloadProgress, type Embedder, type Reader } from './embed/index.js';
import { JudianError } from './errors.js';
import { clearIndex, examineIndex, indexedModel, openIndex, type Finding, type IndexLog, type IndexOptions, type ReportIndex, type SyncProgress } from './index/index.js';
import { clearUploads, createLibrary, examineUploads, type ReportLibrary } from './library/index.js';
import { createRetriever, findWords, wordsId, segmenter, type Retriever } from './retrieve/index.js';
import { PARSER_VERSION, parseDocument, type Report } from './reports/index.js';
import { listReportFiles, loadDocument, readReportFile } from './reports/load/index.js';

export interface App {
  readonly config: Config;
  readonly index: ReportIndex;
  readonly library: ReportLibrary;
  readonly embedder: Embedder;
  /** Why the configured model is not in use; null where it is. What was indexed is served without it. */
  readonly modelFailure: JudianError | null;
  readonly reader: Reader;
  readonly retriever: Retriever;
  readonly desk: ReportDesk;
  close(): Promise<void>;
}

/** What takes long enough to be shown. */
export type AppProgress = SyncProgress | DownloadProgress;

export interface AppOptions {
  readonly config: Config;
  readonly log: IndexLog;
  readonly onProgress?: (progress: AppProgress) => void;
  /** Questions will follow: what the first of them needs is loaded at once. */
  readonly isAsked?: boolean;
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
 * Opens model and index; nothing is synced yet. Where the model cannot be had, an index that is there is opened all the
 * same: with the bundled model if it was made with that, else for searching words.
 * @throws JudianError MODEL_MISSING, MODEL_UNREACHABLE and MODEL_UNKNOWN where there is no index yet, INDEX_NEWER, INDEX_UNWRITABLE, INDEX_LOCKED
 */
export async function openApp({ config, log, onProgress, isAsked = false, isReadOnly = false }: AppOptions): Promise<App> {
  const { embedder, words, failure } = await openModels(config, onProgress);
  const index = await openIndex({
    ...indexOptions(config, embedder, log),
    isReadOnly,
    ...(onProgress ? { onProgress } : {}),
    ...(isAsked ? { meanwhile: () => void segmenter() } : {}),
  });
  const library = createLibrary({
    index,
    reportDirs: config.reportsDirs,
    indexDir: config.indexDir,
    listFiles: listReportFiles,
    parse: parseBytes,
  });
  const reader = createReader({ folder: bundledReader(), words, onFailure: (error) => log.warn(error.in(config.language)) });
  const retriever = createRetriever({ models: failure === null ? [embedder, words] : [words], words, reader, year: () => new Date().getFullYear() });
  const desk = createDesk({ snapshot: () => index.snapshot(), retriever });
  return {
    config,
    index,
    library,
    embedder,
    modelFailure: failure,
    reader,
    retriever,
    desk,
    async close() {
      await index.close();
      await closeAll(embedder, words);
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

/** @throws what {@link openApp} throws for a model */
export async function createDoctor(config: Config): Promise<Doctor> {
  const { embedder, words } = await openModels(config, undefined);
  const options = indexOptions(config, embedder, { info: () => {}, warn: () => {} });
  return {
    examine: async () => [...(await examineIndex(options)), ...(await examineUploads(config.reportsDirs))],
    async clear(findings) {
      await clearIndex(options, findings);
      await clearUploads(config.reportsDirs);
    },
    close: () => closeAll(embedder, words),
  };
}

function indexOptions(config: Config, embedder: Embedder, log: IndexLog): IndexOptions {
  return {
    dir: config.indexDir,
    reportDirs: config.reportsDirs,
    embedder,
    listFiles: listReportFiles,
    parseFile,
    findWords,
    parser: `${PARSER_VERSION}-${wordsId()}`,
    language: config.language,
    log,
  };
}

interface Models {
  /** Of passages and questions. */
  readonly embedder: Embedder;
  /** Of single words: a model without context. May be the same. */
  readonly words: Embedder;
  readonly failure: JudianError | null;
}

async function openModels({ modelDir, remoteModel, indexDir }: Config, onDownload: AppOptions['onProgress']): Promise<Models> {
  try {
    const embedder = await createEmbedder({ model: modelDir, ...(remoteModel ? { remote: remoteModel } : {}), ...(onDownload ? { onDownload } : {}) });
    const words = embedder.embedWord ? embedder : await createEmbedder({ model: bundledModel() });
    return { embedder, words, failure: null };
  } catch (error) {
    const made = error instanceof JudianError ? indexedModel(indexDir) : null;
    if (made === null || !(error instanceof JudianError)) throw error;
    const words = await createEmbedder({ model: bundledModel() }).catch(() => {
      throw error;
    });
    return { embedder: made.modelId === words.modelId ? words : absentEmbedder(made, error), words, failure: error };
  }
}

async function closeAll(...embedders: readonly Embedder[]): Promise<void> {
  for (const embedder of new Set(embedders)) await embedder.close();
}

export { loadConfig, type Config };
