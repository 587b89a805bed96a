/** @module Long work in slices, so that questions are answered in between. */

import { setImmediate } from 'node:timers/promises';
import { WORK_SLICE_MS } from './constants.js';

/** One clock for all work: stages that follow each other share a slice, else each would begin one of its own. */
let started = -Infinity;

/** To be awaited between small steps of long work: lets the event loop turn once the slice is used up. */
export async function pause(): Promise<void> {
  if (performance.now() - started < WORK_SLICE_MS) return;
  await setImmediate();
  started = performance.now();
}

/** As `Promise.all`, but nothing is still at work when it rejects. */
export async function together<T extends readonly unknown[]>(work: readonly [...T]): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
