/** @module BM25F search over the inverted index. */

import { BM25F, type Bm25fParameters } from './constants.js';
import type { LexicalData } from './lexical-data.js';
import { TopHits } from './top-hits.js';
import type { Hit, LexicalIndex, WeightedTerm } from './types.js';

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
  readonly #k1: number;
  /** What one occurrence counts in a field of each length. */
  readonly #bodyNorms: Float64Array;
  readonly #headerNorms: Float64Array;
  /** Length of both fields of each passage: body in the low 16 bits, header in the high; one look-up instead of two. */
  readonly #lengths: Uint32Array;
  /** Score of each passage in the search under way; all zero between searches. Made on first use. */
  #scores: Float64Array | null = null;

  constructor(data: LexicalData, { k1, bodyB, headerB, headerWeight }: Bm25fParameters) {
    this.#data = data;
    this.size = data.bodyLengths.length;
    this.#k1 = k1;
    this.#lengths = new Uint32Array(this.size);
    for (let i = 0; i < this.size; i++) this.#lengths[i] = data.bodyLengths[i]! + data.headerLengths[i]! * 0x10000;
    this.#bodyNorms = lengthNorms(data.bodyLengths, bodyB, 1);
    this.#headerNorms = lengthNorms(data.headerLengths, headerB, headerWeight);
  }

  documentFrequency(term: string): number {
    const at = this.#find(term);
    return at < 0 ? 0 : (this.#data.documentFrequencies[at] ?? 0);
  }

  search(query: readonly WeightedTerm[], limit: number, accept: (ordinal: number) => boolean = () => true): Hit[] {
    return this.searchWithin(query, limit, accept).hits;
  }

  searchWithin(query: readonly WeightedTerm[], limit: number, accept: (ordinal: number) => boolean): { hits: Hit[]; best: number } {
    const scores = (this.#scores ??= new Float64Array(this.size));
    try {
      for (const { term, weight } of query) {
        const at = weight > 0 ? this.#find(term) : -1;
        if (at >= 0) this.#accumulate(at, weight, scores);
      }
      return bestOf(scores, Math.min(Math.max(0, Math.floor(limit)), this.size), accept);
    } finally {
      scores.fill(0);
    }
  }

  /** Adds one term's share to the score of every passage that holds it. */
  #accumulate(term: number, weight: number, scores: Float64Array): void {
    const { postings, postingStarts, documentFrequencies } = this.#data;
    const lengths = this.#lengths;
    const bodyNorms = this.#bodyNorms;
    const headerNorms = this.#headerNorms;
    const k1 = this.#k1;
    const frequency = documentFrequencies[term] ?? 0;
    const factor = weight * (k1 + 1) * Math.log(1 + (this.size - frequency + 0.5) / (frequency + 0.5));
    const stop = postingStarts[term + 1] ?? 0;
    let at = postingStarts[term] ?? 0;
    let ordinal = -1;
    while (at < stop) {
      let byte = postings[at++]!;
      let gap = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = postings[at++]!;
        gap |= (byte & 0x7f) << shift;
      }
      ordinal += gap;
      const frequencies = postings[at++]!;
      const length = lengths[ordinal]!;
      const tf = (frequencies & 0xf) * bodyNorms[length & 0xffff]! + (frequencies >> 4) * headerNorms[length >>> 16]!;
      scores[ordinal]! += (factor * tf) / (tf + k1);
    }
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
function bestOf(scores: Float64Array, wanted: number, accept: (ordinal: number) => boolean): { hits: Hit[]; best: number } {
  const kept = new TopHits(wanted);
  let floor = 0;
  let best = 0;
  for (let ordinal = 0; ordinal < scores.length; ordinal++) {
    // Nearly all are passed over: four at a time takes half as long. Beyond the last nothing is less or equal.
    while (scores[ordinal]! <= floor && scores[ordinal + 1]! <= floor && scores[ordinal + 2]! <= floor && scores[ordinal + 3]! <= floor) ordinal += 4;
    const score = scores[ordinal]!;
    if (!(score > floor)) continue;
    if (score > best) best = score;
    if (!accept(ordinal)) continue;
    kept.offer(ordinal, score);
    floor = Math.min(best, Math.max(0, kept.floor));
  }
  return { hits: kept.sorted(), best };
}

/** `weight / (1 - b + b * length / mean)` for every length that occurs; an empty field holds no term. */
function lengthNorms(lengths: Uint16Array, b: number, weight: number): Float64Array {
  let longest = 0;
  let sum = 0;
  for (const length of lengths) {
    sum += length;
    if (length > longest) longest = length;
  }
  const mean = lengths.length === 0 || sum === 0 ? 1 : sum / lengths.length;
  const norms = new Float64Array(longest + 1);
  for (let length = 1; length <= longest; length++) norms[length] = weight / (1 - b + (b * length) / mean);
  return norms;
}
