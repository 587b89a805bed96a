/** @module Stage 2: text to vectors, with the bundled model or another. */

export { absentEmbedder } from './absent.js';
export { bundledModel } from './bundled.js';
export { createEmbedder } from './embedder.js';
export type { EmbedderOptions } from './embedder.js';
export { foldText } from './fold.js';
export type { DownloadProgress, Hub } from './hub.js';
export type { Embedder } from './types.js';
