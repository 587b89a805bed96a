/** @module The index as one object: open it, ask its snapshot, sync it with the report folders. */

import { resolve } from 'node:path';
import type { Embedder } from '../embed/index.js';
import { JudianError, reasonOf, type Language } from '../errors.js';
import type { IndexContext } from './advance.js';
import { makeFolder } from './folder.js';
import { loadHnswLibrary } from './hnsw-graph.js';
import { createReporter, type IndexLog, type Reporter } from './notices.js';
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
  /** Where the words of a passage's text lie, to be kept with it for whoever ranks passages. Default: nothing is kept. */
  readonly findWords?: (text: string) => string;
  /** Names the parser, and how words are found: when it changes, the next sync parses every file again. Default `1`. */
  readonly parser?: string;
  /** Language of reasons and log lines. */
  readonly language: Language;
  readonly log: IndexLog;
  /** Hears of the work of a sync, and of embedding again after a change of model. */
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Called when the derived files begin to be read, outside of JavaScript: a good time for work that is due anyway. */
  readonly meanwhile?: () => void;
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
  /** Ends a sync under way that embeds all passages for another model (INDEX_GIVEN_UP), which may take an hour: the index closes. */
  giveUp(): void;
  /** Gives up, and waits for any other sync under way. */
  close(): Promise<void>;
}

/**
 * Opens the index in `dir`, or an empty one of generation 0. Derived files that are missing or damaged are made again
 * from the store; a damaged store is moved aside and made again from the reports; after a change of analyser search text
 * is made again. An index of another model is served as it is, and stale: the next sync embeds all passages again.
 * @throws JudianError INDEX_NEWER, INDEX_UNWRITABLE, INDEX_LOCKED; INDEX_BROKEN where it may only be looked at; while a damaged store is rebuilt also what `sync` throws
 */
export async function openIndex(options: IndexOptions): Promise<ReportIndex> {
  const reporter = createReporter(options.log, options.language);
  const { context, hnswMissing } = await contextOf(options, reporter);
  if (hnswMissing !== null) reporter.notice('HNSW_MISSING', { reason: reasonOf(hnswMissing) });
  const isReadOnly = options.isReadOnly ?? false;
  if (!isReadOnly) {
    await makeFolder(context.dir).catch((error: unknown) => {
      throw new JudianError('INDEX_UNWRITABLE', { path: context.dir, reason: reasonOf(error) }, { cause: error });
    });
  }
  const index = new StoredIndex(context, sourceOf(options), isReadOnly);
  await index.open();
  return index;
}

/** What an index works with; `hnswMissing`: why the addon is missing, null where it is there. */
export async function contextOf(options: IndexOptions, reporter: Reporter): Promise<{ readonly context: IndexContext; readonly hnswMissing: unknown }> {
  const hnsw = await loadHnswLibrary();
  const context: IndexContext = {
    dir: resolve(options.dir),
    embedder: options.embedder,
    hnsw: hnsw.library,
    analyser: analyserId(),
    parser: options.parser ?? '1',
    reporter,
    onProgress: options.onProgress ?? (() => {}),
    meanwhile: options.meanwhile ?? (() => {}),
  };
  return { context, hnswMissing: hnsw.library === null ? hnsw.reason : null };
}

export function sourceOf({ reportDirs, listFiles, parseFile, findWords, language, now = Date.now }: IndexOptions): SyncSource {
  return { reportDirs: [...new Set(reportDirs.map((path) => resolve(path)))], listFiles, parseFile, findWords, language, now };
}

