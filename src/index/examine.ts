/** @module Is the index what the report folders say it should be? */

import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { JudianError } from '../errors.js';
import type { IndexContext } from './advance.js';
import { filesOf, readDerived, readManifest, type DerivedParts } from './derived-files.js';
import type { Generation } from './generation.js';
import { fromHalf, toHalf } from './float16.js';
import { findLeftovers, LOCK, STORE } from './leftovers.js';
import { loadGeneration } from './load.js';
import { lockState } from './lock.js';
import { recallOf } from './recall.js';
import { openStore, StoreDamagedError, type IndexStore } from './store.js';
import { previewSync } from './sync.js';
import type { SyncSource } from './sync-plan.js';
import { rowAt } from './vector-table.js';

/** What was looked at and found: `wrong` is to be mended, a `note` only to be known. Texts are the front end's. */
export interface Finding {
  readonly state: 'fine' | 'note' | 'wrong';
  readonly code: FindingCode;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** An error that says everything itself. */
  readonly error?: JudianError;
}

export type FindingCode =
  | 'INDEX_MISSING'
  | 'STORE_FINE'
  | 'STORE_DAMAGED'
  | 'VECTORS_UNUSED'
  | 'MODEL_FINE'
  | 'MODEL_DIFFERS'
  | 'PARSER_DIFFERS'
  | 'FOLDER_FINE'
  | 'FOLDER_DIFFERS'
  | 'FILE_FAILED'
  | 'DERIVED_FINE'
  | 'DERIVED_DAMAGED'
  | 'DERIVED_OLD'
  | 'DERIVED_DIFFERS'
  | 'RECALL_FINE'
  | 'RECALL_LOW'
  | 'HNSW_MISSING'
  | 'LEFTOVERS_NONE'
  | 'LEFTOVERS'
  | 'LOCK_HELD'
  | 'DISK_FINE'
  | 'DISK_LOW'
  | 'ERROR';

/** Share of exact neighbours that the graph has to find. Over the vectors of the seeds it finds all. */
const LEAST_RECALL = 0.9;
/** A sync writes every derived file anew beside the old one, and SQLite its log. */
const ROOM_FOR_A_SYNC = 2;
const LEAST_ROOM = 64 * 1024 * 1024;
const MOST_NAMES = 5;

const fine = (code: FindingCode, parameters: Finding['parameters'] = {}): Finding => ({ state: 'fine', code, parameters });
const note = (code: FindingCode, parameters: Finding['parameters'] = {}): Finding => ({ state: 'note', code, parameters });
const wrong = (code: FindingCode, parameters: Finding['parameters'] = {}): Finding => ({ state: 'wrong', code, parameters });

/** Looks at everything and changes nothing; every report file is read. */
export async function examine(context: IndexContext, source: SyncSource): Promise<Finding[]> {
  const { dir } = context;
  const hasStore = await stat(join(dir, STORE)).then(() => true, () => false);
  const findings = hasStore ? await examineStore(context, source) : [wrong('INDEX_MISSING', { path: dir })];
  return [...findings, ...(await examineFolder(dir))];
}

async function examineStore(context: IndexContext, source: SyncSource): Promise<Finding[]> {
  const { dir, embedder, analyser, parser } = context;
  let store: IndexStore | null = null;
  try {
    store = openStore(join(dir, STORE), { modelId: embedder.modelId, dimension: embedder.dimension, analyser, parser });
    const damage = store.damage();
    if (damage !== null) return [wrong('STORE_DAMAGED', { path: join(dir, STORE), reason: damage })];
    // The graph is looked at by itself: it takes long to make.
    const generation = await loadGeneration({ ...context, hnsw: null, reporter: SILENT }, store);
    await generation.rows.check(generation.reports);
    return [
      ...examineCounts(generation, store),
      ...examineModel(generation, context),
      ...(await examineReports(context, store, generation, source)),
      ...(await examineDerived(context, generation, store)),
    ];
  } catch (error) {
    if (error instanceof StoreDamagedError) return [wrong('STORE_DAMAGED', { path: join(dir, STORE), reason: error.message })];
    return [errorOf(error)];
  } finally {
    store?.close();
  }
}

const SILENT = { notice: () => {}, mended: () => {} };

function errorOf(error: unknown): Finding {
  if (!(error instanceof JudianError)) throw error;
  return { ...wrong('ERROR'), error };
}

function examineCounts({ state, snapshot, reports }: Generation, store: IndexStore): Finding[] {
  const used = new Set(reports.flatMap(({ labels }) => [...labels]));
  const unused = store.labels().filter((label) => !used.has(label));
  const counts = { reports: reports.length, passages: snapshot.passages.length, vectors: used.size, generation: state.generation };
  return [fine('STORE_FINE', counts), ...(unused.length > 0 ? [wrong('VECTORS_UNUSED', { count: unused.length })] : [])];
}

function examineModel({ state }: Generation, { embedder, analyser, parser }: IndexContext): Finding[] {
  const isSame = state.modelId === embedder.modelId && state.dimension === embedder.dimension;
  const model = isSame ? fine('MODEL_FINE', { model: state.modelId, dimension: state.dimension }) : wrong('MODEL_DIFFERS', { stored: state.modelId, current: embedder.modelId });
  return [model, ...(state.analyser !== analyser || state.parser !== parser ? [wrong('PARSER_DIFFERS')] : [])];
}

async function examineReports(context: IndexContext, store: IndexStore, generation: Generation, source: SyncSource): Promise<Finding[]> {
  try {
    const { added, changed, removed, failed } = await previewSync(context, store, generation, source, { rehash: true });
    const isSame = added.length + changed.length + removed.length === 0;
    const names = [...added, ...changed, ...removed];
    const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ' …' : '');
    return [
      isSame ? fine('FOLDER_FINE', { files: generation.files.length }) : wrong('FOLDER_DIFFERS', { added: added.length, changed: changed.length, removed: removed.length, names: shown }),
      ...failed.map(({ file, reason }) => note('FILE_FAILED', { file, reason })),
    ];
  } catch (error) {
    return [errorOf(error)];
  }
}

async function examineDerived(context: IndexContext, generation: Generation, store: IndexStore): Promise<Finding[]> {
  const { dir, hnsw } = context;
  const { state } = generation;
  const manifest = await readManifest(dir);
  if (manifest === null) return [wrong('DERIVED_DAMAGED', { path: join(dir, 'manifest.json'), reason: 'missing or damaged' })];
  if (manifest.indexId !== state.indexId || manifest.generation !== state.generation) return [wrong('DERIVED_OLD', { found: manifest.generation, expected: state.generation })];
  const findings: Finding[] = [];
  const parts = await readDerived(dir, manifest, { ...context, isThorough: true }, (path, reason) => findings.push(wrong('DERIVED_DAMAGED', { path, reason })));
  if (findings.length === 0) findings.push(...differences(parts, generation, store));
  if (findings.length === 0) findings.push(fine('DERIVED_FINE'));
  if (hnsw === null) findings.push(note('HNSW_MISSING'));
  if (parts.graph !== null && parts.vectors !== null && parts.vectors.labels.length > 0) {
    const { share, ...of } = await recallOf(parts.graph, parts.vectors);
    const facts = { ...of, recall: `${(share * 100).toFixed(1)} %` };
    findings.push(share < LEAST_RECALL ? wrong('RECALL_LOW', facts) : fine('RECALL_FINE', facts));
  }
  return findings;
}

/** The derived parts are whole; do they hold what the store holds? */
function differences({ lexical, vectors, graph }: DerivedParts, { derived, snapshot }: Generation, store: IndexStore): Finding[] {
  const counts: [part: string, found: number | undefined, expected: number][] = [
    ['lexical', lexical?.bodyLengths.length, snapshot.passages.length],
    ['vectors', vectors?.labels.length, derived.vectors.labels.length],
    ['graph', graph === null ? undefined : derived.vectors.labels.filter((label) => graph.labels.has(label)).length, derived.vectors.labels.length],
  ];
  const found = counts.flatMap(([part, count, expected]) => (count === undefined || count === expected ? [] : [wrong('DERIVED_DIFFERS', { part, found: count, expected })]));
  if (vectors !== null && found.length === 0) {
    const label = vectors.labels.find((one, row) => !isSameVector(store.vector(one), rowAt(vectors, row)));
    if (label !== undefined) found.push(wrong('DERIVED_DIFFERS', { part: 'vectors', found: label, expected: label }));
  }
  return found;
}

/** `b` is kept in half precision. */
const isSameVector = (a: Float32Array | undefined, b: Float32Array): boolean => a?.length === b.length && a.every((value, i) => fromHalf(toHalf(value)) === b[i]);

async function examineFolder(dir: string): Promise<Finding[]> {
  const owner = lockState(join(dir, LOCK));
  const findings: Finding[] = [];
  if (owner.state === 'held') findings.push(note('LOCK_HELD', { pid: owner.pid }));
  else {
    const left = await findLeftovers(dir);
    const bytes = left.reduce((sum, one) => sum + one.bytes, 0);
    const names = left.slice(0, MOST_NAMES).map(({ name }) => name).join(', ') + (left.length > MOST_NAMES ? ' …' : '');
    findings.push(left.length === 0 ? fine('LEFTOVERS_NONE') : wrong('LEFTOVERS', { count: left.length, bytes, names }));
  }
  const free = await freeBytes(dir);
  if (free !== null) {
    const bytes = await bytesOf(dir);
    const needed = Math.max(LEAST_ROOM, ROOM_FOR_A_SYNC * bytes);
    findings.push(free < needed ? wrong('DISK_LOW', { free, bytes, needed }) : fine('DISK_FINE', { free, bytes }));
  }
  return findings;
}

/** Null where the system does not tell. */
async function freeBytes(dir: string): Promise<number | null> {
  return statfs(dir).then(({ bavail, bsize }) => bavail * bsize, () => null);
}

async function bytesOf(dir: string): Promise<number> {
  const manifest = await readManifest(dir);
  const store = await stat(join(dir, STORE)).then(({ size }) => size, () => 0);
  return (manifest ? filesOf(manifest) : []).reduce((sum, { bytes }) => sum + bytes, store);
}

