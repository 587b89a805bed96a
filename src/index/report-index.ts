/** @module The index as one object: open it, ask its snapshot, sync it with the report folders. */

import { resolve } from 'node:path';
import type { Embedder } from '../embed/index.js';
import { JudianError, reasonOf, type Language } from '../errors.js';
import type { IndexContext } from './advance.js';
import { makeFolder } from './folder.js';
import { loadHnswLibrary } from './hnsw-graph.js';
import { createReporter, type IndexLog } from './notices.js';
import type { ListFiles, ParseFile } from './report-files.js';
import { analyserId } from './search-text.js';
import { StoredIndex } from './stored-index.js';
import type { SyncSource } from './sync-plan.js';
import type { Snapshot, SyncOptions, SyncProgress, SyncSummary } from './types.js';

export interface IndexOptions {
  /** Folder of the index; made if it is not there. */
  readonly dir: string;
  readonly reportDirs: readonly string[];
  readonly embedder: Embedder;
  readonly listFiles: ListFiles;
  readonly parseFile: ParseFile;
  /** Names the parser: when it changes, the next sync parses every file again. Default `1`. */
  readonly parser?: string;
  /** Language of reasons and log lines. */
  readonly language: Language;
  readonly log: IndexLog;
  /** Hears of the work of a sync, and of embedding again after a change of model. */
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Only look: nothing is made, mended or written, and a sync is refused. */
  readonly isReadOnly?: boolean;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

export interface ReportIndex {
  /** The present generation; it stays as it is when a sync makes the next. */
  snapshot(): Snapshot;
  /**
   * Would a sync change anything? Reads only files whose size or time is new or in doubt.
   * @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE
   */
  isStale(): Promise<boolean>;
  /**
   * Brings the index in line with the report folders; syncs asked for meanwhile run one after the other. The present
   * generation is served until the next is whole.
   * @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE, INDEX_LOCKED, INDEX_UNWRITABLE
   */
  sync(options?: SyncOptions): Promise<SyncSummary>;
  /**
   * What {@link sync} would do now: files that are new or changed are parsed, nothing is embedded or written.
   * @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE
   */
  preview(options?: SyncOptions): Promise<SyncSummary>;
  /** Waits for a sync under way. */
  close(): Promise<void>;
}

/**
 * Opens the index in `dir`, or an empty one of generation 0. Derived files that are missing or damaged are made again
 * from the store; a damaged store is moved aside and made again from the reports; after a change of model or analyser
 * all passages are embedded again.
 * @throws JudianError INDEX_NEWER, INDEX_UNWRITABLE, INDEX_LOCKED; INDEX_BROKEN where it may only be looked at; while a damaged store is rebuilt also what `sync` throws
 */
export async function openIndex(options: IndexOptions): Promise<ReportIndex> {
  const dir = resolve(options.dir);
  const reporter = createReporter(options.log, options.language);
  const hnsw = await loadHnswLibrary();
  if (hnsw.library === null) reporter.notice('HNSW_MISSING', { reason: reasonOf(hnsw.reason) });
  const context: IndexContext = {
    dir,
    embedder: options.embedder,
    hnsw: hnsw.library,
    analyser: analyserId(),
    parser: options.parser ?? '1',
    reporter,
    onProgress: options.onProgress ?? (() => {}),
  };
  const source: SyncSource = {
    reportDirs: [...new Set(options.reportDirs.map((path) => resolve(path)))],
    listFiles: options.listFiles,
    parseFile: options.parseFile,
    language: options.language,
    now: options.now ?? Date.now,
  };
  const isReadOnly = options.isReadOnly ?? false;
  if (!isReadOnly) {
    await makeFolder(dir).catch((error: unknown) => {
      throw new JudianError('INDEX_UNWRITABLE', { path: dir, reason: reasonOf(error) }, { cause: error });
    });
  }
  const index = new StoredIndex(context, source, isReadOnly);
  await index.open();
  return index;
}

