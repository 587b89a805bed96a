/** @module The HNSW graph of hnswlib, an optional addon. */

import { rename, rm } from 'node:fs/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import { reasonOf } from '../errors.js';
import { DamagedFileError } from './binary-file.js';
import { readCompactGraph, type CompactGraph } from './compact-graph.js';
import { HNSW } from './constants.js';
import { LabelSet } from './label-set.js';
import { pause } from './pause.js';
import { checksumOf } from './whole-file.js';
import { rowAt, type VectorTable } from './vector-table.js';

type HnswlibModule = typeof import('hnswlib-node');

/** Nearest neighbours by inner product over labels. It only grows: readers skip labels they do not know. */
export interface HnswGraph {
  /** Labels in the graph, those no passage uses any more among them. */
  readonly labels: Pick<LabelSet, 'size' | 'has' | 'greatest'>;
  /** At most `count` labels with about their similarity, best first. */
  search(vector: Float32Array, count: number): { readonly label: number; readonly score: number }[];
  /** Adds the table's labels that are missing. Questions are let through now and then. */
  extend(table: VectorTable): Promise<void>;
  /** Writes it whole or not at all; from then on it is searched in compact form. Rejects with the file system's error. */
  save(path: string): Promise<{ readonly bytes: number; readonly sum: number; readonly compact: CompactGraph }>;
}

/** A file that {@link HnswGraph.save} wrote. */
interface GraphFile {
  readonly path: string;
  readonly crc32: number;
}

/** Makes graphs with hnswlib. */
export interface HnswLibrary {
  create(dimension: number): HnswGraph;
  /**
   * A graph that was saved. Its file is not read before it grows: where it is damaged then, or gone, `onDamage` hears of it and the graph is
   * made again.
   */
  open(compact: CompactGraph, file: GraphFile, onDamage: (reason: string) => void): HnswGraph;
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
    create: (dimension) => new Graph(hnswlib, dimension, null),
    open: (compact, file, onDamage) => new Graph(hnswlib, compact.dimension, { compact, file, onDamage }),
  };
}

/** hnswlib's graph is in memory only while it grows. */
class Graph implements HnswGraph {
  labels: LabelSet;
  readonly #hnswlib: HnswlibModule;
  readonly #dimension: number;
  readonly #onDamage: (reason: string) => void;
  #file: GraphFile | null;
  #compact: CompactGraph | null;
  #growing: HierarchicalNSW | null = null;

  constructor(hnswlib: HnswlibModule, dimension: number, saved: { readonly compact: CompactGraph; readonly file: GraphFile; readonly onDamage: (reason: string) => void } | null) {
    this.#hnswlib = hnswlib;
    this.#dimension = dimension;
    this.#compact = saved?.compact ?? null;
    this.#file = saved?.file ?? null;
    this.#onDamage = saved?.onDamage ?? (() => {});
    this.labels = new LabelSet(this.#compact?.labels);
  }

  search(vector: Float32Array, count: number): { label: number; score: number }[] {
    const wanted = Math.min(count, this.labels.size);
    if (wanted === 0) return [];
    const width = Math.max(HNSW.searchWidth, wanted);
    if (this.#compact && this.#compact.labels.length >= this.labels.size) return this.#compact.search(vector, wanted, width);
    // It grows, or was never saved.
    this.#growing?.setEf(width);
    const { neighbors = [], distances = [] } = this.#growing?.searchKnn(Array.from(vector), wanted) ?? {};
    return neighbors.map((label, i) => ({ label, score: 1 - (distances[i] ?? 1) }));
  }

  async extend(table: VectorTable): Promise<void> {
    if (table.labels.every((label) => this.labels.has(label))) return;
    const graph = await this.#grown();
    const missing: number[] = [];
    for (let row = 0; row < table.labels.length; row++) if (!this.labels.has(table.labels[row]!)) missing.push(row);
    const needed = this.labels.size + missing.length;
    if (needed > graph.getMaxElements()) graph.resizeIndex(needed);
    for (const row of missing) {
      const label = table.labels[row] ?? 0;
      graph.addPoint(Array.from(rowAt(table, row)), label);
      this.labels.add(label);
      await pause();
    }
  }

  async save(path: string): Promise<{ bytes: number; sum: number; compact: CompactGraph }> {
    const graph = await this.#grown();
    const draft = `${path}.tmp-graph`;
    try {
      // Not flushed: it is only read to grow, and made again where the power failed first.
      await graph.writeIndex(draft);
      const { graph: compact, bytes, sum } = await readCompactGraph(draft, this.#dimension, this.#compact);
      await rename(draft, path);
      this.#compact = compact;
      this.#file = { path, crc32: sum };
      this.#growing = null;
      return { bytes, sum, compact };
    } catch (error) {
      throw error instanceof DamagedFileError ? new Error('the graph was not written whole; the disk may be full', { cause: error }) : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** hnswlib's graph: a damaged file can end the process, so its checksum is looked at first. */
  async #grown(): Promise<HierarchicalNSW> {
    if (this.#growing) return this.#growing;
    const graph = new this.#hnswlib.HierarchicalNSW('ip', this.#dimension);
    if (this.#file) {
      try {
        if ((await checksumOf(this.#file.path)) !== this.#file.crc32) throw new DamagedFileError('checksum does not match');
        await graph.readIndex(this.#file.path);
        return (this.#growing = graph);
      } catch (error) {
        this.#onDamage(reasonOf(error));
        this.labels = new LabelSet();
      }
    }
    graph.initIndex(1, HNSW.connections, HNSW.constructionWidth, HNSW.seed);
    return (this.#growing = graph);
  }
}
