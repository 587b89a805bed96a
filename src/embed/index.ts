/** @module Stage 2: text to vectors, offline, with the bundled model. */

export { createEmbedder } from './embedder.js';
export type { EmbedderOptions } from './embedder.js';
export { foldText } from './fold.js';
export type { Embedder } from './types.js';
