/** @module What the index and the retriever need of an embedding model. */

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
   * A text at once, for single words by the thousand: a few microseconds each. Unit length. Absent where a token's vector
   * depends on its neighbours, which takes a network.
   */
  readonly embedWord?: (text: string) => Float32Array;
  close(): Promise<void>;
}
