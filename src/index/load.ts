/** @module Reads a generation from store and derived files. */

import { join } from 'node:path';
import type { IndexContext } from './advance.js';
import { derive, NOTHING_DERIVED } from './derive.js';
import { beginDerived, readDerived, readManifest, writeDerived, writeManifest, type Manifest, type SavedParts } from './derived-files.js';
import { createSnapshot, type Generation, type KnownReport } from './generation.js';
import { pause } from './pause.js';
import { byFile } from './report-files.js';
import { ReportRows } from './report-rows.js';
import { damageOf, isDamage, StoreDamagedError, type FileRecord, type IndexStore, type ReportRow, type StoreState } from './store.js';
import { decodeHead } from './stored-report.js';

/**
 * The generation in the store. Derived files of an earlier one, or some of them, are brought up to it; `saved` is null
 * unless all of them were just as they had to be.
 * @throws StoreDamagedError
 */
export async function loadGeneration(context: IndexContext, store: IndexStore): Promise<Generation> {
  const { dir, hnsw, reporter, meanwhile } = context;
  const manifest = await readManifest(dir);
  const begun = manifest && beginDerived(dir, manifest, context);
  meanwhile();
  const { state, files, reports: found } = store.read();
  const rows = new ReportRows(store.path, store.rows);
  try {
    const isUsable = manifest !== null && begun !== null && isOfStore(manifest, state);
    const reports = await knownReports(files, found);
    const read = isUsable
      ? await readDerived(dir, manifest, context, (path, reason) => reporter.notice('DERIVED_DAMAGED', { path, reason }), begun)
      : { ...NOTHING_DERIVED, isWhole: false };
    if (manifest === null && state.generation > 0) {
      reporter.notice('DERIVED_DAMAGED', { path: join(dir, 'manifest.json'), reason: 'missing or damaged' });
    }
    // Vectors of another model are about to be replaced: no graph is made of them.
    const isServed = state.modelId === context.embedder.modelId && state.dimension === context.embedder.dimension;
    const derived = await derive(reports, (report) => rows.passages(report), state.dimension, read, isServed ? hnsw : null, (label) => store.vector(label));
    const isWhole = isUsable && manifest.generation === state.generation && manifest.analyser === context.analyser;
    const isSame = read.lexical === derived.lexical && read.vectors === derived.vectors && read.graph === derived.graph;
    const graphLabels = derived.graph?.labels.size ?? 0;
    const saved: SavedParts | null = isWhole && isSame && read.isWhole ? { manifest, ...derived, graphLabels } : null;
    return { state, files, reports, rows, derived, saved, snapshot: createSnapshot({ state, reports, rows, derived }) };
  } catch (error) {
    throw isDamage(error) ? damageOf(error) : error;
  }
}

/** Writes the derived files of a generation that could not be read. Throws JudianError INDEX_UNWRITABLE. */
export async function saveDerived(context: IndexContext, { state, derived }: Generation): Promise<SavedParts> {
  const saved = await writeDerived(context.dir, { ...state, analyser: context.analyser }, derived, null);
  await writeManifest(context.dir, saved.manifest);
  return saved;
}

function isOfStore(manifest: Manifest, state: StoreState): boolean {
  const isSameModel = manifest.modelId === state.modelId && manifest.dimension === state.dimension;
  return manifest.indexId === state.indexId && isSameModel;
}

async function knownReports(files: readonly FileRecord[], rows: readonly ReportRow[]): Promise<KnownReport[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const reports: KnownReport[] = [];
  for (const { root, file, reportId } of [...files].sort(byFile)) {
    if (reportId === null) continue;
    const row = byId.get(reportId);
    if (row === undefined) throw new StoreDamagedError(`report ${reportId} of ${file} is missing`);
    const { number, fileHash, revision, labels, idHashes } = row;
    reports.push({ root, file, fileHash, number, head: decodeHead(row.head, file), revision, labels, idHashes });
    await pause();
  }
  return reports;
}
