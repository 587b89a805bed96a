/** @module Builds an inverted index from fields, and merges indexes without analysing any text again. */

import { terms } from './analysis.js';
import { MAX_TERM_FREQUENCY } from './constants.js';
import { charactersOf, type LexicalData, type LexicalSegment } from './lexical-data.js';
import { pause } from './pause.js';
import type { LexicalFields } from './search-text.js';

const MAX_LENGTH = 0xffff;
/** A clock is looked at this seldom: most terms take a microsecond. */
const TERMS_BETWEEN_PAUSES = 16;

const SPARE_BYTES = 1 << 12;
/** A gap of at most 24 bits, and frequencies. */
const MOST_BYTES_A_POSTING = 5;
/** Above all ordinals. */
const NONE = 0x3fffffff;
/** So few are copied faster one by one. */
const FEW_BYTES = 32;

/** A posting while it is counted: `ordinal * 256 + frequencies`, for at most 16,777,216 passages. */
type PackedPosting = number;

/** An index whose passages move: passage i of `data` becomes `ordinals[i]`, or is dropped where that is -1. */
export interface LexicalPart {
  readonly data: LexicalData;
  readonly ordinals: Int32Array;
}

/** Analyses passages into an index with ordinals 0, 1, …; `segments` says which report holds how many of them. */
export function buildLexical(passages: readonly LexicalFields[], segments: readonly LexicalSegment[]): LexicalData {
  const lists = new Map<string, PackedPosting[]>();
  const bodyLengths = new Uint16Array(passages.length);
  const headerLengths = new Uint16Array(passages.length);
  const add = (ordinal: number, term: string, one: number): void => {
    const list = lists.get(term);
    const last = list?.at(-1);
    if (list === undefined) lists.set(term, [ordinal * 256 + one]);
    else if (last === undefined || last >>> 8 !== ordinal) list.push(ordinal * 256 + one);
    else if (((last & 0xff) / one) % 16 < MAX_TERM_FREQUENCY) list[list.length - 1] = last + one;
  };
  for (const [ordinal, { body, header }] of passages.entries()) {
    const bodyTerms = terms(body);
    const headerTerms = terms(header);
    for (const term of bodyTerms) add(ordinal, term, 1);
    for (const term of headerTerms) add(ordinal, term, 16);
    bodyLengths[ordinal] = Math.min(bodyTerms.length, MAX_LENGTH);
    headerLengths[ordinal] = Math.min(headerTerms.length, MAX_LENGTH);
  }
  const writer = new PostingsWriter(0);
  for (const term of [...lists.keys()].sort()) {
    for (const packed of lists.get(term) ?? []) writer.add(packed >>> 8, packed & 0xff);
    writer.end(term);
  }
  return { segments, bodyLengths, headerLengths, ...writer.finish() };
}

/**
 * One index of `size` passages from parts whose new ordinals do not overlap. The outcome is the same, byte for byte, as
 * building it from the passages: terms that no passage holds any more are gone. Questions are let through now and then.
 */
export async function mergeLexical(parts: readonly LexicalPart[], size: number, segments: readonly LexicalSegment[]): Promise<LexicalData> {
  const bodyLengths = new Uint16Array(size);
  const headerLengths = new Uint16Array(size);
  const readers = parts.map(({ data }) => new PostingsReader(data));
  const runs = parts.flatMap(({ ordinals }, i) => runsOf(ordinals).map((run) => ({ ...run, part: i, reader: readers[i]! }))).sort((a, b) => a.start - b.start);
  for (const { part, from, to, start } of runs) {
    const { data } = parts[part]!;
    bodyLengths.set(data.bodyLengths.subarray(from, to), start);
    headerLengths.set(data.headerLengths.subarray(from, to), start);
  }
  const writer = new PostingsWriter(parts.reduce((sum, { data }) => sum + data.postings.length, 0));
  for (let term = 1; ; term++) {
    if (term % TERMS_BETWEEN_PAUSES === 0) await pause();
    let next: string | null = null;
    for (const reader of readers) if (reader.term !== null && (next === null || reader.term < next)) next = reader.term;
    if (next === null) break;
    for (const run of runs) if (run.reader.term === next) run.reader.copy(run, writer);
    writer.end(next);
    for (const reader of readers) if (reader.term === next) reader.nextTerm();
  }
  return { segments, bodyLengths, headerLengths, ...writer.finish() };
}

/** Passages `[from, to)` of a part, which become `start`, `start + 1`, …: their postings are copied as they are, but for the first gap. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly start: number;
}

function runsOf(ordinals: Int32Array): Run[] {
  const runs: Run[] = [];
  for (let from = 0, to = 0; from < ordinals.length; from = to) {
    const start = ordinals[from]!;
    for (to = from + 1; to < ordinals.length && ordinals[to] === (start < 0 ? -1 : start + to - from); ) to++;
    if (start >= 0) runs.push({ from, to, start });
  }
  return runs;
}

/** The terms of an index in their order, and the postings of the present one. */
class PostingsReader {
  /** Null behind the last. */
  term: string | null = null;
  readonly #data: LexicalData;
  readonly #characters: string;
  #termAt = -1;
  /** The posting that is next: its passage, and where its gap and its frequencies stand. {@link NONE} behind the last. */
  #ordinal = 0;
  #gapAt = 0;
  #frequenciesAt = 0;
  /** Passage of the posting before. */
  #last = -1;

  constructor(data: LexicalData) {
    this.#data = data;
    this.#characters = charactersOf(data);
    this.nextTerm();
  }

  nextTerm(): void {
    const { termStarts } = this.#data;
    const at = ++this.#termAt;
    this.term = at + 1 < termStarts.length ? this.#characters.slice(termStarts[at], termStarts[at + 1]) : null;
    if (this.term !== null) this.#rewind();
  }

  copy({ from, to, start }: Run, into: PostingsWriter): void {
    if (this.#last >= from) this.#rewind();
    this.#pass(from);
    if (this.#ordinal >= to) return;
    const first = this.#ordinal;
    const copiedFrom = this.#frequenciesAt;
    const count = this.#pass(to);
    const moved = start - from;
    into.copy(first + moved, this.#data.postings, copiedFrom, this.#gapAt, this.#last + moved, count);
  }

  #rewind(): void {
    this.#last = -1;
    this.#ordinal = -1;
    this.#frequenciesAt = this.#data.postingStarts[this.#termAt]! - 1;
    this.#pass(0);
  }

  /** Goes on to the first posting of a passage from `until` on; returns how many it has passed. */
  #pass(until: number): number {
    const { postings, postingStarts } = this.#data;
    const end = postingStarts[this.#termAt + 1]!;
    let ordinal = this.#ordinal;
    let at = this.#frequenciesAt;
    let last = this.#last;
    let gapAt = this.#gapAt;
    let passed = 0;
    while (ordinal < until) {
      passed++;
      last = ordinal;
      gapAt = ++at;
      if (at >= end) {
        ordinal = NONE;
        break;
      }
      let byte = postings[at++]!;
      let gap = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = postings[at++]!;
        gap |= (byte & 0x7f) << shift;
      }
      ordinal += gap;
    }
    this.#ordinal = ordinal;
    this.#last = last;
    this.#gapAt = gapAt;
    this.#frequenciesAt = at;
    return passed;
  }
}

/** Collects terms in ascending order with their postings. */
class PostingsWriter {
  #bytes: Uint8Array;
  #size = 0;
  /** Passage of the term's last posting, and how many it has. */
  #last = -1;
  #count = 0;
  readonly #terms: string[] = [];
  readonly #frequencies: number[] = [];
  readonly #starts: number[] = [0];

  /** @param expected bytes of all postings, about */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected + expected / 64 + SPARE_BYTES);
  }

  /** A posting of the present term. */
  add(ordinal: number, frequencies: number): void {
    this.#reserve(MOST_BYTES_A_POSTING);
    this.#addGap(ordinal);
    this.#bytes[this.#size++] = frequencies;
    this.#last = ordinal;
    this.#count++;
  }

  /** Some postings of the present term as another index has them, from the first one's frequencies on. */
  copy(first: number, postings: Uint8Array, from: number, to: number, last: number, count: number): void {
    this.#reserve(MOST_BYTES_A_POSTING + to - from);
    this.#addGap(first);
    if (to - from < FEW_BYTES) for (let at = from; at < to; at++) this.#bytes[this.#size++] = postings[at]!;
    else {
      this.#bytes.set(postings.subarray(from, to), this.#size);
      this.#size += to - from;
    }
    this.#last = last;
    this.#count += count;
  }

  /** The postings since the last call are those of `term`, which is left out where there are none. */
  end(term: string): void {
    if (this.#count === 0) return;
    this.#terms.push(term);
    this.#frequencies.push(this.#count);
    this.#starts.push(this.#size);
    this.#last = -1;
    this.#count = 0;
  }

  finish(): Pick<LexicalData, 'characters' | 'termStarts' | 'documentFrequencies' | 'postingStarts' | 'postings'> {
    const termStarts = new Uint32Array(this.#terms.length + 1);
    for (const [i, term] of this.#terms.entries()) termStarts[i + 1] = (termStarts[i] ?? 0) + term.length;
    const text = Buffer.from(this.#terms.join(''), 'utf16le');
    const characters = new Uint16Array(text.byteLength / 2);
    new Uint8Array(characters.buffer).set(text);
    return {
      characters,
      termStarts,
      documentFrequencies: Uint32Array.from(this.#frequencies),
      postingStarts: Uint32Array.from(this.#starts),
      postings: this.#bytes.subarray(0, this.#size),
    };
  }

  #addGap(ordinal: number): void {
    let gap = ordinal - this.#last;
    for (; gap > 0x7f; gap >>>= 7) this.#bytes[this.#size++] = (gap & 0x7f) | 0x80;
    this.#bytes[this.#size++] = gap;
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + more));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }
}
