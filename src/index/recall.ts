/** @module How much of what an exact scan finds the graph finds too. */

import type { HnswGraph } from './hnsw-graph.js';
import { pause } from './pause.js';
import { createVectorIndex } from './vector-index.js';
import { exactSearch, rowAt, type VectorTable } from './vector-table.js';

export interface Recall {
  /** Vectors searched for. */
  readonly sample: number;
  /** Neighbours of each. */
  readonly neighbours: number;
  /** Share of them found, 0 to 1. */
  readonly share: number;
}

/** Neighbours this near to the last one count as it: float sums differ by their order. */
const TIE = 1e-5;

/** Searches for `sample` vectors of the table, evenly spread over it, by both ways. */
export async function recallOf(graph: HnswGraph, table: VectorTable, { sample = 100, neighbours = 10 } = {}): Promise<Recall> {
  const index = createVectorIndex(table.labels, table, graph);
  const count = Math.min(sample, table.labels.length);
  let found = 0;
  let wanted = 0;
  for (let i = 0; i < count; i++) {
    const vector = rowAt(table, Math.floor((i * table.labels.length) / count));
    const exact = exactSearch(table, vector, neighbours);
    const last = exact.at(-1)?.score ?? 0;
    wanted += exact.length;
    found += index.search(vector, neighbours).filter(({ score }) => score >= last - TIE).length;
    await pause();
  }
  return { sample: count, neighbours, share: wanted === 0 ? 1 : found / wanted };
}
