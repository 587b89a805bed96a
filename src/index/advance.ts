/** @module From one generation to the next: label, derive, write, commit, swap. */

import type { Embedder } from '../embed/index.js';
import { JudianError } from '../errors.js';
import { derive, NOTHING_DERIVED, type ReadPassages } from './derive.js';
import { writeDerived, writeManifest, type SavedParts } from './derived-files.js';
import { bytesToKeep, createSnapshot, type Generation, type KnownReport } from './generation.js';
import type { HnswLibrary } from './hnsw-graph.js';
import { labelPassages } from './labels.js';
import type { Reporter } from './notices.js';
import { keyOf } from './report-files.js';
import { ReportRows } from './report-rows.js';
import type { FileRecord, IndexStore, StoreState } from './store.js';
import { decodePassage, type StoredReport } from './stored-report.js';
import type { PlacedPassage, SyncProgress } from './types.js';

/** What an index works with. */
export interface IndexContext {
  readonly dir: string;
  readonly embedder: Embedder;
  /** Null where the addon is missing. */
  readonly hnsw: HnswLibrary | null;
  /** Names how search text is made and analysed. */
  readonly analyser: string;
  /** Names how reports are parsed. */
  readonly parser: string;
  readonly reporter: Reporter;
  readonly onProgress: (progress: SyncProgress) => void;
  /** Work that is due anyway, for when the derived files are being read. */
  readonly meanwhile: () => void;
}

/** A report of the generation to come. */
export type TargetReport = Omit<KnownReport, 'labels' | 'number'> & {
  /** Null where the passages have to be labelled. */
  readonly labels: Uint32Array | null;
} & (
    | { readonly number: number; readonly stored: null }
    /** Rows to be written, under a number to be given. */
    | { readonly number: null; readonly stored: StoredReport }
  );

export interface Target {
  /** Ordered by file. */
  readonly reports: readonly TargetReport[];
  readonly files: readonly FileRecord[];
  readonly parser: string;
  /** Nothing of the present generation is made use of. */
  readonly anew: boolean;
}

/**
 * Makes the target the present generation of store and disk. The number rises only when a question could be answered
 * otherwise than before. When it throws, `current` is still what is served and stored.
 * @throws JudianError INDEX_UNWRITABLE, INDEX_LOCKED; StoreDamagedError
 */
export async function advance(
  context: IndexContext,
  store: IndexStore,
  current: Generation,
  target: Target,
): Promise<{ readonly generation: Generation; readonly embedded: number }> {
  const { embedder } = context;
  const unlabelled = target.reports.filter((report) => report.labels === null);
  const labelled = await labelPassages(
    passagesOfAll(unlabelled, current.rows),
    store,
    embedder,
    { nextLabel: firstFreeLabel(current), anew: target.anew },
    (done, total) => context.onProgress({ stage: 'embed', done, total }),
  );
  const given = new Map(unlabelled.map((report, i) => [report, labelled.labels[i]]));
  let { nextNumber } = current.state;
  const reports = target.reports.map((report): KnownReport => ({
    root: report.root,
    file: report.file,
    fileHash: report.fileHash,
    number: report.number ?? nextNumber++,
    head: report.head,
    revision: report.revision,
    idHashes: report.idHashes,
    labels: report.labels ?? given.get(report) ?? new Uint32Array(),
  }));
  const embedded = labelled.added.length;
  const made = { modelId: embedder.modelId, dimension: embedder.dimension, analyser: context.analyser, parser: target.parser };
  if (!target.anew && isSameGeneration(current, reports, made)) {
    const state = { ...current.state, parser: target.parser };
    const files = fileChanges(current.files, target.files);
    if (files.removedFiles.length + files.savedFiles.length > 0 || state.parser !== current.state.parser) {
      store.commit({ ...EMPTY_CHANGE, ...files, from: current.state, to: state });
      store.shortenLog();
    }
    return { generation: { ...current, state, files: target.files }, embedded };
  }

  context.onProgress({ stage: 'index' });
  const state: StoreState = { ...current.state, ...made, generation: current.state.generation + 1, nextLabel: labelled.nextLabel, nextNumber };
  const isSameModel = state.modelId === current.state.modelId && state.dimension === current.state.dimension;
  const previous = target.anew ? NOTHING_DERIVED : {
    // Whatever analyser the store names, what is in memory was made with the present one.
    lexical: current.derived.lexical,
    vectors: isSameModel ? current.derived.vectors : NOTHING_DERIVED.vectors,
    graph: isSameModel ? current.derived.graph : NOTHING_DERIVED.graph,
  };
  const added = new Map(labelled.added.map(({ label, vector }) => [label, vector]));
  const fresh = new Map(reports.map(({ number }, i) => [number, target.reports[i]?.stored]));
  const read: ReadPassages = (report) => fresh.get(report.number)?.passages.map(decodePassage) ?? current.rows.passages(report);
  const derived = await derive(reports, read, state.dimension, previous, context.hnsw, (label) => added.get(label) ?? store.vector(label));
  const written = await writeDerived(context.dir, state, derived, current.saved);
  // Questions under way go on reading what the commit removes.
  const kept = await bytesToKeep(current, new Set(reports.map(({ number }) => number)));
  store.commit({
    from: current.state,
    to: state,
    ...fileChanges(current.files, target.files),
    ...reportChanges(current.reports, reports, target.reports),
    removedLabels: [...labelsOf(current.reports)].filter(((kept) => (label: number) => !kept.has(label))(labelsOf(reports))),
    addedVectors: labelled.added,
    clearsVectors: target.anew,
  });
  const rows = new ReportRows(store.path, store.rows);
  current.rows.retire(kept, rows);
  const saved = await publish(context, written);
  // Not with the commit: either takes a turn of the event loop.
  store.shortenLog();
  const generation = { state, files: target.files, reports, rows, derived, saved, snapshot: createSnapshot({ state, reports, rows, derived }) };
  return { generation, embedded };
}

/** The passages of reports, each read when it is asked for. */
export function* passagesOfAll(targets: readonly TargetReport[], rows: ReportRows): Generator<readonly PlacedPassage[]> {
  for (const target of targets) yield target.stored === null ? rows.passages(target) : target.stored.passages.map(decodePassage);
}

/** After the commit the new generation stands, whether or not its derived files can be made valid. */
async function publish({ dir, reporter }: IndexContext, written: SavedParts): Promise<SavedParts | null> {
  try {
    await writeManifest(dir, written.manifest);
    return written;
  } catch (error) {
    if (!(error instanceof JudianError)) throw error;
    reporter.mended(error);
    return null;
  }
}

const EMPTY_CHANGE = {
  removedReports: [],
  savedReports: [],
  relabelledReports: [],
  removedLabels: [],
  addedVectors: [],
  clearsVectors: false,
} as const;

/** A sync that failed may have left labels in the graph that the store does not know: they are not given again. */
function firstFreeLabel({ state, derived }: Generation): number {
  return Math.max(state.nextLabel, (derived.graph?.labels.greatest ?? 0) + 1);
}

function isSameGeneration(
  current: Generation,
  reports: readonly KnownReport[],
  made: Pick<StoreState, 'modelId' | 'dimension' | 'analyser'>,
): boolean {
  const { state } = current;
  if (state.modelId !== made.modelId || state.dimension !== made.dimension || state.analyser !== made.analyser) return false;
  if (current.reports.length !== reports.length) return false;
  return reports.every((report, i) => {
    const old = current.reports[i];
    return old !== undefined && old.revision === report.revision && old.file === report.file && old.root === report.root;
  });
}

function fileChanges(old: readonly FileRecord[], target: readonly FileRecord[]): { removedFiles: FileRecord[]; savedFiles: FileRecord[] } {
  const known = new Map(old.map((record) => [keyOf(record), record]));
  const kept = new Set(target.map(keyOf));
  return {
    removedFiles: old.filter((record) => !kept.has(keyOf(record))),
    savedFiles: target.filter((record) => known.get(keyOf(record)) !== record),
  };
}

function reportChanges(old: readonly KnownReport[], reports: readonly KnownReport[], targets: readonly TargetReport[]) {
  const before = new Map(old.map((report) => [report.number, report]));
  const after = new Set(reports.map(({ number }) => number));
  return {
    removedReports: old.map(({ number }) => number).filter((number) => !after.has(number)),
    savedReports: reports.flatMap(({ number, fileHash, labels }, i) => {
      const stored = targets[i]?.stored;
      return stored ? [{ ...stored, number, labels, fileHash }] : [];
    }),
    relabelledReports: reports.filter(({ number, labels }) => before.has(number) && before.get(number)?.labels !== labels),
  };
}

function labelsOf(reports: readonly KnownReport[]): Set<number> {
  const labels = new Set<number>();
  for (const report of reports) for (const label of report.labels) labels.add(label);
  return labels;
}
