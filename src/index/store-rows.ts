/** @module Rows of the store, validated as they are read. */

import { z } from 'zod';
import type { StoredReport } from './stored-report.js';

const stateSchema = z.object({
  index_id: z.string(),
  generation: z.int().nonnegative(),
  model_id: z.string(),
  dimension: z.int().positive(),
  analyser: z.string(),
  parser: z.string(),
  next_label: z.int().positive(),
});

// libsql gives a BLOB as Buffer from get() and as ArrayBuffer from all(); a Buffer need not be aligned.
const bytes = z
  .union([z.instanceof(ArrayBuffer), z.instanceof(Uint8Array)])
  .transform((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : Uint8Array.from(value)));
const labels = bytes.transform((value) => new Uint32Array(value.buffer));
const failureSchema = z.object({ zh: z.string(), en: z.string() });
const fileSchema = z.object({
  root: z.string(),
  file: z.string(),
  size: z.number(),
  mtime_ms: z.number(),
  seen_ms: z.number(),
  hash: z.string(),
  report_id: z.string().nullable(),
  duplicate_of: z.string().nullable(),
  failure: z.string().nullable(),
});
const reportSchema = z.object({
  id: z.string(),
  revision: z.string(),
  head: bytes,
  text: bytes,
  passages: bytes,
  labels,
  file_hash: z.string(),
});
const vectorSchema = z.object({ vector: bytes.transform((value) => new Float32Array(value.buffer)) });
const labelSchema = z.object({ label: z.int() });

/** What the whole index was made with. */
export interface StoreState {
  /** Random: derived files of another store of the same generation are told apart. */
  readonly indexId: string;
  readonly generation: number;
  readonly modelId: string;
  readonly dimension: number;
  readonly analyser: string;
  readonly parser: string;
  /** The lowest label never given. */
  readonly nextLabel: number;
}

/** A file as it was when last read. */
export interface FileRecord {
  readonly root: string;
  readonly file: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** When its content was last read. */
  readonly seenMs: number;
  readonly hash: string;
  /** The report of this file that is indexed; with a failure, that of its last good content. */
  readonly reportId: string | null;
  /** The report that already holds this file's content. */
  readonly duplicateOf: string | null;
  readonly failure: z.infer<typeof failureSchema> | null;
}

export interface ReportRow extends StoredReport {
  /** Label of each passage's vector. */
  readonly labels: Uint32Array;
  /** Hash of the file it was parsed from. */
  readonly fileHash: string;
}

export function stateOf(row: unknown): StoreState {
  const found = stateSchema.parse(row);
  return {
    indexId: found.index_id,
    generation: found.generation,
    modelId: found.model_id,
    dimension: found.dimension,
    analyser: found.analyser,
    parser: found.parser,
    nextLabel: found.next_label,
  };
}

export function fileRecord(row: unknown): FileRecord {
  const { mtime_ms: mtimeMs, seen_ms: seenMs, report_id: reportId, duplicate_of: duplicateOf, ...rest } = fileSchema.parse(row);
  const failure = rest.failure === null ? null : failureSchema.parse(JSON.parse(rest.failure));
  return { ...rest, mtimeMs, seenMs, reportId, duplicateOf, failure };
}

export function reportRow(row: unknown): ReportRow {
  const { file_hash: fileHash, ...rest } = reportSchema.parse(row);
  return { ...rest, fileHash };
}

export function labelOf(row: unknown): number {
  return labelSchema.parse(row).label;
}

export function vectorOf(row: unknown): Float32Array {
  return vectorSchema.parse(row).vector;
}
