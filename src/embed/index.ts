/** @module Stage 2: text to vectors, with the bundled model or another. */

import type { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from './types.js';

export { absentEmbedder } from './absent.js';
export { bundledModel, bundledReader } from './bundled.js';
export { createEmbedder } from './embedder.js';
export type { EmbedderOptions } from './embedder.js';
export { foldText } from './fold.js';
export { mayChange, simplify } from './simplify.js';
export { TRADITIONAL } from './traditional.js';
export type { DownloadProgress, Hub } from './hub.js';
export { absentReader, createReader, type ReaderOptions } from './reader.js';
export type { Embedder, Reader, ReadPassage } from './types.js';

/** The model behind LangChain's `Embeddings`. */
export async function toLangChain(embedder: Embedder): Promise<Embeddings> {
  const { LocalEmbeddings } = await import('./langchain.js');
  return new LocalEmbeddings(embedder);
}
