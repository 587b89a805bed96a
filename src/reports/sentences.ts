/** @module Sentences and clauses of a text, as offset ranges. */

export interface Range {
  /** Offsets in the text given: `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** Characters by their codes: a look at a character of a text makes a string, a look at its code does not. */
const marks = (characters: string): ReadonlySet<number> => new Set(Array.from(characters, (character) => character.charCodeAt(0)));

/** Chinese characters, which most are, are no marks: they are told first. */
const isAmong = (set: ReadonlySet<number>, code: number): boolean => (code < 0x4e00 || code > 0x9fff) && set.has(code);

const CLOSING = marks('”’"\'）)】》」』');
const SENTENCE_ENDS = marks('。！？!?');
const PART_ENDS = marks('。！？；;!?\n');
const CLAUSE_ENDS = marks('，,；;：:。！？!?\n');
const [LINE_BREAK, COMMA, COLON] = [0x0a, 0x2c, 0x3a] as const;
const OPENS = marks('（《');
const CLOSES = marks('）》');

function cut(text: string, ends: (code: number, at: number) => boolean, from: number, to: number): Range[] {
  const ranges: Range[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (!ends(text.charCodeAt(at), at)) continue;
    let end = at + 1;
    while (end < to && isAmong(CLOSING, text.charCodeAt(end))) end++;
    ranges.push({ start, end });
    start = end;
    at = end - 1;
  }
  if (start < to) ranges.push({ start, end: to });
  return ranges.filter((range) => text.slice(range.start, range.end).trim() !== '');
}

/** Depth of brackets and book-title marks, so that “（见附件。）” is no end of a sentence. */
function bracketed(text: string, from: number, to: number): Uint8Array {
  const inside = new Uint8Array(to - from);
  let depth = 0;
  let opened = -1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isAmong(OPENS, code)) {
      if (depth === 0) opened = at;
      depth++;
    } else if (depth > 0 && isAmong(CLOSES, code)) {
      depth--;
      // Only a pair that closes within reach counts: a lost bracket must not swallow the rest of the report.
      if (depth === 0 && at - opened <= 120) inside.fill(1, opened - from, at - from);
    } else if (code === LINE_BREAK) {
      depth = 0;
    }
  }
  return inside;
}

/** Whole sentences: end at 。！？ or a line break, closing quotes and brackets included. */
export function sentences(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (code, at) => code === LINE_BREAK || (isAmong(SENTENCE_ENDS, code) && inside[at - from] === 0), from, to);
}

/** Parts of a sentence that end at ； or at the sentence's end. */
export function semicolonParts(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (code, at) => isAmong(PART_ENDS, code) && inside[at - from] === 0, from, to);
}

/** Clauses: end at ，；：。！？ outside brackets. */
export function clauses(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (code, at) => isAmong(CLAUSE_ENDS, code) && inside[at - from] === 0
    && !((code === COMMA || code === COLON) && /\d/u.test(text[at - 1] ?? '') && /\d/u.test(text[at + 1] ?? '')), from, to);
}
