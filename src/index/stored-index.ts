/** @module The index over its store: what is loaded, and who may change it when. */

import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JudianError, reasonOf } from '../errors.js';
import { advance, type IndexContext } from './advance.js';
import { bytesToKeep, type Generation } from './generation.js';
import { DAMAGED, LOCK, STORE } from './leftovers.js';
import { loadGeneration, saveDerived } from './load.js';
import { takeLock } from './lock.js';
import { checkReportDirs, compareFiles } from './report-files.js';
import type { ReportIndex } from './report-index.js';
import { IN_MEMORY, openStore, StoreDamagedError, type IndexStore } from './store.js';
import { previewSync, syncReports } from './sync.js';
import type { SyncSource } from './sync-plan.js';
import type { Snapshot, SyncOptions, SyncSummary } from './types.js';

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
  #isGivenUp = false;
  /** The last of the works that change the index; they run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  readonly #isReadOnly: boolean;

  constructor(context: IndexContext, source: SyncSource, isReadOnly: boolean) {
    this.#isReadOnly = isReadOnly;
    this.#context = context;
    this.#source = source;
    this.#storePath = join(context.dir, STORE);
  }

  async open(): Promise<void> {
    try {
      this.#loaded = await this.#load();
    } catch (error) {
      if (!(error instanceof StoreDamagedError)) throw error;
      if (this.#isReadOnly) throw new JudianError('INDEX_BROKEN', { path: this.#storePath, reason: error.message }, { cause: error });
      await this.#rebuild(error, null, {});
    }
    if (this.#isReadOnly) return;
    const { generation } = this.#present();
    const { state } = generation;
    const { embedder, analyser, reporter } = this.#context;
    if (this.#isOfOtherModel()) {
      // Embedding takes long: until the next sync has done it, what there is is served.
      if (state.generation > 0) reporter.notice('MODEL_CHANGED', { old: state.modelId, current: embedder.modelId });
    } else if (state.analyser !== analyser) {
      reporter.notice('ANALYSER_CHANGED');
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
    if (generation.rows.damage !== null) return true;
    if (this.#isOfOtherModel() || generation.state.parser !== this.#context.parser || (await this.#isOutdatedOrDamaged())) return true;
    const { files, gone } = await compareFiles(await listFiles(reportDirs), generation.files, now, { reparse: false });
    if (gone.length > 0) return true;
    return files.some(({ state, record }) => state === 'new' || (state === 'unreadable' && !record?.failure));
  }

  async sync(options: SyncOptions = {}): Promise<SyncSummary> {
    if (this.#isReadOnly) throw new Error('the index was opened to be looked at');
    try {
      return await this.#exclusively(() => this.#sync(options));
    } catch (error) {
      if (!(error instanceof StoreDamagedError)) throw error;
      return this.#rebuild(error, this.#loaded, options);
    }
  }

  async preview(options: SyncOptions = {}): Promise<SyncSummary> {
    const { store, generation } = this.#present();
    return previewSync(this.#context, store, generation, this.#source, options);
  }

  giveUp(): void {
    this.#isGivenUp = true;
  }

  async close(): Promise<void> {
    this.giveUp();
    await this.#last.catch(() => {});
    this.#loaded?.store.close();
    this.#loaded = null;
  }

  #present(): Loaded {
    if (this.#loaded === null) throw new Error('the index is closed');
    return this.#loaded;
  }

  async #sync(options: SyncOptions): Promise<SyncSummary> {
    const started = performance.now();
    if (await this.#isOutdated()) await this.#reload();
    // Also where another process has changed the model meanwhile: vectors of two models never meet.
    const embedded = this.#isOfOtherModel() ? await this.#relabel(options.onProgress) : 0;
    const { store, inode, generation } = this.#present();
    if (generation.rows.damage !== null) throw generation.rows.damage;
    if (options.rehash === true) await generation.rows.check(generation.reports);
    const { generation: next, summary } = await syncReports(this.#context, store, generation, this.#source, options);
    this.#loaded = { store, inode, generation: next };
    return { ...summary, passagesEmbedded: summary.passagesEmbedded + embedded, ms: Math.round(performance.now() - started) };
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
    const found = await stat(this.#storePath).catch(() => null);
    const path = this.#isReadOnly && found === null ? IN_MEMORY : this.#storePath;
    const store = openStore(path, { modelId, dimension, analyser, parser });
    try {
      const inode = path === IN_MEMORY ? 0 : (await stat(path)).ino;
      return { store, inode, generation: await loadGeneration(this.#context, store) };
    } catch (error) {
      store.close();
      throw error;
    }
  }

  async #reload(): Promise<void> {
    await this.#replace(await this.#load());
  }

  /** Questions under way go on reading the generation that was loaded before. */
  async #replace(loaded: Loaded): Promise<void> {
    const before = this.#loaded;
    if (before !== null) {
      const { reports, state } = loaded.generation;
      const isSameStore = state.indexId === before.generation.state.indexId;
      const kept = await bytesToKeep(before.generation, new Set(isSameStore ? reports.map(({ number }) => number) : []));
      before.generation.rows.retire(kept, loaded.generation.rows);
      before.store.close();
    }
    this.#loaded = loaded;
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
  async #rebuild(damage: StoreDamagedError, damaged: Loaded | null, options: SyncOptions): Promise<SyncSummary> {
    return this.#exclusively(async () => {
      const mended = damaged ?? (await this.#loadUnlessDamaged());
      if (mended === null || mended === damaged) {
        await checkReportDirs(this.#source.reportDirs);
        this.#context.reporter.mended(new JudianError('INDEX_DAMAGED', { path: this.#storePath, reason: damage.message }));
        await this.#moveAside();
        await this.#replace(await this.#load());
      } else {
        // Another process was quicker.
        this.#loaded = mended;
      }
      return this.#sync(options);
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
    const mark = `${DAMAGED}${new Date(this.#source.now()).toISOString().replaceAll(':', '')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      const path = `${this.#storePath}${suffix}`;
      await rename(path, join(this.#context.dir, `${mark}${suffix}`)).catch((error: unknown) => {
        if (suffix === '') throw new JudianError('INDEX_UNWRITABLE', { path, reason: reasonOf(error) }, { cause: error });
      });
    }
  }

  #isOfOtherModel(): boolean {
    const { state } = this.#present().generation;
    const { modelId, dimension } = this.#context.embedder;
    return state.modelId !== modelId || state.dimension !== dimension;
  }

  /** Labels all passages anew, embedding what the present model never saw; gives their number. */
  async #relabel(listener: SyncOptions['onProgress'] = () => {}): Promise<number> {
    if (await this.#isOutdated()) await this.#reload();
    const { store, inode, generation } = this.#present();
    const target = {
      reports: generation.reports.map((report) => ({ ...report, labels: null, stored: null })),
      files: generation.files,
      parser: generation.state.parser,
      anew: false,
    };
    const onProgress: IndexContext['onProgress'] = (progress) => {
      if (this.#isGivenUp) throw new JudianError('INDEX_GIVEN_UP');
      this.#context.onProgress(progress);
      listener(progress);
    };
    const { reporter, embedder } = this.#context;
    const isOtherModel = this.#isOfOtherModel();
    const next = await advance({ ...this.#context, onProgress }, store, generation, target);
    this.#loaded = { store, inode, generation: next.generation };
    if (isOtherModel && generation.state.generation > 0) reporter.notice('MODEL_IN_USE', { current: embedder.modelId });
    return next.embedded;
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
