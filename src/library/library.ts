/** @module The library: report folders and their index, kept in step. */

import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JudianError } from '../errors.js';
import type { ListFiles, ReportIndex, SyncOptions, SyncSummary } from '../index/index.js';
import type { Report } from '../reports/index.js';
import { putAside } from './removal.js';
import type { Added, NewDocument, Removed, ReportLibrary, Watch, WatchListener } from './types.js';
import { safeName, store, uploadPath } from './uploads.js';
import { watchFolders, type WatchTimes } from './watch.js';

export interface LibraryDeps {
  readonly index: ReportIndex;
  /** Absolute paths; documents are added to the first. */
  readonly reportDirs: readonly string[];
  /** Named in errors. */
  readonly indexDir: string;
  readonly listFiles: ListFiles;
  /** Throws JudianError for what is no report. `file` is how it is called. */
  readonly parse: (bytes: Uint8Array, file: string) => Promise<Report>;
  readonly times?: Partial<LibraryTimes>;
}

/** Milliseconds. */
export interface LibraryTimes extends WatchTimes {
  /** How long a document waits for another process that holds the index. */
  readonly lockPatience: number;
  /** Time between two attempts meanwhile. */
  readonly lockedAgain: number;
}

const DEFAULT_TIMES: LibraryTimes = { quiet: 500, longest: 10_000, recheck: 60_000, missing: 5_000, lockPatience: 20_000, lockedAgain: 500 };
/** Files with the text of one report that are removed with it. */
const MOST_COPIES = 100;

export function createLibrary(deps: LibraryDeps): ReportLibrary {
  return new FolderLibrary(deps);
}

class FolderLibrary implements ReportLibrary {
  readonly #deps: LibraryDeps;
  readonly #times: LibraryTimes;

  constructor(deps: LibraryDeps) {
    this.#deps = deps;
    this.#times = { ...DEFAULT_TIMES, ...deps.times };
  }

  async sync(options: SyncOptions = {}): Promise<SyncSummary> {
    await this.#refuseToForget();
    return this.#deps.index.sync(options);
  }

  async preview(options: SyncOptions = {}): Promise<SyncSummary> {
    await this.#refuseToForget();
    return this.#deps.index.preview(options);
  }

  watch(listener: WatchListener): Watch {
    const { reportDirs, index } = this.#deps;
    return watchFolders({ dirs: reportDirs, sync: listener.sync ?? (() => this.sync()), isStale: () => index.isStale(), listener, times: this.#times });
  }

  async add(document: NewDocument, onProgress?: SyncOptions['onProgress']): Promise<Added> {
    const { index, parse, reportDirs } = this.#deps;
    const { id } = await parse(document.bytes, safeName(document.name));
    const known = index.snapshot().report(id);
    if (known !== undefined) return { status: 'known', report: known };
    const file = uploadPath(document.name, document.bytes);
    const root = reportDirs[0] ?? '.';
    await store(root, file, document);
    try {
      const summary = await this.#syncWhenFree(onProgress ? { onProgress } : {});
      const report = index.snapshot().report(id);
      if (report === undefined) throw new Error(summary.failed.find((failure) => failure.file === file)?.reason ?? `${file} was not indexed`);
      if (report.file === file) return { status: 'added', report, passagesEmbedded: summary.passagesEmbedded };
      await discard(root, file);
      return { status: 'known', report };
    } catch (error) {
      if (error instanceof JudianError && error.code === 'INDEX_LOCKED') return { status: 'waiting', file };
      await discard(root, file);
      throw error;
    }
  }

  async remove(reportId: string): Promise<Removed> {
    const { index } = this.#deps;
    const first = index.snapshot().report(reportId);
    if (first === undefined) return { status: 'unknown' };
    let kept: string | null = null;
    for (let copy = 0; copy < MOST_COPIES; copy++) {
      const report = index.snapshot().report(reportId);
      const path = index.snapshot().sourcePath(reportId);
      if (report === undefined || path === undefined) break;
      const aside = await putAside(path.slice(0, -report.file.length - 1), report.file);
      kept ??= aside;
      // Whoever asked for it saw what will be gone: the folder may be empty now.
      await this.#whenFree(() => index.sync());
    }
    return { status: 'removed', report: first, kept };
  }

  /** A folder that was not mounted, or emptied by mistake, must not cost the index. */
  async #refuseToForget(): Promise<void> {
    const { index, indexDir, listFiles, reportDirs } = this.#deps;
    const count = index.snapshot().reports.length;
    if (count === 0) return;
    const { files, failed } = await listFiles(reportDirs);
    if (files.length + failed.length === 0) throw new JudianError('REPORTS_GONE', { path: reportDirs.join(', '), count, index: indexDir });
  }

  #syncWhenFree(options: SyncOptions): Promise<SyncSummary> {
    return this.#whenFree(() => this.sync(options));
  }

  /** Tries again while another process holds the index. */
  async #whenFree<T>(work: () => Promise<T>): Promise<T> {
    const { lockPatience, lockedAgain } = this.#times;
    for (let waited = 0; ; waited += lockedAgain) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof JudianError) || error.code !== 'INDEX_LOCKED' || waited >= lockPatience) throw error;
        await setTimeout(lockedAgain);
      }
    }
  }
}

/** Takes back a document that was stored for nothing. */
async function discard(root: string, file: string): Promise<void> {
  await rm(join(root, file), { force: true }).catch(() => {});
  await rmdir(dirname(join(root, file))).catch(() => {});
}
