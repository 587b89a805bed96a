/**
 * @module Vectors of single words, for soft matching: a word of the question against the words of a passage
 * (Kusner et al., 2015, relaxed to each word's nearest neighbour).
 */

import type { Embedder } from '../embed/index.js';

/** Cosine of a word with each concept of the question, in order: one row a word, made once. */
export type WordSimilarity = (word: string) => Float64Array;

export interface WordVectors {
  /** Cosines with each of `targets`, for the words that `words` gives. */
  similarityTo(targets: readonly string[], words: () => Iterable<string>): Promise<WordSimilarity>;
}

/** Keeps the vectors of at most `capacity` words, those made longest ago dropped first. */
export function createWordVectors({ dimension, embedWord, embedPassages }: Pick<Embedder, 'dimension' | 'embedWord' | 'embedPassages'>, capacity = 16_384): WordVectors {
  const kept = new VectorRing(dimension, capacity);
  return {
    async similarityTo(targets, words) {
      const embed = embedWord ?? (await lookUp(embedPassages, [...targets, ...words()]));
      const wanted = targets.map(embed);
      const rows = new Map<string, Float64Array>();
      return (word) => {
        const known = rows.get(word);
        if (known) return known;
        const row = new Float64Array(wanted.length);
        dots(kept.rows, kept.at(word, embed), wanted, row);
        rows.set(word, row);
        return row;
      };
    },
  };
}

/** For an embedder that takes its time: all vectors are made before the first is asked for. */
async function lookUp(embedPassages: Embedder['embedPassages'], words: readonly string[]): Promise<(word: string) => Float32Array> {
  const distinct = [...new Set(words)];
  const made = await embedPassages(distinct);
  const vectors = new Map(distinct.map((word, i) => [word, made[i]]));
  return (word) => {
    const vector = vectors.get(word);
    if (vector === undefined) throw new Error(`the vector of ${word} was not asked for`);
    return vector;
  };
}

/** Vectors in one block of memory, written over in turn. */
class VectorRing {
  /** Row i is the vector of the word in slot i. */
  readonly rows: Float32Array;
  readonly #words: (string | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  #next = 0;

  constructor(
    private readonly dimension: number,
    private readonly capacity: number,
  ) {
    this.rows = new Float32Array(dimension * capacity);
  }

  /** Where the vector of `word` begins in `rows`: good until the next word is made. */
  at(word: string, embed: (word: string) => Float32Array): number {
    let slot = this.#slots.get(word);
    if (slot === undefined) {
      slot = this.#next;
      this.#next = (this.#next + 1) % this.capacity;
      const old = this.#words[slot];
      if (old !== undefined) this.#slots.delete(old);
      this.#words[slot] = word;
      this.#slots.set(word, slot);
      this.rows.set(embed(word), slot * this.dimension);
    }
    return slot * this.dimension;
  }
}

/** Inner products of the vector at `at` with each of `targets`: four at a time, so that each number is read once for four. */
function dots(rows: Float32Array, at: number, targets: readonly Float32Array[], into: Float64Array): void {
  let t = 0;
  for (; t + 3 < targets.length; t += 4) {
    const [p, q, r, s] = [targets[t]!, targets[t + 1]!, targets[t + 2]!, targets[t + 3]!];
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < p.length; i++) {
      const x = rows[at + i]!;
      a += x * p[i]!;
      b += x * q[i]!;
      c += x * r[i]!;
      d += x * s[i]!;
    }
    into[t] = a;
    into[t + 1] = b;
    into[t + 2] = c;
    into[t + 3] = d;
  }
  for (; t < targets.length; t++) {
    const target = targets[t]!;
    let sum = 0;
    for (let i = 0; i < target.length; i++) sum += rows[at + i]! * target[i]!;
    into[t] = sum;
  }
}
