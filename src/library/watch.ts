/** @module Follows the report folders: what is written, renamed or deleted there is in the index soon after. */

import { relative, sep } from 'node:path';
import type { FSWatcher } from 'chokidar';
import { JudianError, reasonOf } from '../errors.js';
import type { SyncSummary } from '../index/index.js';
import type { Watch, WatchListener } from './types.js';

/** Milliseconds. */
export interface WatchTimes {
  /** A file counts as written once its size stands still for so long; then nothing else may change for as long. */
  readonly quiet: number;
  /** A folder in which something changes all the time is read after this time all the same. */
  readonly longest: number;
  /** Folders are looked at so often without any word from the system: network drives send none. */
  readonly recheck: number;
  /** The same for a folder that is missing. */
  readonly missing: number;
}

export interface WatchDeps {
  /** Absolute paths. */
  readonly dirs: readonly string[];
  readonly sync: () => Promise<SyncSummary>;
  readonly isStale: () => Promise<boolean>;
  readonly listener: WatchListener;
  readonly times: WatchTimes;
}

const POLL_MS = 100;
/** Attempts that meet a writer before it is worth a word. */
const LOCKED_OFTEN = 20;

export function watchFolders(deps: WatchDeps): Watch {
  const watch = new FolderWatch(deps);
  return { ready: watch.start(), close: () => watch.close() };
}

class FolderWatch {
  readonly #deps: WatchDeps;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | undefined;
  #recheck: NodeJS.Timeout | undefined;
  /** When the first change came that no sync has seen, and the last, in milliseconds of a monotonic clock. */
  #firstChange: number | null = null;
  #lastChange = 0;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;
  #lastError = '';
  /** Are the folders themselves missing, unreadable or emptied, and no sync has succeeded since? */
  #isLost = false;
  /** Attempts in a row that met another writer. */
  #locked = 0;
  readonly #told = new Set<string>();

  constructor(deps: WatchDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.#observe();
    // What changed before the watch began; files that cannot be read were told of by whoever opened the index.
    await this.#queue(async () => {
      const summary = await this.#deps.sync();
      for (const { reason } of summary.failed) this.#told.add(reason);
      this.#tell(summary);
    });
    this.#plan();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#recheck);
    await this.#watcher?.close();
    await this.#running;
  }

  async #observe(): Promise<void> {
    const { dirs, times } = this.#deps;
    const { watch } = await import('chokidar');
    await this.#watcher?.close();
    if (this.#isClosed) return;
    const watcher = watch([...dirs], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: times.quiet, pollInterval: POLL_MS },
      followSymlinks: false,
      ignored: (path) => dirs.every((dir) => isHidden(relative(dir, path))),
    });
    this.#watcher = watcher;
    watcher.on('all', () => this.#soon());
    // Comes at each write, long before a file is finished.
    watcher.on('raw', () => (this.#lastChange = performance.now()));
    watcher.on('error', (error) => this.#fail(error));
    await new Promise<void>((resolve) => watcher.once('ready', resolve));
  }

  /** Syncs once nothing changes any more. */
  #soon(): void {
    if (this.#isClosed) return;
    this.#lastChange = performance.now();
    this.#firstChange ??= this.#lastChange;
    this.#wait();
  }

  #wait(): void {
    const { quiet, longest } = this.#deps.times;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const now = performance.now();
      if (now - this.#lastChange < quiet && now - (this.#firstChange ?? now) < longest) return this.#wait();
      this.#firstChange = null;
      void this.#queue(async () => this.#tell(await this.#deps.sync()));
    }, quiet);
  }

  #plan(): void {
    clearTimeout(this.#recheck);
    if (this.#isClosed) return;
    const { recheck, missing } = this.#deps.times;
    this.#recheck = setTimeout(() => {
      const work = async (): Promise<void> => {
        if (await this.#deps.isStale()) this.#tell(await this.#deps.sync());
      };
      void this.#queue(work).then(() => this.#plan());
    }, this.#isLost ? missing : recheck);
  }

  /** Runs `work` after all before it; it never rejects. */
  #queue(work: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (this.#isClosed) return;
      try {
        await work();
        if (this.#isLost) await this.#observe();
        this.#isLost = false;
        if (this.#lastError !== '') this.#deps.listener.recovered();
        this.#lastError = '';
        this.#locked = 0;
      } catch (error) {
        // What is watched may be a folder that was moved away: until a sync succeeds, only looking helps.
        this.#isLost ||= error instanceof JudianError && error.code.startsWith('REPORTS_');
        if (this.#isLost) this.#hurry();
        if (error instanceof JudianError && error.code === 'INDEX_LOCKED') {
          this.#soon();
          // Another process that follows the same folders is busy for a moment.
          if (++this.#locked < LOCKED_OFTEN) return;
        }
        this.#fail(error);
      }
    });
    return this.#running;
  }

  /** The next look comes sooner. */
  #hurry(): void {
    if (this.#recheck !== undefined) this.#plan();
  }

  #fail(error: unknown): void {
    const reason = reasonOf(error);
    if (this.#isClosed || reason === this.#lastError) return;
    this.#lastError = reason;
    this.#deps.listener.failed(error);
  }

  #tell(summary: SyncSummary): void {
    const { added, changed, removed, failed } = summary;
    const news = failed.filter(({ reason }) => !this.#told.has(reason));
    this.#told.clear();
    for (const { reason } of failed) this.#told.add(reason);
    if (added.length + changed.length + removed.length + news.length > 0) this.#deps.listener.synced(summary, news);
  }
}

/** Files that no listing takes: watching them would only cost. */
function isHidden(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || path.split(sep).some((name) => name !== '..' && /^[.~]|^node_modules$/u.test(name));
}
