/** @module Makes the derived parts of a generation, from those of an earlier one as far as they go. */

import { LEXICAL_CHUNK, LEXICAL_SLICE, MAX_DEAD_SHARE, MOST_SLICES } from './constants.js';
import type { Derived, DerivedParts } from './derived-files.js';
import type { KnownReport } from './generation.js';
import type { HnswGraph, HnswLibrary } from './hnsw-graph.js';
import type { LexicalData } from './lexical-data.js';
import { buildLexical, mergeLexical, type LexicalPart } from './lexical-writer.js';
import { pause, together } from './pause.js';
import { lexicalFields, type LexicalFields } from './search-text.js';
import type { PlacedPassage } from './types.js';
import { bytesOf } from './store-rows.js';
import { tableInSteps, type VectorTable } from './vector-table.js';

export const NOTHING_DERIVED: DerivedParts = { lexical: null, vectors: null, graph: null };

/** Gives the passages of a report, wherever they are. Throws StoreDamagedError. */
export type ReadPassages = (report: KnownReport) => readonly PlacedPassage[];

/**
 * @param read called only for reports that `previous` does not hold
 * @param previous parts of any earlier generation of the same store, analyser and model; a part that is as it has to be
 * is given back itself
 * @param readVector vector of a label that `previous` does not hold
 */
export async function derive(
  reports: readonly KnownReport[],
  read: ReadPassages,
  dimension: number,
  previous: DerivedParts,
  hnsw: HnswLibrary | null,
  readVector: (label: number) => Float32Array | undefined,
): Promise<Derived> {
  const vectors = await deriveVectors(reports, dimension, previous.vectors, readVector);
  await pause();
  // While hnswlib reads its graph, postings are merged.
  const [lexical, graph] = await together([deriveLexical(reports, read, previous.lexical), hnsw && deriveGraph(vectors, previous.graph, hnsw)]);
  return { lexical, vectors, graph };
}

async function deriveLexical(reports: readonly KnownReport[], read: ReadPassages, previous: LexicalData | null): Promise<LexicalData> {
  const segments = reports.map(({ revision, idHashes }) => ({ revision, size: idHashes.length }));
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
  for (const slice of slicesOf(added, read, starts, previous !== null)) {
    parts.push({ data: buildLexical(slice.map(({ fields }) => fields), []), ordinals: Int32Array.from(slice, ({ ordinal }) => ordinal) });
    await pause();
  }
  return mergeLexical(parts, size, segments);
}

/**
 * The passages of reports, some at a time.
 * @param starts ordinal of each report's first passage, by revision
 * @param isAsked questions may be waiting, so slices are small, but not so many that merging them takes longer
 */
function* slicesOf(
  reports: readonly KnownReport[],
  read: ReadPassages,
  starts: ReadonlyMap<string, number>,
  isAsked: boolean,
): Generator<{ readonly ordinal: number; readonly fields: LexicalFields }[]> {
  const passages = reports.reduce((sum, { idHashes }) => sum + idHashes.length, 0);
  const size = isAsked ? Math.min(LEXICAL_CHUNK, Math.max(LEXICAL_SLICE, passages / MOST_SLICES)) : LEXICAL_CHUNK;
  let slice: { ordinal: number; fields: LexicalFields }[] = [];
  for (const report of reports) {
    let ordinal = starts.get(report.revision) ?? 0;
    for (const placed of read(report)) {
      slice.push({ ordinal: ordinal++, fields: lexicalFields(report.head, placed) });
      if (slice.length < size) continue;
      yield slice;
      slice = [];
    }
  }
  if (slice.length > 0) yield slice;
}

async function deriveVectors(
  reports: readonly KnownReport[],
  dimension: number,
  previous: VectorTable | null,
  readVector: (label: number) => Float32Array | undefined,
): Promise<VectorTable> {
  const labels = distinctLabels(reports);
  const isSame = previous?.dimension === dimension && Buffer.compare(bytesOf(labels), bytesOf(previous.labels)) === 0;
  if (previous !== null && isSame) return previous;
  const steps = tableInSteps(labels, dimension, previous, readVector);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}

/** Ascending. */
function distinctLabels(reports: readonly KnownReport[]): Uint32Array {
  const all = new Uint32Array(reports.reduce((sum, report) => sum + report.labels.length, 0));
  let count = 0;
  for (const { labels } of reports) {
    all.set(labels, count);
    count += labels.length;
  }
  all.sort();
  let kept = 0;
  for (const label of all) if (kept === 0 || label !== all[kept - 1]) all[kept++] = label;
  return all.slice(0, kept);
}

async function deriveGraph(vectors: VectorTable, previous: HnswGraph | null, hnsw: HnswLibrary): Promise<HnswGraph> {
  let alive = 0;
  for (const label of vectors.labels) if (previous?.labels.has(label) === true) alive++;
  const isWorn = previous === null || previous.labels.size - alive > MAX_DEAD_SHARE * vectors.labels.length;
  const graph = isWorn ? hnsw.create(vectors.dimension) : previous;
  await graph.extend(vectors);
  return graph;
}
