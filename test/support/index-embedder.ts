/** @module A deterministic embedder without a model, that counts what it embeds. */

import { createHash } from 'node:crypto';
import type { Embedder } from '../../src/embed/types.js';

export interface CountingEmbedder extends Embedder {
  /** Every passage text embedded so far. */
  readonly embedded: string[];
}

/** Character bigrams hashed into `dimension` places: texts that share words are near each other. */
export function countingEmbedder({ modelId = 'test-model', dimension = 32 } = {}): CountingEmbedder {
  const embedded: string[] = [];
  return {
    modelId,
    dimension,
    embedded,
    embedQuestion: async (text) => hashedVector(text, dimension),
    async embedPassages(texts, onBatch) {
      embedded.push(...texts);
      onBatch?.(texts.length, texts.length);
      return texts.map((text) => hashedVector(text, dimension));
    },
    close: async () => {},
  };
}

function hashedVector(text: string, dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let i = 0; i < text.length; i++) {
    const digest = createHash('md5').update(text.slice(i, i + 2)).digest();
    const place = digest.readUInt16LE(0) % dimension;
    vector[place] = (vector[place] ?? 0) + (digest.readUInt8(2) % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  else for (let i = 0; i < dimension; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
