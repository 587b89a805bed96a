/** @module The doctor: looks at an index as a whole, and clears the way for it to be made whole. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JudianError, reasonOf } from '../errors.js';
import { filesOf, readManifest } from './derived-files.js';
import { examine, type Finding, type FindingCode } from './examine.js';
import { findLeftovers, LOCK, removeLeftovers, STORE } from './leftovers.js';
import { takeLock } from './lock.js';
import { contextOf, sourceOf, type IndexOptions } from './report-index.js';
import { openStore, StoreDamagedError } from './store.js';

/** After these, opening the index makes the derived files anew, as if they were missing. */
const BAD_DERIVED: ReadonlySet<FindingCode> = new Set<FindingCode>(['DERIVED_DAMAGED', 'DERIVED_OLD', 'DERIVED_DIFFERS', 'RECALL_LOW']);

/**
 * Findings on index and report folders, in the order they were looked at. Nothing is changed.
 * @throws JudianError MODEL_… as the embedder was opened; none of its own
 */
export async function examineIndex(options: IndexOptions): Promise<Finding[]> {
  const { context } = await contextOf(options, { notice: () => {}, mended: () => {} });
  return examine(context, sourceOf(options));
}

/**
 * Removes what `findings` say is left over or spoilt, but nothing that the reports do not give back. Open the index and
 * sync it with `rehash` afterwards: that makes again what is missing.
 * @throws JudianError INDEX_LOCKED, INDEX_UNWRITABLE
 */
export async function clearIndex(options: IndexOptions, findings: readonly Finding[]): Promise<void> {
  const { context } = await contextOf(options, { notice: () => {}, mended: () => {} });
  const { dir, embedder, analyser, parser } = context;
  const has = (...codes: FindingCode[]): boolean => findings.some(({ code }) => codes.includes(code));
  if (has('INDEX_MISSING') && (await findLeftovers(dir)).length === 0) return;
  const lock = takeLock(join(dir, LOCK));
  try {
    await removeLeftovers(dir);
    if (findings.some(({ code }) => BAD_DERIVED.has(code))) {
      const manifest = await readManifest(dir);
      for (const name of ['manifest.json', ...(manifest ? filesOf(manifest) : []).map((file) => file.name)]) await rm(join(dir, name), { force: true });
    }
    if (has('VECTORS_UNUSED')) {
      const store = openStore(join(dir, STORE), { modelId: embedder.modelId, dimension: embedder.dimension, analyser, parser });
      try {
        const used = new Set(store.read().reports.flatMap(({ labels }) => [...labels]));
        store.removeVectors(store.labels().filter((label) => !used.has(label)));
      } finally {
        store.close();
      }
    }
  } catch (error) {
    if (error instanceof JudianError || error instanceof StoreDamagedError) throw error;
    throw new JudianError('INDEX_UNWRITABLE', { path: dir, reason: reasonOf(error) }, { cause: error });
  } finally {
    lock.release();
  }
}
