/** @module The derived files of a generation and the manifest that makes them valid. */

import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';
import { DamagedFileError } from './binary-file.js';
import { MANIFEST_VERSION } from './constants.js';
import { isWholeGraph } from './hnsw-file.js';
import type { HnswGraph, HnswLibrary } from './hnsw-graph.js';
import { decodeLexical, encodeLexical, type LexicalData } from './lexical-data.js';
import { checksum, checksumOf, syncPath, writeWhole } from './whole-file.js';
import { decodeVectors, encodeVectors, type VectorTable } from './vector-table.js';

const MANIFEST = 'manifest.json';
const OURS = /^(?:(?:lexical|vectors|graph)-\d+\.bin|manifest\.json)(?:\.tmp-\w+)?$/;

/** Is a file of this name made by a sync, finished or not? */
export const isDerivedName = (name: string): boolean => OURS.test(name);

/** CRC-32, since damage is what it looks for: ten times as fast as SHA-256 over the 250 MB of 100,000 passages. */
const fileEntry = z.object({ name: z.string(), bytes: z.int().nonnegative(), crc32: z.int().nonnegative() });

const manifestSchema = z.object({
  version: z.literal(MANIFEST_VERSION),
  indexId: z.string(),
  generation: z.int().nonnegative(),
  modelId: z.string(),
  dimension: z.int().positive(),
  analyser: z.string(),
  lexical: fileEntry,
  vectors: fileEntry,
  /** Null where it was made without hnswlib. */
  graph: fileEntry.nullable(),
});
type FileEntry = z.infer<typeof fileEntry>;
export type Manifest = z.infer<typeof manifestSchema>;
/** What the derived files of a generation were made from. */
export type ManifestKey = Pick<Manifest, 'indexId' | 'generation' | 'modelId' | 'dimension' | 'analyser'>;

/** Everything that is made from the store and can be made again. */
export interface Derived {
  readonly lexical: LexicalData;
  readonly vectors: VectorTable;
  readonly graph: HnswGraph | null;
}

/** Parts that are on disk: they are not written again. */
export interface SavedParts {
  readonly manifest: Manifest;
  readonly lexical: LexicalData | null;
  readonly vectors: VectorTable | null;
  readonly graph: HnswGraph | null;
  /** The graph grows in place: what is on disk has this many labels. */
  readonly graphLabels: number;
}

/** What could be read; null for a part that is missing or damaged. */
export type DerivedParts = { readonly [Part in keyof Derived]: Derived[Part] | null };

/** The manifest, or null when it is missing, damaged or of another version. */
export async function readManifest(dir: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(dir, MANIFEST), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Reads the files of a manifest, without the lexical one of another analyser; `onDamage` hears of each file that is not
 * as it was written. `meanwhile` is called when the graph begins to be read.
 */
export async function readDerived(
  dir: string,
  manifest: Manifest,
  { hnsw, analyser, meanwhile = () => {} }: { readonly hnsw: HnswLibrary | null; readonly analyser: string; readonly meanwhile?: () => void },
  onDamage: (file: string, reason: string) => void,
): Promise<DerivedParts> {
  const part = async <T>(entry: FileEntry | null, read: (path: string) => Promise<T>): Promise<T | null> => {
    if (entry === null) return null;
    const path = join(dir, entry.name);
    try {
      const { size } = await stat(path);
      if (size !== entry.bytes) throw new DamagedFileError(`${size} bytes, expected ${entry.bytes}`);
      return await read(path);
    } catch (error) {
      onDamage(path, reasonOf(error));
      return null;
    }
  };
  // The graph is read by its library, without us: what else is to be done is done meanwhile.
  const graph = part(hnsw === null ? null : manifest.graph, async (path) => {
    // By the piece: what the graph's own reader keeps need not stand in memory twice.
    if ((await checksumOf(path)) !== manifest.graph?.crc32) throw new DamagedFileError('checksum does not match');
    const loading = hnsw?.load(path, manifest.dimension) ?? null;
    meanwhile();
    return loading;
  });
  const lexical = await part(manifest.analyser === analyser ? manifest.lexical : null, async (path) => decodeLexical(await readChecked(path, manifest.lexical.crc32)));
  const vectors = await part(manifest.vectors, async (path) => decodeVectors(await readChecked(path, manifest.vectors.crc32)));
  return { lexical, vectors, graph: await graph };
}

/**
 * Writes the parts of a generation under names of their own; those already in `saved` keep their file. They are not
 * valid before {@link writeManifest}.
 * @throws JudianError INDEX_UNWRITABLE
 */
export async function writeDerived(dir: string, key: ManifestKey, derived: Derived, saved: SavedParts | null): Promise<SavedParts> {
  const { lexical, vectors, graph } = derived;
  const file = async (name: string, parts: readonly Uint8Array[]): Promise<FileEntry> => {
    const { bytes, sum } = await writeWhole(join(dir, name), parts);
    return { name, bytes, crc32: sum };
  };
  const { indexId, generation, modelId, dimension, analyser } = key;
  const suffix = `${generation}.bin`;
  const graphIsSaved = saved !== null && saved.graph === graph && saved.graphLabels === (graph?.labels.size ?? 0);
  return unwritable(dir, async () => {
    const manifest: Manifest = {
      version: MANIFEST_VERSION,
      indexId,
      generation,
      modelId,
      dimension,
      analyser,
      lexical: saved?.lexical === lexical ? saved.manifest.lexical : await file(`lexical-${suffix}`, encodeLexical(lexical)),
      vectors: saved?.vectors === vectors ? saved.manifest.vectors : await file(`vectors-${suffix}`, encodeVectors(vectors)),
      graph: graphIsSaved ? saved.manifest.graph : graph && (await writeGraph(dir, `graph-${suffix}`, graph)),
    };
    return { manifest, ...derived, graphLabels: graph?.labels.size ?? 0 };
  });
}

/** Makes the files of a generation valid, then removes those of others and what a killed process left. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await unwritable(dir, async () => {
    await writeWhole(join(dir, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    const valid = new Set([MANIFEST, manifest.lexical.name, manifest.vectors.name, manifest.graph?.name]);
    for (const name of await readdir(dir)) {
      if (isDerivedName(name) && !valid.has(name)) await rm(join(dir, name), { force: true });
    }
  });
}

async function writeGraph(dir: string, name: string, graph: HnswGraph): Promise<FileEntry> {
  const path = join(dir, name);
  const draft = `${path}.tmp-graph`;
  try {
    await graph.save(draft);
    await syncPath(draft);
    if (!(await isWholeGraph(draft))) throw new Error('the graph was not written whole; the disk may be full');
    const { size: bytes } = await stat(draft);
    const sum = await checksumOf(draft);
    await rename(draft, path);
    return { name, bytes, crc32: sum };
  } finally {
    await rm(draft, { force: true });
  }
}

async function readChecked(path: string, expected: number): Promise<Uint8Array> {
  const content = await readFile(path);
  if ((await checksum(content)) !== expected) throw new DamagedFileError('checksum does not match');
  return content;
}

async function unwritable<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new JudianError('INDEX_UNWRITABLE', { path: dir, reason: reasonOf(error) }, { cause: error });
  }
}
