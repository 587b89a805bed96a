/** @module The inverted index as typed arrays, and its binary file. */

import { z } from 'zod';
import { DamagedFileError, decodeSections, encodeSections } from './binary-file.js';
import { LEXICAL_FILE_VERSION } from './constants.js';

const MAGIC = 0x584c444a; // 'JDLX'
const SECTIONS = 7;

/** Passages of one report, in ordinal order. */
export interface LexicalSegment {
  /** Content hash of the report as stored. */
  readonly revision: string;
  readonly size: number;
}

/**
 * Postings of n passages and m terms. A posting is the gap to the ordinal before it, in 7-bit groups, low group first,
 * high bit set on all but the last; then one byte of term frequencies: body in the low four bits, header in the high.
 */
export interface LexicalData {
  readonly segments: readonly LexicalSegment[];
  /** Terms per passage, of length n; 65,535 at most. */
  readonly bodyLengths: Uint16Array;
  readonly headerLengths: Uint16Array;
  /** UTF-16 units of all terms, sorted by code unit; term i is `[termStarts[i], termStarts[i + 1])`. */
  readonly characters: Uint16Array;
  readonly termStarts: Uint32Array;
  /** Passages that hold each term, of length m. */
  readonly documentFrequencies: Uint32Array;
  /** Postings of term i are bytes `[postingStarts[i], postingStarts[i + 1])`. */
  readonly postingStarts: Uint32Array;
  readonly postings: Uint8Array;
}

const segmentsSchema = z.array(z.object({ revision: z.string(), size: z.int().nonnegative() }));

/** The index's file, as parts to be written one after the other. */
export function encodeLexical(data: LexicalData): Uint8Array[] {
  const lengths = new Uint16Array(data.bodyLengths.length * 2);
  lengths.set(data.bodyLengths);
  lengths.set(data.headerLengths, data.bodyLengths.length);
  return encodeSections(MAGIC, LEXICAL_FILE_VERSION, [
    Buffer.from(JSON.stringify(data.segments)),
    lengths,
    data.characters,
    data.termStarts,
    data.documentFrequencies,
    data.postingStarts,
    data.postings,
  ]);
}

/**
 * Reads the index's file in place: the arrays are views of `bytes`.
 * @throws DamagedFileError for anything but a whole file of this version.
 */
export function decodeLexical(bytes: Uint8Array): LexicalData {
  const sections = decodeSections(bytes, MAGIC, LEXICAL_FILE_VERSION, SECTIONS);
  const [head, lengths, characters, termStarts, frequencies, postingStarts, postings] = sections;
  if (!head || !lengths || !characters || !termStarts || !frequencies || !postingStarts || !postings) {
    throw new DamagedFileError('sections are missing');
  }
  const segments = segmentsSchema.parse(JSON.parse(Buffer.from(head).toString('utf8')));
  const fieldLengths = words16(lengths);
  const size = fieldLengths.length / 2;
  if (segments.reduce((sum, segment) => sum + segment.size, 0) !== size) throw new DamagedFileError('sizes do not match');
  return {
    segments,
    bodyLengths: fieldLengths.subarray(0, size),
    headerLengths: fieldLengths.subarray(size),
    characters: words16(characters),
    termStarts: words32(termStarts),
    documentFrequencies: words32(frequencies),
    postingStarts: words32(postingStarts),
    postings,
  };
}

/** The characters of all terms, one after the other. */
export function charactersOf({ characters }: LexicalData): string {
  // A decoder would replace the half of a surrogate pair that a bigram may hold.
  return Buffer.from(characters.buffer, characters.byteOffset, characters.byteLength).toString('utf16le');
}

function words16(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

function words32(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
