/** @module Long work in slices, so that questions are answered in between. */

import { setImmediate } from 'node:timers/promises';
import { WORK_SLICE_MS } from './constants.js';

/** A function to await in a loop: it lets the event loop turn once the slice of `sliceMs` is used up. */
export function pauseEvery(sliceMs: number = WORK_SLICE_MS): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < sliceMs) return;
    await setImmediate();
    started = performance.now();
  };
}
