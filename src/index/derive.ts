/** @module Makes the derived parts of a generation, from those of an earlier one as far as they go. */

import { LEXICAL_CHUNK, LEXICAL_SLICE, MAX_DEAD_SHARE, MOST_SLICES } from './constants.js';
import type { Derived, DerivedParts } from './derived-files.js';
import type { IndexedReport } from './generation.js';
import type { HnswGraph, HnswLibrary } from './hnsw-graph.js';
import type { LexicalData } from './lexical-data.js';
import { buildLexical, mergeLexical, type LexicalPart } from './lexical-writer.js';
import { pause } from './pause.js';
import { lexicalFields } from './search-text.js';
import type { IndexedPassage } from './types.js';
import { tableOf, type VectorTable } from './vector-table.js';

export const NOTHING_DERIVED: DerivedParts = { lexical: null, vectors: null, graph: null };

/**
 * @param previous parts of any earlier generation of the same store, analyser and model; a part that is as it has to be
 * is given back itself
 * @param readVector vector of a label that `previous` does not hold
 */
export async function derive(
  reports: readonly IndexedReport[],
  dimension: number,
  previous: DerivedParts,
  hnsw: HnswLibrary | null,
  readVector: (label: number) => Float32Array | undefined,
): Promise<Derived> {
  const lexical = await deriveLexical(reports, previous.lexical);
  await pause();
  const vectors = deriveVectors(reports, dimension, previous.vectors, readVector);
  await pause();
  const graph = hnsw && (await deriveGraph(vectors, previous.graph, hnsw));
  return { lexical, vectors, graph };
}

async function deriveLexical(reports: readonly IndexedReport[], previous: LexicalData | null): Promise<LexicalData> {
  const segments = reports.map(({ revision, report }) => ({ revision, size: report.passages.length }));
  const isSame = previous?.segments.length === segments.length && segments.every(({ revision }, i) => revision === previous.segments[i]?.revision);
  if (previous !== null && isSame) return previous;

  const starts = new Map<string, number>();
  let size = 0;
  for (const segment of segments) {
    starts.set(segment.revision, size);
    size += segment.size;
  }
  const parts: LexicalPart[] = [];
  const kept = new Set<string>();
  if (previous !== null) {
    const ordinals = new Int32Array(previous.bodyLengths.length).fill(-1);
    let at = 0;
    for (const segment of previous.segments) {
      const start = starts.get(segment.revision);
      for (let i = 0; start !== undefined && i < segment.size; i++) ordinals[at + i] = start + i;
      if (start !== undefined) kept.add(segment.revision);
      at += segment.size;
    }
    parts.push({ data: previous, ordinals });
  }
  const added = reports.filter(({ revision }) => !kept.has(revision));
  for (const slice of slicesOf(added, starts, previous !== null)) {
    const fields = slice.map(({ report, passage }) => lexicalFields(report, passage));
    parts.push({ data: buildLexical(fields, []), ordinals: Int32Array.from(slice, ({ ordinal }) => ordinal) });
    await pause();
  }
  return mergeLexical(parts, size, segments);
}

/**
 * The passages of reports, some at a time.
 * @param starts ordinal of each report's first passage, by revision
 * @param isAsked questions may be waiting, so slices are small, but not so many that merging them takes longer
 */
function* slicesOf(reports: readonly IndexedReport[], starts: ReadonlyMap<string, number>, isAsked: boolean): Generator<IndexedPassage[]> {
  const passages = reports.reduce((sum, { report }) => sum + report.passages.length, 0);
  const size = isAsked ? Math.min(LEXICAL_CHUNK, Math.max(LEXICAL_SLICE, passages / MOST_SLICES)) : LEXICAL_CHUNK;
  let slice: IndexedPassage[] = [];
  for (const { report, revision } of reports) {
    let ordinal = starts.get(revision) ?? 0;
    for (const passage of report.passages) {
      slice.push({ report, passage, ordinal: ordinal++ });
      if (slice.length < size) continue;
      yield slice;
      slice = [];
    }
  }
  if (slice.length > 0) yield slice;
}

function deriveVectors(
  reports: readonly IndexedReport[],
  dimension: number,
  previous: VectorTable | null,
  readVector: (label: number) => Float32Array | undefined,
): VectorTable {
  const all = new Uint32Array(reports.reduce((sum, report) => sum + report.labels.length, 0));
  let at = 0;
  for (const report of reports) {
    all.set(report.labels, at);
    at += report.labels.length;
  }
  const labels = all.sort().filter((label, i, sorted) => i === 0 || label !== sorted[i - 1]);
  const isSame = previous?.dimension === dimension && previous.labels.length === labels.length && labels.every((label, i) => label === previous.labels[i]);
  return previous !== null && isSame ? previous : tableOf(labels, dimension, previous, readVector);
}

async function deriveGraph(vectors: VectorTable, previous: HnswGraph | null, hnsw: HnswLibrary): Promise<HnswGraph> {
  let alive = 0;
  for (const label of vectors.labels) if (previous?.labels.has(label) === true) alive++;
  const isWorn = previous === null || previous.labels.size - alive > MAX_DEAD_SHARE * vectors.labels.length;
  const graph = isWorn ? hnsw.create(vectors.dimension) : previous;
  await graph.extend(vectors);
  return graph;
}
