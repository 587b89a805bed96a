/** @module One generation in memory: its reports in order, and the snapshot that answers from it. */

import { join } from 'node:path';
import type { ReportBody } from '../reports/index.js';
import { BODIES_KEPT } from './constants.js';
import type { Derived, SavedParts } from './derived-files.js';
import { createLexicalIndex } from './lexical-index.js';
import { LazyPassages, orBroken } from './passage-list.js';
import { pause } from './pause.js';
import { Recent } from './recent.js';
import type { ReportBytes, ReportRows, RowKey } from './report-rows.js';
import type { FileRecord, StoreState } from './store.js';
import type { StoredHead } from './stored-report.js';
import type { IndexedReport, Snapshot } from './types.js';
import { createVectorIndex } from './vector-index.js';

/** A report with the file that holds it and the labels of its passages' vectors. */
export interface KnownReport extends RowKey {
  readonly root: string;
  readonly file: string;
  /** Hash of the file it was parsed from. */
  readonly fileHash: string;
  readonly head: StoredHead;
  /** Content hash of the report as stored. */
  readonly revision: string;
  readonly labels: Uint32Array;
}

export interface Generation {
  readonly state: StoreState;
  readonly files: readonly FileRecord[];
  /** Ordered by file. */
  readonly reports: readonly KnownReport[];
  readonly rows: ReportRows;
  readonly derived: Derived;
  /** The derived parts as they stand on disk; null where they could not be written. */
  readonly saved: SavedParts | null;
  readonly snapshot: Snapshot;
}

/** The bytes of reports whose numbers are not among `numbers`; null for damaged ones. */
export async function bytesToKeep({ reports, rows }: Pick<Generation, 'reports' | 'rows'>, numbers: ReadonlySet<number>): Promise<Map<number, ReportBytes | null>> {
  const kept = new Map<number, ReportBytes | null>();
  for (const report of reports) {
    if (numbers.has(report.number)) continue;
    kept.set(report.number, rows.bytes(report));
    await pause();
  }
  return kept;
}

export function createSnapshot({ state, reports, rows, derived }: Omit<Generation, 'snapshot' | 'files' | 'saved'>): Snapshot {
  const listed: IndexedReport[] = [];
  let first = 0;
  for (const { head, idHashes } of reports) {
    listed.push({ ...head, passages: idHashes.length, first });
    first += idHashes.length;
  }
  const passages = new LazyPassages(reports, listed, rows);
  const labels = new Uint32Array(passages.length);
  for (const [i, report] of reports.entries()) labels.set(report.labels, listed[i]?.first);
  const byId = new Map(listed.map((report, i) => [report.id, i]));
  const bodies = new Recent<string, ReportBody>(BODIES_KEPT);
  const known = (id: string): KnownReport | undefined => reports[byId.get(id) ?? -1];
  return {
    generation: state.generation,
    modelId: state.modelId,
    reports: listed,
    passages,
    lexical: createLexicalIndex(derived.lexical),
    vectors: createVectorIndex(labels, derived.vectors, derived.graph),
    passage: (id) => passages.withId(id),
    report: (id) => listed[byId.get(id) ?? -1],
    body(id) {
      const report = known(id);
      return report && bodies.get(id, () => orBroken(rows, () => rows.body(report)));
    },
    sourcePath(id) {
      const report = known(id);
      return report && join(report.root, report.file);
    },
  };
}
