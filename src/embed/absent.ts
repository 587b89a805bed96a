/** @module What stands in for a model that cannot be had. */

import type { Embedder } from './types.js';

/**
 * An index made with the model is served on, though nothing new can be embedded, a question no more than a passage:
 * every attempt throws `reason`.
 */
export function absentEmbedder({ modelId, dimension }: Pick<Embedder, 'modelId' | 'dimension'>, reason: Error): Embedder {
  const fail = (): Promise<never> => Promise.reject(reason);
  return { modelId, dimension, embedQuestion: fail, embedPassages: fail, close: async () => {} };
}
