/** @module The HNSW graph of hnswlib, an optional addon. */

import type { HierarchicalNSW } from 'hnswlib-node';
import { HNSW } from './constants.js';
import { LabelSet } from './label-set.js';
import { pause } from './pause.js';
import { rowAt, type VectorTable } from './vector-table.js';

type HnswlibModule = typeof import('hnswlib-node');

/** Nearest neighbours by inner product over labels. It only grows: readers skip labels they do not know. */
export interface HnswGraph {
  /** Labels in the graph, those no passage uses any more among them. */
  readonly labels: Pick<LabelSet, 'size' | 'has' | 'greatest'>;
  /** At most `count` labels with their similarity, best first. */
  search(vector: Float32Array, count: number): { readonly label: number; readonly score: number }[];
  /** Adds the table's labels that are missing. Questions are let through now and then. */
  extend(table: VectorTable): Promise<void>;
  save(path: string): Promise<void>;
}

/** Makes graphs with hnswlib. */
export interface HnswLibrary {
  create(dimension: number): HnswGraph;
  /**
   * Reads a graph that {@link HnswGraph.save} wrote. The caller has checked the file's checksum: a damaged file can end
   * the process. Rejects when the graph has another dimension.
   */
  load(path: string, dimension: number): Promise<HnswGraph>;
}

/** The addon, or null and the reason where it is not installed or was not built. */
export async function loadHnswLibrary(): Promise<{ readonly library: HnswLibrary } | { readonly library: null; readonly reason: unknown }> {
  try {
    // CommonJS: named exports stand on `default` where the loader did not find them.
    const imported: HnswlibModule & { default?: HnswlibModule } = await import('hnswlib-node');
    return { library: libraryOf(imported.default ?? imported) };
  } catch (reason) {
    return { library: null, reason };
  }
}

function libraryOf(hnswlib: HnswlibModule): HnswLibrary {
  return {
    create(dimension) {
      const graph = new hnswlib.HierarchicalNSW('ip', dimension);
      graph.initIndex(1, HNSW.connections, HNSW.constructionWidth, HNSW.seed);
      return new Graph(graph, 1);
    },
    async load(path, dimension) {
      const graph = new hnswlib.HierarchicalNSW('ip', dimension);
      await graph.readIndex(path);
      if (graph.getNumDimensions() !== dimension) throw new Error(`graph of dimension ${graph.getNumDimensions()}`);
      return new Graph(graph, graph.getMaxElements());
    },
  };
}

class Graph implements HnswGraph {
  readonly labels: LabelSet;
  readonly #graph: HierarchicalNSW;
  #capacity: number;

  constructor(graph: HierarchicalNSW, capacity: number) {
    this.#graph = graph;
    this.#capacity = capacity;
    this.labels = new LabelSet(graph.getIdsList());
  }

  search(vector: Float32Array, count: number): { label: number; score: number }[] {
    const wanted = Math.min(count, this.labels.size);
    if (wanted === 0) return [];
    this.#graph.setEf(Math.max(HNSW.searchWidth, wanted));
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(vector), wanted);
    return neighbors.map((label, i) => ({ label, score: 1 - (distances[i] ?? 1) }));
  }

  async extend(table: VectorTable): Promise<void> {
    const missing: number[] = [];
    for (let row = 0; row < table.labels.length; row++) if (!this.labels.has(table.labels[row]!)) missing.push(row);
    if (this.labels.size + missing.length > this.#capacity) {
      this.#capacity = this.labels.size + missing.length;
      this.#graph.resizeIndex(this.#capacity);
    }
    for (const row of missing) {
      const label = table.labels[row] ?? 0;
      this.#graph.addPoint(Array.from(rowAt(table, row)), label);
      this.labels.add(label);
      await pause();
    }
  }

  async save(path: string): Promise<void> {
    await this.#graph.writeIndex(path);
  }
}
