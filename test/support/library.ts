/** @module A library over a folder of tiny reports, and somebody who listens to what changes in it. */

import { basename } from 'node:path';
import type { ReportIndex, SyncFailure, SyncSummary } from '../../src/index/index.js';
import { createLibrary, type ReportLibrary } from '../../src/library/index.js';
import type { LibraryTimes } from '../../src/library/library.js';
import { JudianError } from '../../src/errors.js';
import { withHarness, type Harness } from './index-harness.js';
import { listTiny, parseTiny, tinyReport } from './index-reports.js';

export interface LibraryHarness extends Harness {
  readonly library: ReportLibrary;
  readonly index: ReportIndex;
  /** Files parsed by syncs so far. */
  readonly parsed: string[];
}

const TIMES: LibraryTimes = { quiet: 30, longest: 2_000, recheck: 60_000, missing: 20, lockPatience: 200, lockedAgain: 10 };

/** Calls `work` with an empty library. */
export async function withLibrary<T>(work: (harness: LibraryHarness) => Promise<T>, times: Partial<LibraryTimes> = {}): Promise<T> {
  return withHarness(async (harness) => {
    const parsed: string[] = [];
    const index = await harness.open({ parseFile: (path, file) => (parsed.push(file), parseTiny(path, file)) });
    const library = createLibrary({
      index,
      reportDirs: [harness.reports],
      indexDir: harness.dir,
      listFiles: listTiny,
      async parse(bytes, file) {
        const content = Buffer.from(bytes).toString('utf8');
        if (content.startsWith('坏')) throw new JudianError('FILE_BINARY', { file: basename(file) });
        return tinyReport(content, file);
      },
      times: { ...TIMES, ...times },
    });
    try {
      return await work({ ...harness, library, index, parsed });
    } finally {
      await Promise.all(closing.splice(0).map((close) => close()));
    }
  });
}

/** What is left open, closed before the index is. */
const closing: (() => Promise<void>)[] = [];

/** A watch on the library, and what it tells, one after the other. */
export async function following(library: ReportLibrary) {
  const summaries = new Stream<{ readonly summary: SyncSummary; readonly told: readonly SyncFailure[] }>();
  const errors = new Stream<unknown>();
  const recoveries = new Stream<true>();
  let told: readonly SyncFailure[] = [];
  const watch = library.watch({
    synced: (summary, failed) => summaries.push({ summary, told: failed }),
    failed: (error) => errors.push(error),
    recovered: () => recoveries.push(true),
  });
  closing.push(() => watch.close());
  await watch.ready;
  return {
    async next(): Promise<SyncSummary> {
      const heard = await summaries.next();
      told = heard.told;
      return heard.summary;
    },
    error: () => errors.next(),
    recovery: () => recoveries.next(),
    count: () => summaries.count,
    close: () => watch.close(),
    /** Failures that came with the last summary as new. */
    get told() {
      return told;
    },
  };
}

class Stream<T> {
  readonly #waiting: T[] = [];
  readonly #readers: ((value: T) => void)[] = [];
  count = 0;

  push(value: T): void {
    this.count++;
    const reader = this.#readers.shift();
    if (reader) reader(value);
    else this.#waiting.push(value);
  }

  next(): Promise<T> {
    const value = this.#waiting.shift();
    return value === undefined ? new Promise((resolve) => this.#readers.push(resolve)) : Promise.resolve(value);
  }
}
