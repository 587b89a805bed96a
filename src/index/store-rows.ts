/** @module Rows of the store, validated as they are read. */

import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { DamagedFileError } from './binary-file.js';
import { fromHalf, toHalf } from './float16.js';
import type { StoredBody, StoredReport } from './stored-report.js';

const stateSchema = z.object({
  index_id: z.string(),
  generation: z.int().nonnegative(),
  model_id: z.string(),
  dimension: z.int().positive(),
  analyser: z.string(),
  parser: z.string(),
  next_label: z.int().positive(),
  next_number: z.int().positive(),
});

// libsql gives a BLOB as Buffer from get() and as ArrayBuffer from all(); a Buffer need not be aligned.
const bytes = z
  .union([z.instanceof(ArrayBuffer), z.instanceof(Uint8Array)])
  .transform((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : Uint8Array.from(value)));
const numbers = bytes.transform((value) => new Uint32Array(value.buffer));
const halves = bytes.transform((value) => Float32Array.from(new Uint16Array(value.buffer), fromHalf));
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
  number: z.int().positive(),
  id: z.string(),
  revision: z.string(),
  file_hash: z.string(),
  head: bytes,
  id_hashes: numbers,
  labels: numbers,
  crc: z.int(),
});
const bodySchema = z.object({ layout: bytes, text: bytes, crc: z.int() });
const vectorSchema = z.object({ vector: halves });
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
  /** The lowest number of a report never given. */
  readonly nextNumber: number;
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

/** What is read of every report. */
export interface ReportRow extends Pick<StoredReport, 'id' | 'revision' | 'head' | 'idHashes'> {
  /** Names the rows of its body and passages; never given twice, so that they can be no other's. */
  readonly number: number;
  /** Hash of the file it was parsed from. */
  readonly fileHash: string;
  /** Label of each passage's vector. */
  readonly labels: Uint32Array;
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
    nextNumber: found.next_number,
  };
}

export function fileRecord(row: unknown): FileRecord {
  const { mtime_ms: mtimeMs, seen_ms: seenMs, report_id: reportId, duplicate_of: duplicateOf, ...rest } = fileSchema.parse(row);
  const failure = rest.failure === null ? null : failureSchema.parse(JSON.parse(rest.failure));
  return { ...rest, mtimeMs, seenMs, reportId, duplicateOf, failure };
}

export function reportRow(row: unknown): ReportRow {
  const { file_hash: fileHash, id_hashes: idHashes, crc, ...rest } = reportSchema.parse(row);
  const report = { ...rest, fileHash, idHashes };
  if (sumOfReport(report) !== crc || report.labels.length !== idHashes.length) throw new DamagedFileError(`report ${report.id} is not as it was stored`);
  return report;
}

/** Checksum of all of a row that is not looked up by. */
export function sumOfReport({ number, id, revision, fileHash, head, idHashes, labels }: ReportRow): number {
  return sumOf(Buffer.from(JSON.stringify([number, id, revision, fileHash])), head, bytesOf(idHashes), bytesOf(labels));
}

export function bodyOf(row: unknown): StoredBody {
  const { crc, ...body } = bodySchema.parse(row);
  if (sumOfBody(body) !== crc) throw new DamagedFileError('the text of a report is not as it was stored');
  return body;
}

export function sumOfBody({ layout, text }: StoredBody): number {
  return sumOf(layout, text);
}

/** Forty are read for a question: checked by hand, as what they hold is. */
export function passageOf(row: unknown): Uint8Array {
  const { content, crc } = row as Readonly<Record<string, unknown>>;
  const stored = content instanceof ArrayBuffer ? new Uint8Array(content) : content;
  if (!(stored instanceof Uint8Array) || sumOf(stored) !== crc) throw new DamagedFileError('a passage is not as it was stored');
  return stored;
}

export function placeOf(row: unknown): number {
  const { place } = row as Readonly<Record<string, unknown>>;
  if (typeof place !== 'number') throw new DamagedFileError('a passage has no place');
  return place;
}

export function sumOf(...parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => (part.byteLength === 0 ? sum : crc32(part, sum)), 0);
}

export function labelOf(row: unknown): number {
  return labelSchema.parse(row).label;
}

export function vectorOf(row: unknown): Float32Array {
  return vectorSchema.parse(row).vector;
}

/** A vector as it is stored: in half precision, of which all that is searched is made. */
export function vectorBytes(vector: Float32Array): Uint8Array {
  return bytesOf(Uint16Array.from(vector, toHalf));
}

export function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
