/**
 * @module Vectors of single words, for soft matching: a word of the question against the words of a passage
 * (Kusner et al., 2015, relaxed to each word's nearest neighbour).
 */

import type { Embedder } from '../embed/index.js';

export interface WordVectors {
  /** Makes sure that the vectors of these words are there. */
  load(words: Iterable<string>): Promise<void>;
  /** Cosine of two loaded words, −1 to 1; 0 where either was not loaded. */
  similarity(a: string, b: string): number;
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
    similarity(a, b) {
      const left = vectors.get(a);
      const right = vectors.get(b);
      if (!left || !right) return 0;
      let sum = 0;
      for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
      return sum;
    },
  };
}
