/**
 * @module A model without layers, run without its network: a token's vector is the same in every text, so that a text
 * costs a look-up and an addition a token.
 */

import { normalize } from './pooling.js';
import type { AddToken } from './token-table.js';
import type { Tokenize } from './unigram.js';

export interface StaticModel {
  /** The unit vector of a folded text; the same, bit for bit, as by the network. */
  embed(folded: string): Float32Array;
}

/** @param mostTokens tokens beyond are cut off */
export function createStaticModel(tokenize: Tokenize, addToken: AddToken, dimension: number, mostTokens: number): StaticModel {
  return {
    embed(folded) {
      const ids = tokenize(folded);
      const vector = new Float32Array(dimension);
      const count = Math.min(ids.length, mostTokens);
      for (let i = 0; i < count; i++) addToken(ids[i]!, vector);
      return normalize(vector);
    },
  };
}
