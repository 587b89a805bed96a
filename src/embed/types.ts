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
  /** Ids of the tokens of a folded text; absent where `embedWord` is. */
  readonly tokenize?: (folded: string) => number[];
  close(): Promise<void>;
}

/** What a reader is given of a passage, folded. */
export interface ReadPassage {
  /** What stands above it: headings, lead. */
  readonly header: string;
  /** Its sentences, or parts of them. */
  readonly parts: readonly string[];
}

/** Reads a question and passages together. */
export interface Reader {
  /**
   * How far each part of each passage answers a folded question, one row a passage: the logarithm of a sum over its tokens, so that
   * the values of parts add up as `log(exp(a) + exp(b))`. Null where there is no reader.
   */
  read(question: string, passages: readonly ReadPassage[]): Promise<Float64Array[] | null>;
}
