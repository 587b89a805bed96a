/**
 * @module Vectors of single words, for soft matching: a word of the question against the words of a passage
 * (Kusner et al., 2015, relaxed to each word's nearest neighbour).
 */

import type { Embedder } from '../embed/index.js';

export interface WordVectors {
  /** Makes sure that the vectors of these words are there. */
  load(words: Iterable<string>): Promise<void>;
  /**
   * Cosines of any word with each of `targets`, in order: one row a word, made once. A word that was not loaded, or one
   * of the targets, gets 0.
   */
  similarityTo(targets: readonly string[]): (word: string) => Float64Array;
}

/** Keeps the vectors of at most `capacity` words, those used longest ago dropped first. */
export function createWordVectors(embedder: Pick<Embedder, 'embedPassages'>, capacity = 40_000): WordVectors {
  const vectors = new Map<string, Float32Array>();
  return {
    async load(words) {
      const missing = [...new Set(words)].filter((word) => !vectors.has(word));
      if (missing.length === 0) return;
      const made = await embedder.embedPassages(missing);
      missing.forEach((word, i) => {
        const vector = made[i];
        if (vector) vectors.set(word, vector);
      });
      for (const word of vectors.keys()) {
        if (vectors.size <= capacity) break;
        vectors.delete(word);
      }
    },
    similarityTo(targets) {
      const wanted = targets.map((target) => vectors.get(target));
      const rows = new Map<string, Float64Array>();
      return (word) => {
        const known = rows.get(word);
        if (known) return known;
        const own = vectors.get(word);
        const row = Float64Array.from(wanted, (target) => (own && target ? dot(own, target) : 0));
        rows.set(word, row);
        return row;
      };
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  const { length } = a;
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}
