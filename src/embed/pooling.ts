/** @module From the vectors of tokens to one unit vector a text. */

import type { Pooling } from './recipe.js';

/** Hidden states of a batch, row by row: `data[(row * tokens + token) * dimension + k]`. */
export interface HiddenStates {
  readonly data: Float32Array;
  readonly rows: number;
  readonly tokens: number;
  readonly dimension: number;
}

/** The mean over each row's first `lengths[row]` tokens (the others are padding), scaled to unit length. */
export function meanPool(hidden: HiddenStates, lengths: readonly number[]): Float32Array[] {
  const { data, tokens, dimension } = hidden;
  return lengths.map((length, row) => {
    const vector = new Float32Array(dimension);
    for (let token = 0; token < length; token++) {
      const at = (row * tokens + token) * dimension;
      for (let k = 0; k < dimension; k++) vector[k] = (vector[k] ?? 0) + (data[at + k] ?? 0);
    }
    return normalize(vector);
  });
}

/** The vector of each row's first token, scaled to unit length. */
export function firstPool({ data, tokens, dimension }: HiddenStates, lengths: readonly number[]): Float32Array[] {
  return lengths.map((_, row) => normalize(data.slice(row * tokens * dimension, (row * tokens + 1) * dimension)));
}

export const POOLS = { mean: meanPool, cls: firstPool } as const satisfies Record<Pooling, unknown>;

/** Scales to unit length in place. A vector without direction becomes the first axis, so that lengths never differ from 1. */
export function normalize(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const x of vector) sum += x * x;
  if (!(sum > 0) || !Number.isFinite(sum)) {
    vector.fill(0);
    vector[0] = 1;
    return vector;
  }
  const factor = 1 / Math.sqrt(sum);
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] ?? 0) * factor;
  return vector;
}
