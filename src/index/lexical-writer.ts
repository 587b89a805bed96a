/** @module Builds an inverted index from fields, and merges indexes without analysing any text again. */

import { terms } from './analysis.js';
import { MAX_TERM_FREQUENCY } from './constants.js';
import type { LexicalData, LexicalSegment } from './lexical-data.js';
import { termsOf } from './lexical-data.js';
import { pause } from './pause.js';
import type { LexicalFields } from './search-text.js';

const MAX_LENGTH = 0xffff;
/** A clock is looked at this seldom: most terms take a microsecond. */
const TERMS_BETWEEN_PAUSES = 64;

/** A posting while it is sorted and merged: `ordinal * 256 + frequencies`, for at most 16,777,216 passages. */
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
  const writer = new PostingsWriter();
  for (const term of [...lists.keys()].sort()) {
    const list = lists.get(term) ?? [];
    writer.add(term, list, list.length);
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
  for (const { data, ordinals } of parts) {
    for (let i = 0; i < ordinals.length; i++) {
      const ordinal = ordinals[i] ?? -1;
      if (ordinal < 0) continue;
      bodyLengths[ordinal] = data.bodyLengths[i] ?? 0;
      headerLengths[ordinal] = data.headerLengths[i] ?? 0;
    }
  }
  const cursors = parts.map((part) => ({ ...part, terms: termsOf(part.data), at: 0 }));
  const writer = new PostingsWriter();
  const gathered = new Uint32Array(size);
  for (let term = 1; ; term++) {
    if (term % TERMS_BETWEEN_PAUSES === 0) await pause();
    let next: string | undefined;
    for (const { terms: all, at } of cursors) {
      const term = all[at];
      if (term !== undefined && (next === undefined || term < next)) next = term;
    }
    if (next === undefined) break;
    let count = 0;
    for (const cursor of cursors) {
      if (cursor.terms[cursor.at] !== next) continue;
      const end = gather(cursor, cursor.at++, gathered, count);
      count = mergeRuns(gathered, count, end);
    }
    if (count > 0) writer.add(next, gathered, count);
  }
  return { segments, bodyLengths, headerLengths, ...writer.finish() };
}

/** Appends a term's postings with their new ordinals, ascending, to `into` from `start`; returns the end. */
function gather({ data, ordinals }: LexicalPart, term: number, into: Uint32Array, start: number): number {
  const { postings, postingStarts } = data;
  const stop = postingStarts[term + 1] ?? 0;
  let at = postingStarts[term] ?? 0;
  let end = start;
  let old = -1;
  let ascending = true;
  while (at < stop) {
    let byte = postings[at++] ?? 0;
    let gap = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = postings[at++] ?? 0;
      gap |= (byte & 0x7f) << shift;
    }
    old += gap;
    const frequencies = postings[at++] ?? 0;
    const ordinal = ordinals[old] ?? -1;
    if (ordinal < 0) continue;
    const packed = ordinal * 256 + frequencies;
    if (end > start && packed < (into[end - 1] ?? 0)) ascending = false;
    into[end++] = packed;
  }
  if (!ascending) into.subarray(start, end).sort();
  return end;
}

/** Merges the ascending runs `[0, middle)` and `[middle, end)` in place; returns `end`. */
function mergeRuns(list: Uint32Array, middle: number, end: number): number {
  if (middle === 0 || middle === end || (list[middle - 1] ?? 0) < (list[middle] ?? 0)) return end;
  const right = list.slice(middle, end);
  let left = middle - 1;
  let at = end - 1;
  for (let i = right.length - 1; i >= 0; at--) {
    const candidate = right[i] ?? 0;
    const other = left >= 0 ? (list[left] ?? 0) : -1;
    if (other > candidate) {
      list[at] = other;
      left--;
    } else {
      list[at] = candidate;
      i--;
    }
  }
  return end;
}

/** Collects terms in ascending order with their postings. */
class PostingsWriter {
  #bytes = new Uint8Array(1 << 16);
  #size = 0;
  readonly #terms: string[] = [];
  readonly #frequencies: number[] = [];
  readonly #starts: number[] = [0];

  add(term: string, list: ArrayLike<PackedPosting>, count: number): void {
    this.#reserve(count * 6);
    const bytes = this.#bytes;
    let at = this.#size;
    let previous = -1;
    for (let i = 0; i < count; i++) {
      const packed = list[i] ?? 0;
      const ordinal = packed >>> 8;
      let gap = ordinal - previous;
      for (; gap > 0x7f; gap >>>= 7) bytes[at++] = (gap & 0x7f) | 0x80;
      bytes[at++] = gap;
      bytes[at++] = packed & 0xff;
      previous = ordinal;
    }
    this.#size = at;
    this.#terms.push(term);
    this.#frequencies.push(count);
    this.#starts.push(at);
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
      postings: this.#bytes.slice(0, this.#size),
    };
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + more));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }
}
