/** @module The best hits of a search, kept in a bounded heap. */

import type { Hit } from './types.js';

/** Keeps the `limit` best of the hits offered; the worst of them is at the root of a binary heap. */
export class TopHits {
  readonly #ordinals: Int32Array;
  readonly #scores: Float64Array;
  readonly #limit: number;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#ordinals = new Int32Array(limit);
    this.#scores = new Float64Array(limit);
  }

  /** Worst score kept once `limit` hits are; until then, any hit is kept. */
  get floor(): number {
    return this.#size < this.#limit ? -Infinity : (this.#scores[0] ?? Infinity);
  }

  offer(ordinal: number, score: number): void {
    if (this.#size < this.#limit) this.#rise(this.#size++, ordinal, score);
    else if (this.#limit > 0 && !this.#isWorse(ordinal, score, 0)) this.#sink(ordinal, score);
  }

  /** The best of them, kept apart. */
  top(limit: number): TopHits {
    const best = new TopHits(Math.min(limit, this.#size));
    for (let i = 0; i < this.#size; i++) best.offer(this.#ordinals[i] ?? 0, this.#scores[i] ?? 0);
    return best;
  }

  /** All kept hits, best first, ties by ordinal. */
  sorted(): Hit[] {
    const hits: Hit[] = [];
    for (let i = 0; i < this.#size; i++) hits.push({ ordinal: this.#ordinals[i] ?? 0, score: this.#scores[i] ?? 0 });
    return hits.sort(byScore);
  }

  #isWorse(ordinal: number, score: number, than: number): boolean {
    const other = this.#scores[than] ?? 0;
    return score < other || (score === other && ordinal > (this.#ordinals[than] ?? 0));
  }

  #set(at: number, ordinal: number, score: number): void {
    this.#ordinals[at] = ordinal;
    this.#scores[at] = score;
  }

  #rise(from: number, ordinal: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(ordinal, score, parent)) break;
      this.#set(at, this.#ordinals[parent] ?? 0, this.#scores[parent] ?? 0);
      at = parent;
    }
    this.#set(at, ordinal, score);
  }

  #sink(ordinal: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#isWorse(this.#ordinals[right] ?? 0, this.#scores[right] ?? 0, child)) child = right;
      if (this.#isWorse(ordinal, score, child)) break;
      this.#set(at, this.#ordinals[child] ?? 0, this.#scores[child] ?? 0);
      at = child;
    }
    this.#set(at, ordinal, score);
  }
}

/** Order of hits: best first, ties by ordinal. */
export function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || a.ordinal - b.ordinal;
}
