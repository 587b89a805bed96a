/** @module Nearest passages of one generation: the HNSW graph by label, read through the generation's own ordinals. */

import { byScore, TopHits } from './top-hits.js';
import type { HnswGraph } from './hnsw-graph.js';
import type { Hit, OrdinalRange, VectorIndex } from './types.js';
import { exactSearch, innerProduct, rowAt, rowOf, type VectorTable } from './vector-table.js';

/** Looked at beyond the limit: scores of the graph are rounded, and of equal ones at the cut the lowest ordinals stay, however it grew. */
const TIES = 16;

/**
 * @param labels label of each passage's vector, by ordinal; all are in `table`
 * @param graph holds at least the table's labels; null searches all vectors instead
 */
export function createVectorIndex(labels: Uint32Array, table: VectorTable, graph: HnswGraph | null): VectorIndex {
  return new LabelledVectors(labels, table, graph);
}

class LabelledVectors implements VectorIndex {
  readonly size: number;
  readonly dimension: number;
  readonly #table: VectorTable;
  readonly #graph: HnswGraph | null;
  /** Row of each passage's vector, by ordinal. */
  readonly #rows: Uint32Array;
  /** Ordinals of the passages of row i, ascending: `#ordinals[#starts[i]]` up to `#ordinals[#starts[i + 1]]`. */
  readonly #starts: Uint32Array;
  readonly #ordinals: Uint32Array;

  constructor(labels: Uint32Array, table: VectorTable, graph: HnswGraph | null) {
    this.size = labels.length;
    this.dimension = table.dimension;
    this.#table = table;
    this.#graph = graph;
    this.#rows = rowsOf(labels, table.labels);
    this.#starts = new Uint32Array(table.labels.length + 1);
    for (const row of this.#rows) this.#starts[row + 1]!++;
    for (let row = 0; row < table.labels.length; row++) this.#starts[row + 1]! += this.#starts[row]!;
    this.#ordinals = new Uint32Array(labels.length);
    const next = this.#starts.slice();
    for (const [ordinal, row] of this.#rows.entries()) this.#ordinals[next[row]!++] = ordinal;
  }

  search(vector: Float32Array, limit: number): Hit[] {
    if (vector.length !== this.dimension) {
      throw new RangeError(`question vector has length ${vector.length}, the index ${this.dimension}`);
    }
    const wanted = this.#clamp(limit);
    if (wanted === 0) return [];
    return this.#searchGraph(vector, wanted) ?? this.#searchAll(vector, wanted);
  }

  searchAmong(vector: Float32Array, within: readonly OrdinalRange[], limit: number): Hit[] {
    const best = new TopHits(this.#clamp(limit));
    for (const { from, to } of within) for (let ordinal = from; ordinal < to; ordinal++) best.offer(ordinal, this.similarity(ordinal, vector));
    return best.sorted();
  }

  vector(ordinal: number): Float32Array {
    return rowAt(this.#table, this.#rowOf(ordinal));
  }

  similarity(ordinal: number, vector: Float32Array): number {
    return innerProduct(this.#table.rows, this.#rowOf(ordinal) * this.dimension, vector);
  }

  #clamp(limit: number): number {
    return Math.min(Math.max(0, Math.floor(limit)), this.size);
  }

  #rowOf(ordinal: number): number {
    const row = this.#rows[ordinal];
    if (row === undefined) throw new RangeError(`no passage ${ordinal} among ${this.size}`);
    return row;
  }

  /** Null where the graph gives too few: it may have been searched through labels of other generations only. */
  #searchGraph(vector: Float32Array, wanted: number): Hit[] | null {
    if (this.#graph === null) return null;
    const live = this.#table.labels.length;
    const needed = Math.min(wanted + TIES, live);
    const foreign = this.#graph.labels.size - live;
    // Neighbours of other generations are skipped: ask for as many more as their share lets expect, and some.
    const asked = foreign <= 0 ? needed : Math.ceil((needed * this.#graph.labels.size) / live) + 16;
    const hits: Hit[] = [];
    let found = 0;
    for (const { label } of this.#graph.search(vector, asked)) {
      const row = rowOf(this.#table.labels, label);
      if (row < 0) continue;
      // The graph's own scores are rounded.
      this.#collect(row, innerProduct(this.#table.rows, row * this.dimension, vector), hits);
      found++;
      if (found === needed) break;
    }
    return found < Math.min(wanted, live) ? null : hits.sort(byScore).slice(0, wanted);
  }

  #searchAll(vector: Float32Array, wanted: number): Hit[] {
    const hits: Hit[] = [];
    for (const { ordinal: row, score } of exactSearch(this.#table, vector, wanted + TIES)) this.#collect(row, score, hits);
    return hits.sort(byScore).slice(0, wanted);
  }

  /** Adds the passages of a row to `hits`. */
  #collect(row: number, score: number, hits: Hit[]): void {
    const end = this.#starts[row + 1] ?? 0;
    for (let at = this.#starts[row] ?? 0; at < end; at++) hits.push({ ordinal: this.#ordinals[at] ?? 0, score });
  }
}

/** Rows of labels that are all in the table: by one list of all labels, since a search for each takes ten times as long. */
function rowsOf(labels: Uint32Array, known: Uint32Array): Uint32Array {
  const rowOfLabel = new Uint32Array((known.at(-1) ?? 0) + 1);
  for (let row = 0; row < known.length; row++) rowOfLabel[known[row]!] = row;
  const rows = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) rows[i] = rowOfLabel[labels[i]!]!;
  return rows;
}
