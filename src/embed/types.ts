/** @module What the index and the retriever need of an embedding model. */

import type { Embeddings } from '@langchain/core/embeddings';

/** Turns text into unit-length vectors. */
export interface Embedder {
  /** Names model and weights: vectors of different ids are never compared. */
  readonly modelId: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** A question; unit length. */
  embedQuestion(text: string): Promise<Float32Array>;
  /** Passages in the order given, in batches; `onBatch` hears how many are done. Unit length. */
  embedPassages(texts: readonly string[], onBatch?: (done: number, total: number) => void): Promise<Float32Array[]>;
  /**
   * The tokens of a text (of its folded form, cut off at the model's longest input) with their own vectors, for soft
   * word matching. Not unit length: the longer the vector, the more the word tells. Absent where a token's vector
   * depends on its neighbours.
   */
  readonly tokenVectors?: (text: string) => Promise<TokenVector[]>;
  /** The same model as LangChain `Embeddings`. */
  readonly langchain: Embeddings;
  close(): Promise<void>;
}

export interface TokenVector {
  readonly token: string;
  readonly vector: Float32Array;
}
