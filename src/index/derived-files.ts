/** @module The derived files of a generation and the manifest that makes them valid. */

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';
import { DamagedFileError } from './binary-file.js';
import { decodeCompactGraph, readCompactGraph, type CompactGraph } from './compact-graph.js';
import { MANIFEST_VERSION } from './constants.js';
import type { HnswGraph, HnswLibrary } from './hnsw-graph.js';
import { decodeLexical, encodeLexical, type LexicalData } from './lexical-data.js';
import { together } from './pause.js';
import { readAhead } from './read-ahead.js';
import { writeWhole, type WholeContent } from './whole-file.js';
import { decodeVectors, encodeVectors, type VectorTable } from './vector-table.js';

const MANIFEST = 'manifest.json';
const OURS = /^(?:(?:lexical|vectors|graph|neighbours)-\d+\.bin|manifest\.json)(?:\.tmp-\w+)?$/;

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
  /** hnswlib's, which can grow. Null where it was made without hnswlib. */
  graph: fileEntry.nullable(),
  /** The same in compact form, which is searched. */
  neighbours: fileEntry.nullable().default(null),
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

/** Every file that a manifest names. */
export function filesOf({ lexical, vectors, graph, neighbours }: Manifest): FileEntry[] {
  return [lexical, vectors, graph, neighbours].filter((entry) => entry !== null);
}

/** What could be read; null for a part that is missing or damaged. */
export type DerivedParts = { readonly [Part in keyof Derived]: Derived[Part] | null };

export interface ReadParts extends DerivedParts {
  /** Was every file there, and as it was written? */
  readonly isWhole: boolean;
}

/** The manifest, or null when it is missing, damaged or of another version. */
export async function readManifest(dir: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(dir, MANIFEST), 'utf8')));
  } catch {
    return null;
  }
}

/** How {@link readDerived} reads. */
export interface ReadOptions {
  readonly hnsw: HnswLibrary | null;
  readonly analyser: string;
  /** Also looks at what is read only when the index grows. */
  readonly isThorough?: boolean;
}

/** Files that are being read; null for one that is not wanted. */
export type DerivedFiles = Readonly<Record<'lexical' | 'vectors' | 'neighbours', Promise<WholeContent> | null>>;

/** Begins to read the files of a manifest, without the lexical one of another analyser. */
export function beginDerived(dir: string, manifest: Manifest, { hnsw, analyser }: ReadOptions): DerivedFiles {
  const wanted = { lexical: manifest.analyser === analyser ? manifest.lexical : null, vectors: manifest.vectors, neighbours: hnsw && manifest.neighbours };
  const entries = Object.values(wanted).filter((entry) => entry !== null);
  const reads = readAhead(entries.map(({ name, bytes }) => ({ path: join(dir, name), bytes })));
  const of = (entry: FileEntry | null): Promise<WholeContent> | null => (entry && reads[entries.indexOf(entry)]) ?? null;
  return { lexical: of(wanted.lexical), vectors: of(wanted.vectors), neighbours: of(wanted.neighbours) };
}

/**
 * The parts in the files of a manifest; `onDamage` hears of each file that is not as it was written, and later of a graph
 * that turns out to be when it is to grow.
 */
export async function readDerived(
  dir: string,
  manifest: Manifest,
  options: ReadOptions,
  onDamage: (file: string, reason: string) => void,
  files: DerivedFiles = beginDerived(dir, manifest, options),
): Promise<ReadParts> {
  const { hnsw, isThorough = false } = options;
  let isWhole = true;
  const unlessDamaged = async <T>(path: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      isWhole = false;
      onDamage(path, reasonOf(error));
      return null;
    }
  };
  const part = async <T>(name: keyof DerivedFiles, decode: (bytes: Uint8Array) => T): Promise<T | null> => {
    const file = files[name];
    const entry = manifest[name];
    if (file === null || entry === null) return null;
    return unlessDamaged(join(dir, entry.name), async () => {
      const { content, sum } = await file;
      checkSum(sum, entry);
      return decode(content);
    });
  };
  const graphOf = async (compact: CompactGraph | null): Promise<HnswGraph | null> => {
    const { graph: entry, dimension } = manifest;
    if (hnsw === null || entry === null) return null;
    const path = join(dir, entry.name);
    const graph = (found: CompactGraph): HnswGraph => hnsw.open(found, { path, crc32: entry.crc32 }, (reason) => onDamage(path, reason));
    if (compact !== null && !isThorough) return graph(compact);
    return unlessDamaged(path, async () => {
      const read = await readCompactGraph(path, dimension);
      checkSum(read.sum, entry);
      return graph(read.graph);
    });
  };
  const parts = { lexical: await part('lexical', decodeLexical), vectors: await part('vectors', decodeVectors), graph: await graphOf(await part('neighbours', decodeCompactGraph)) };
  return { ...parts, isWhole: isWhole && (manifest.graph === null) === (manifest.neighbours === null) };
}

/** @throws DamagedFileError */
function checkSum(found: number, { crc32 }: FileEntry): void {
  if (found !== crc32) throw new DamagedFileError('checksum does not match');
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
  const graphIsSaved = saved !== null && saved.graph === graph && saved.graphLabels === (graph?.labels.size ?? 0) && saved.manifest.neighbours !== null;
  const graphFiles = async (): Promise<Pick<Manifest, 'graph' | 'neighbours'>> => {
    if (graph === null) return { graph: null, neighbours: null };
    const name = `graph-${suffix}`;
    const { bytes, sum, compact } = await graph.save(join(dir, name));
    return { graph: { name, bytes, crc32: sum }, neighbours: await file(`neighbours-${suffix}`, compact.encode()) };
  };
  return unwritable(dir, async () => {
    // While one waits for the disk, another's checksum is made.
    const [lexicalFile, vectorsFile, graphEntries] = await together([
      saved?.lexical === lexical ? saved.manifest.lexical : file(`lexical-${suffix}`, encodeLexical(lexical)),
      saved?.vectors === vectors ? saved.manifest.vectors : file(`vectors-${suffix}`, encodeVectors(vectors)),
      graphIsSaved ? { graph: saved.manifest.graph, neighbours: saved.manifest.neighbours } : graphFiles(),
    ]);
    const manifest: Manifest = { version: MANIFEST_VERSION, indexId, generation, modelId, dimension, analyser, lexical: lexicalFile, vectors: vectorsFile, ...graphEntries };
    return { manifest, ...derived, graphLabels: graph?.labels.size ?? 0 };
  });
}

/** Makes the files of a generation valid, then removes those of others and what a killed process left. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await unwritable(dir, async () => {
    await writeWhole(join(dir, MANIFEST), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    const valid = new Set([MANIFEST, ...filesOf(manifest).map(({ name }) => name)]);
    for (const name of await readdir(dir)) {
      if (isDerivedName(name) && !valid.has(name)) await rm(join(dir, name), { force: true });
    }
  });
}

async function unwritable<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new JudianError('INDEX_UNWRITABLE', { path: dir, reason: reasonOf(error) }, { cause: error });
  }
}
