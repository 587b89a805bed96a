/** @module One generation in memory: its reports in order, and the snapshot that answers from it. */

import { join } from 'node:path';
import type { Report } from '../reports/index.js';
import type { Derived, SavedParts } from './derived-files.js';
import { createLexicalIndex } from './lexical-index.js';
import type { FileRecord, StoreState } from './store.js';
import type { IndexedPassage, Snapshot } from './types.js';
import { createVectorIndex } from './vector-index.js';

/** A report with the file that holds it and the labels of its passages' vectors. */
export interface IndexedReport {
  readonly root: string;
  readonly file: string;
  /** Hash of the file it was parsed from. */
  readonly fileHash: string;
  readonly report: Report;
  /** Content hash of the report as stored. */
  readonly revision: string;
  readonly labels: Uint32Array;
}

export interface Generation {
  readonly state: StoreState;
  readonly files: readonly FileRecord[];
  /** Ordered by file. */
  readonly reports: readonly IndexedReport[];
  readonly derived: Derived;
  /** The derived parts as they stand on disk; null where they could not be written. */
  readonly saved: SavedParts | null;
  readonly snapshot: Snapshot;
}

export function createSnapshot(state: StoreState, reports: readonly IndexedReport[], derived: Derived): Snapshot {
  const passages: IndexedPassage[] = [];
  for (const { report } of reports) {
    for (const passage of report.passages) passages.push({ ordinal: passages.length, report, passage });
  }
  const labels = new Uint32Array(passages.length);
  let at = 0;
  for (const report of reports) {
    labels.set(report.labels, at);
    at += report.labels.length;
  }
  const byId = new Map(reports.map((indexed) => [indexed.report.id, indexed]));
  let byPassage: Map<string, IndexedPassage> | null = null;
  return {
    generation: state.generation,
    modelId: state.modelId,
    reports: reports.map(({ report }) => report),
    passages,
    lexical: createLexicalIndex(derived.lexical),
    vectors: createVectorIndex(labels, derived.vectors, derived.graph),
    passage(id) {
      // The first of passages with the same id is meant, so later ones must not replace it.
      byPassage ??= new Map(passages.toReversed().map((indexed) => [indexed.passage.id, indexed]));
      return byPassage.get(id);
    },
    report: (id) => byId.get(id)?.report,
    sourcePath(reportId) {
      const found = byId.get(reportId);
      return found && join(found.root, found.file);
    },
  };
}
