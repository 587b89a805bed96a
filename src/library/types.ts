/** @module What front ends may do with the reports folders. */

import type { IndexedReport, SyncFailure, SyncOptions, SyncProgress, SyncSummary } from '../index/index.js';

/** A document that somebody sent. */
export interface NewDocument {
  /** What its sender calls it; anything at all. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Added =
  /** It can be asked now. */
  | { readonly status: 'added'; readonly report: IndexedReport; readonly passagesEmbedded: number }
  /** The same text is there already, as `report`. */
  | { readonly status: 'known'; readonly report: IndexedReport }
  /** It lies in the reports folder; another process holds the index. */
  | { readonly status: 'waiting'; readonly file: string };

export type Removed =
  /** `kept`: where its file lies now, below its reports folder; null where it had gone before. */
  | { readonly status: 'removed'; readonly report: IndexedReport; readonly kept: string | null }
  /** No such report. */
  | { readonly status: 'unknown' };

export interface WatchListener {
  /** A sync changed something, or met files it cannot read that were not told of before: `failed`. */
  readonly synced: (summary: SyncSummary, failed: readonly SyncFailure[]) => void;
  /** A sync could not be done. It is tried again; the same error is told once. */
  readonly failed: (error: unknown) => void;
  /** What `failed` told of is over. */
  readonly recovered: () => void;
  /** How a sync is done; default {@link ReportLibrary.sync}. */
  readonly sync?: () => Promise<SyncSummary>;
}

export interface Watch {
  /** Resolves once changes are seen. */
  readonly ready: Promise<void>;
  /** Waits for a sync under way. */
  close(): Promise<void>;
}

export interface ReportLibrary {
  /**
   * Brings the index in line with the folders.
   * @throws JudianError REPORTS_GONE where the folders are empty but the index is not, and what the index throws
   */
  sync(options?: SyncOptions): Promise<SyncSummary>;
  /** What {@link sync} would do. Throws as it does. */
  preview(options?: SyncOptions): Promise<SyncSummary>;
  /** Follows the folders until it is closed. */
  watch(listener: WatchListener): Watch;
  /**
   * Puts a document into the first reports folder, below `uploads/`, and indexes it. What cannot be read is not kept.
   * @throws JudianError FILE_… for a document that is no report, REPORTS_DIR_UNWRITABLE, and what the index throws
   */
  add(document: NewDocument, onProgress?: (progress: SyncProgress) => void): Promise<Added>;
  /**
   * Takes a report out of the index; its file and those with the same text are moved to `.removed/` in their folder.
   * @throws JudianError REPORTS_DIR_UNWRITABLE, and what the index throws
   */
  remove(reportId: string): Promise<Removed>;
}
