/** @module Unit vectors by label, their exact search, and their binary file. */

import { DamagedFileError, decodeSections, encodeSections } from './binary-file.js';
import { VECTOR_FILE_VERSION } from './constants.js';
import { fromHalf, toHalf } from './float16.js';
import { TopHits } from './top-hits.js';
import type { Hit } from './types.js';

const MAGIC = 0x58564a44; // 'DJVX'
const SECTIONS = 3;
/** Rows that are copied in one go: two megabytes at most. */
const ROWS_A_STEP = 4096;

/**
 * Vectors of n labels. A label is the number of a vector in the store: it never changes and is never given twice, while
 * ordinals of passages differ from one generation to the next. Passages with the same embedded text share a label.
 */
export interface VectorTable {
  readonly dimension: number;
  /** Ascending, of length n. */
  readonly labels: Uint32Array;
  /** Row i is the vector of `labels[i]` in half precision, of length n * dimension. The graph is made of the same numbers. */
  readonly rows: Uint16Array;
}

/** The table's file, as parts to be written one after the other. */
export function encodeVectors({ dimension, labels, rows }: VectorTable): Uint8Array[] {
  return encodeSections(MAGIC, VECTOR_FILE_VERSION, [Uint32Array.of(dimension), labels, rows]);
}

/**
 * Reads the table's file in place: the arrays are views of `bytes`.
 * @throws DamagedFileError for anything but a whole file of this version.
 */
export function decodeVectors(bytes: Uint8Array): VectorTable {
  const [head, labels, rows] = decodeSections(bytes, MAGIC, VECTOR_FILE_VERSION, SECTIONS);
  if (!head || !labels || !rows) throw new DamagedFileError('sections are missing');
  const dimension = new Uint32Array(head.buffer, head.byteOffset, 1)[0] ?? 0;
  const table: VectorTable = {
    dimension,
    labels: new Uint32Array(labels.buffer, labels.byteOffset, labels.byteLength / 4),
    rows: new Uint16Array(rows.buffer, rows.byteOffset, rows.byteLength / 2),
  };
  if (table.rows.length !== table.labels.length * dimension) throw new DamagedFileError('sizes do not match');
  return table;
}

/**
 * The table of `labels` (ascending, without repeats), step by step, so that other work can be done between two: rows known to `previous` are
 * copied, the others are read.
 * @throws DamagedFileError when `read` gives nothing, or a vector of another length.
 */
export function* tableInSteps(
  labels: Uint32Array,
  dimension: number,
  previous: VectorTable | null,
  read: (label: number) => Float32Array | undefined,
): Generator<void, VectorTable> {
  const rows = new Uint16Array(labels.length * dimension);
  const known = previous?.dimension === dimension ? previous : null;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const row = known === null ? -1 : rowOf(known.labels, label);
    if (known !== null && row >= 0) {
      // Labels known before mostly follow each other: their rows are copied together.
      let count = 1;
      while (count < ROWS_A_STEP && i + count < labels.length && labels[i + count] === known.labels[row + count]) count++;
      rows.set(known.rows.subarray(row * dimension, (row + count) * dimension), i * dimension);
      i += count - 1;
      yield;
      continue;
    }
    const vector = read(label);
    if (vector?.length !== dimension) {
      throw new DamagedFileError(`vector ${label} has length ${vector?.length}, expected ${dimension}`);
    }
    for (let k = 0; k < dimension; k++) rows[i * dimension + k] = toHalf(vector[k]!);
  }
  return { dimension, labels, rows };
}

/** The vector in one row. */
export function rowAt({ rows, dimension }: VectorTable, row: number): Float32Array {
  const vector = new Float32Array(dimension);
  for (let k = 0, at = row * dimension; k < dimension; k++, at++) vector[k] = fromHalf(rows[at]!);
  return vector;
}

/** Row of a label, or -1. */
export function rowOf(labels: Uint32Array, label: number): number {
  let low = 0;
  let high = labels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((labels[middle] ?? 0) < label) low = middle + 1;
    else high = middle;
  }
  return labels[low] === label ? low : -1;
}

/** The rows nearest to `vector` by inner product, by comparing all; `ordinal` of a hit is the row. */
export function exactSearch(table: VectorTable, vector: Float32Array, limit: number): Hit[] {
  const { rows, dimension, labels } = table;
  const best = new TopHits(Math.min(Math.max(0, Math.floor(limit)), labels.length));
  for (let row = 0, at = 0, floor = -Infinity; row < labels.length; row++, at += dimension) {
    const score = innerProduct(rows, at, vector);
    if (score <= floor) continue;
    best.offer(row, score);
    floor = best.floor;
  }
  return best.sorted();
}

/** Of the row that begins at `start` with a vector. Four sums at once keep the processor's adders busy: twice as fast as one. */
export function innerProduct(rows: Uint16Array, start: number, vector: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < vector.length; i += 4) {
    a += fromHalf(rows[start + i]!) * vector[i]!;
    b += fromHalf(rows[start + i + 1]!) * vector[i + 1]!;
    c += fromHalf(rows[start + i + 2]!) * vector[i + 2]!;
    d += fromHalf(rows[start + i + 3]!) * vector[i + 3]!;
  }
  for (; i < vector.length; i++) a += fromHalf(rows[start + i]!) * vector[i]!;
  return a + b + c + d;
}
