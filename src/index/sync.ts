/** @module Sync: what the report folders hold now, set against what is indexed. */

import { advance, passagesOfAll, type IndexContext, type Target } from './advance.js';
import type { Generation, KnownReport } from './generation.js';
import { findLabels } from './labels.js';
import { pause } from './pause.js';
import { checkReportDirs, compareFiles, keyOf } from './report-files.js';
import type { IndexStore } from './store.js';
import { SyncPlan, type SyncSource } from './sync-plan.js';
import type { SyncFailure, SyncOptions, SyncSummary } from './types.js';

/** The generation to come, before anything of it is embedded or written. */
interface Planned {
  readonly target: Target;
  readonly failed: readonly SyncFailure[];
}

/**
 * Brings the index in line with the folders. A bad file costs nothing but itself, and what was indexed of it stays.
 * @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE before anything is changed; what {@link advance} throws
 */
export async function syncReports(
  context: IndexContext,
  store: IndexStore,
  current: Generation,
  source: SyncSource,
  options: SyncOptions,
): Promise<{ readonly generation: Generation; readonly summary: SyncSummary }> {
  const started = performance.now();
  const listening = withListener(context, options.onProgress);
  const { target, failed } = await plan(listening, current, source, options);
  const { generation, embedded } = await advance(listening, store, current, target);
  const summary: SyncSummary = {
    ...differences(current.reports, generation.reports),
    failed,
    passagesEmbedded: embedded,
    passages: generation.snapshot.passages.length,
    ms: Math.round(performance.now() - started),
  };
  return { generation, summary };
}

/** What {@link syncReports} would do. */
export async function previewSync(
  context: IndexContext,
  store: IndexStore,
  current: Generation,
  source: SyncSource,
  options: SyncOptions,
): Promise<SyncSummary> {
  const started = performance.now();
  const { target, failed } = await plan(withListener(context, options.onProgress), current, source, options);
  const isOtherModel = current.state.modelId !== context.embedder.modelId;
  const unlabelled = target.reports.filter(({ labels }) => labels === null || isOtherModel);
  const known = (hash: string): number | undefined => (target.anew ? undefined : store.labelOf(context.embedder.modelId, hash));
  const { fresh } = await findLabels(passagesOfAll(unlabelled, current.rows), known, current.state.nextLabel);
  return {
    ...differences(current.reports, target.reports),
    failed,
    passagesEmbedded: fresh.size,
    passages: target.reports.reduce((sum, { idHashes }) => sum + idHashes.length, 0),
    ms: Math.round(performance.now() - started),
  };
}

async function plan(context: IndexContext, current: Generation, source: SyncSource, { anew = false, rehash = false }: SyncOptions): Promise<Planned> {
  await checkReportDirs(source.reportDirs);
  const listing = await source.listFiles(source.reportDirs);
  const reparse = anew || current.state.parser !== context.parser;
  const { files, gone, hidden } = await compareFiles(listing, current.files, source.now, { reparse, rehash });

  const plan = new SyncPlan(current, reparse);
  for (const record of hidden) plan.keep(record);
  for (const file of files) plan.look(file);
  for (const record of gone) plan.release(record);
  const waiting = plan.filesToRead();
  for (const [done, file] of waiting.entries()) {
    context.onProgress({ stage: 'parse', done, total: waiting.length, file: file.file.file });
    await plan.read(file, source);
    await pause();
  }

  const { files: records, reports } = plan.target();
  const failed: SyncFailure[] = listing.failed.map(({ file, error }) => ({ file, reason: error.in(source.language) }));
  const listed = new Set(hidden);
  for (const record of records) {
    if (record.failure !== null && !listed.has(record)) failed.push({ file: record.file, reason: record.failure[source.language] });
  }
  const labelled = anew ? reports.map((report) => ({ ...report, labels: null })) : reports;
  return { target: { reports: labelled, files: records, parser: context.parser, anew }, failed };
}

function withListener(context: IndexContext, listener: SyncOptions['onProgress']): IndexContext {
  if (listener === undefined) return context;
  const onProgress: IndexContext['onProgress'] = (progress) => {
    context.onProgress(progress);
    listener(progress);
  };
  return { ...context, onProgress };
}

type Compared = Pick<KnownReport, 'root' | 'file' | 'revision'>;

function differences(old: readonly Compared[], now: readonly Compared[]): Pick<SyncSummary, 'added' | 'changed' | 'removed'> {
  const before = new Map(old.map((report) => [keyOf(report), report.revision]));
  const after = new Set(now.map(keyOf));
  return {
    added: now.filter((report) => !before.has(keyOf(report))).map(({ file }) => file),
    changed: now.filter((report) => (before.get(keyOf(report)) ?? report.revision) !== report.revision).map(({ file }) => file),
    removed: old.filter((report) => !after.has(keyOf(report))).map(({ file }) => file),
  };
}
