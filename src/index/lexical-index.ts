/** @module BM25F search over the inverted index. */

import { BM25F, type Bm25fParameters } from './constants.js';
import type { LexicalData } from './lexical-data.js';
import { scoreBoard, type ScoredFields } from './score-board.js';
import { TopHits } from './top-hits.js';
import type { Hit, LexicalIndex, OrdinalRange, WeightedTerm } from './types.js';

/**
 * The index as it is searched. A passage's score is the sum over query terms of
 * `weight * idf * tf * (k1 + 1) / (tf + k1)`, where tf adds the length-normalised frequencies of body and header
 * (see {@link Bm25fParameters}) and `idf = ln(1 + (n - df + 0.5) / (df + 0.5))`. Weights of zero or less are ignored.
 */
export function createLexicalIndex(data: LexicalData, parameters: Bm25fParameters = BM25F): LexicalIndex {
  return new PostingsIndex(data, parameters);
}

class PostingsIndex implements LexicalIndex {
  readonly size: number;
  readonly #data: LexicalData;
  readonly #fields: ScoredFields;

  constructor(data: LexicalData, { k1, bodyB, headerB, headerWeight }: Bm25fParameters) {
    this.#data = data;
    this.size = data.bodyLengths.length;
    const lengths = new Uint32Array(this.size);
    for (let i = 0; i < this.size; i++) lengths[i] = data.bodyLengths[i]! + data.headerLengths[i]! * 0x10000;
    this.#fields = { lengths, bodyNorms: lengthNorms(data.bodyLengths, bodyB, 1), headerNorms: lengthNorms(data.headerLengths, headerB, headerWeight), k1 };
  }

  documentFrequency(term: string): number {
    const at = this.#find(term);
    return at < 0 ? 0 : (this.#data.documentFrequencies[at] ?? 0);
  }

  search(query: readonly WeightedTerm[], limit: number, within?: readonly OrdinalRange[]): Hit[] {
    return this.searchWithin(query, limit, within ?? null).hits;
  }

  searchWithin(query: readonly WeightedTerm[], limit: number, within: readonly OrdinalRange[] | null): { hits: Hit[]; best: number } {
    scoreBoard.clear(this.#fields);
    for (const { term, weight } of query) {
      const at = weight > 0 ? this.#find(term) : -1;
      if (at >= 0) this.#add(at, weight);
    }
    const everywhere = [{ from: 0, to: this.size }];
    return { hits: bestIn(within ?? everywhere, Math.min(Math.max(0, Math.floor(limit)), this.size)), best: bestIn(everywhere, 1)[0]?.score ?? 0 };
  }

  /** Adds one term's share to the score of every passage that holds it. */
  #add(term: number, weight: number): void {
    const { postings, postingStarts, documentFrequencies } = this.#data;
    const frequency = documentFrequencies[term] ?? 0;
    const factor = weight * (this.#fields.k1 + 1) * Math.log(1 + (this.size - frequency + 0.5) / (frequency + 0.5));
    scoreBoard.add(postings.subarray(postingStarts[term], postingStarts[term + 1]), factor);
  }

  /** Position of a term in the dictionary, or -1. */
  #find(term: string): number {
    const { termStarts } = this.#data;
    let low = 0;
    let high = termStarts.length - 2;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = this.#compare(term, middle);
      if (order === 0) return middle;
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return -1;
  }

  #compare(term: string, at: number): number {
    const { characters, termStarts } = this.#data;
    const start = termStarts[at] ?? 0;
    const length = (termStarts[at + 1] ?? 0) - start;
    for (let i = 0; i < Math.min(term.length, length); i++) {
      const order = term.charCodeAt(i) - (characters[start + i] ?? 0);
      if (order !== 0) return order;
    }
    return term.length - length;
  }
}

/** Passages are looked at in order, so that one with no more than the worst score kept loses the tie. */
function bestIn(ranges: readonly OrdinalRange[], wanted: number): Hit[] {
  const kept = new TopHits(wanted);
  const { scores } = scoreBoard;
  if (wanted === 0) return [];
  for (const { from, to } of ranges) {
    let ordinal = from;
    while ((ordinal = scoreBoard.next(ordinal, to, Math.max(0, kept.floor))) < to) kept.offer(ordinal, scores[ordinal++]!);
  }
  return kept.sorted();
}

/** `weight / (1 - b + b * length / mean)` for every length that occurs; an empty field holds no term. */
function lengthNorms(lengths: Uint16Array, b: number, weight: number): Float32Array {
  let longest = 0;
  let sum = 0;
  for (const length of lengths) {
    sum += length;
    if (length > longest) longest = length;
  }
  const mean = lengths.length === 0 || sum === 0 ? 1 : sum / lengths.length;
  const norms = new Float32Array(longest + 1);
  for (let length = 1; length <= longest; length++) norms[length] = weight / (1 - b + (b * length) / mean);
  return norms;
}
