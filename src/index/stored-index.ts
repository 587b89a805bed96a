/** @module The index over its store: what is loaded, and who may change it when. */

import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JudianError, reasonOf } from '../errors.js';
import { advance, type IndexContext } from './advance.js';
import type { Generation } from './generation.js';
import { loadGeneration, saveDerived } from './load.js';
import { takeLock } from './lock.js';
import { checkReportDirs, compareFiles } from './report-files.js';
import type { ReportIndex } from './report-index.js';
import { openStore, StoreDamagedError, type IndexStore } from './store.js';
import { syncReports, type SyncSource } from './sync.js';
import type { Snapshot, SyncSummary } from './types.js';

const STORE = 'index.sqlite';
const LOCK = 'writer.lock';
const LOCK_WAIT_MS = 50;
const LOCK_ATTEMPTS = 40;

/** The store in use, the generation read from it, and the file it is, should another process replace it. */
interface Loaded {
  readonly store: IndexStore;
  readonly inode: number;
  readonly generation: Generation;
}

export class StoredIndex implements ReportIndex {
  readonly #context: IndexContext;
  readonly #source: SyncSource;
  readonly #storePath: string;
  #loaded: Loaded | null = null;
  /** The last of the works that change the index; they run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: IndexContext, source: SyncSource) {
    this.#context = context;
    this.#source = source;
    this.#storePath = join(context.dir, STORE);
  }

  async open(): Promise<void> {
    try {
      this.#loaded = await this.#load();
    } catch (error) {
      if (!(error instanceof StoreDamagedError)) throw error;
      await this.#rebuild(error, null);
    }
    const { generation } = this.#present();
    const { state } = generation;
    const { embedder, analyser, reporter } = this.#context;
    const isOtherModel = state.modelId !== embedder.modelId || state.dimension !== embedder.dimension;
    if (isOtherModel || state.analyser !== analyser) {
      if (isOtherModel) reporter.notice('MODEL_CHANGED', { old: state.modelId, current: embedder.modelId });
      else reporter.notice('ANALYSER_CHANGED');
      await this.#exclusively(() => this.#relabel());
    } else if (generation.saved === null) {
      await this.#saveOrWait();
    }
  }

  snapshot(): Snapshot {
    return this.#present().generation.snapshot;
  }

  async isStale(): Promise<boolean> {
    const { reportDirs, listFiles, now } = this.#source;
    await checkReportDirs(reportDirs);
    const { generation } = this.#present();
    if (generation.state.parser !== this.#context.parser || (await this.#isOutdatedOrDamaged())) return true;
    const { files, gone } = await compareFiles(await listFiles(reportDirs), generation.files, now, false);
    if (gone.length > 0) return true;
    return files.some(({ state, record }) => state === 'new' || (state === 'unreadable' && !record?.failure));
  }

  async sync(): Promise<SyncSummary> {
    try {
      return await this.#exclusively(() => this.#sync());
    } catch (error) {
      if (!(error instanceof StoreDamagedError)) throw error;
      return this.#rebuild(error, this.#loaded);
    }
  }

  async close(): Promise<void> {
    await this.#last.catch(() => {});
    this.#loaded?.store.close();
    this.#loaded = null;
  }

  #present(): Loaded {
    if (this.#loaded === null) throw new Error('the index is closed');
    return this.#loaded;
  }

  async #sync(): Promise<SyncSummary> {
    if (await this.#isOutdated()) await this.#reload();
    const { store, inode, generation } = this.#present();
    const result = await syncReports(this.#context, store, generation, this.#source);
    this.#loaded = { store, inode, generation: result.generation };
    return result.summary;
  }

  /** Runs `work` after all before it and under the writer lock. */
  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.catch(() => {}).then(async () => {
      const lock = takeLock(join(this.#context.dir, LOCK));
      try {
        return await work();
      } finally {
        lock.release();
      }
    });
    this.#last = run;
    return run;
  }

  async #load(): Promise<Loaded> {
    const { embedder, analyser, parser } = this.#context;
    const { modelId, dimension } = embedder;
    const store = openStore(this.#storePath, { modelId, dimension, analyser, parser });
    try {
      const { ino: inode } = await stat(this.#storePath);
      return { store, inode, generation: await loadGeneration(this.#context, store) };
    } catch (error) {
      store.close();
      throw error;
    }
  }

  async #reload(): Promise<void> {
    const before = this.#loaded;
    this.#loaded = await this.#load();
    before?.store.close();
  }

  /** Has another process written a generation, or replaced the store? */
  async #isOutdated(): Promise<boolean> {
    const { store, inode, generation } = this.#present();
    const found = await stat(this.#storePath).catch(() => null);
    if (found?.ino !== inode) return true;
    const { generation: number, indexId } = store.state();
    return number !== generation.state.generation || indexId !== generation.state.indexId;
  }

  async #isOutdatedOrDamaged(): Promise<boolean> {
    try {
      return await this.#isOutdated();
    } catch (error) {
      if (error instanceof StoreDamagedError) return true;
      throw error;
    }
  }

  /**
   * The damaged store is moved aside, never deleted, and everything is read from the reports again.
   * @param damaged what was loaded from it; null where nothing could be
   */
  async #rebuild(damage: StoreDamagedError, damaged: Loaded | null): Promise<SyncSummary> {
    return this.#exclusively(async () => {
      const mended = damaged ?? (await this.#loadUnlessDamaged());
      if (mended === null || mended === damaged) {
        await checkReportDirs(this.#source.reportDirs);
        this.#context.reporter.mended(new JudianError('INDEX_DAMAGED', { path: this.#storePath, reason: damage.message }));
        await this.#moveAside();
        this.#loaded = await this.#load();
        damaged?.store.close();
      } else {
        // Another process was quicker.
        this.#loaded = mended;
      }
      return this.#sync();
    });
  }

  async #loadUnlessDamaged(): Promise<Loaded | null> {
    try {
      return await this.#load();
    } catch (error) {
      if (error instanceof StoreDamagedError) return null;
      throw error;
    }
  }

  async #moveAside(): Promise<void> {
    const mark = `damaged-${new Date(this.#source.now()).toISOString().replaceAll(':', '')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      const path = `${this.#storePath}${suffix}`;
      await rename(path, `${this.#storePath}.${mark}${suffix}`).catch((error: unknown) => {
        if (suffix === '') throw new JudianError('INDEX_UNWRITABLE', { path, reason: reasonOf(error) }, { cause: error });
      });
    }
  }

  async #relabel(): Promise<void> {
    if (await this.#isOutdated()) await this.#reload();
    const { store, inode, generation } = this.#present();
    const target = {
      reports: generation.reports.map((report) => ({ ...report, labels: null, stored: null })),
      files: generation.files,
      parser: generation.state.parser,
    };
    const next = await advance(this.#context, store, generation, target);
    this.#loaded = { store, inode, generation: next.generation };
  }

  /**
   * Writes derived files that had to be made again. While another process holds the lock it is most likely about to
   * write them itself: then they are read again, and in the end served from memory.
   */
  async #saveOrWait(): Promise<void> {
    for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
      try {
        await this.#exclusively(async () => {
          if (await this.#isOutdated()) await this.#reload();
          const { store, inode, generation } = this.#present();
          const saved = generation.saved ?? (await saveDerived(this.#context, generation));
          this.#loaded = { store, inode, generation: { ...generation, saved } };
        });
        return;
      } catch (error) {
        if (!(error instanceof JudianError) || error.code !== 'INDEX_LOCKED') throw error;
        await setTimeout(LOCK_WAIT_MS);
      }
    }
  }
}
