/** @module Sentences and clauses of a text, as offset ranges. */

export interface Range {
  /** Offsets in the text given: `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

const CLOSING = /[”’"'）)】》」』]/u;

function cut(text: string, ends: (character: string, at: number) => boolean, from: number, to: number): Range[] {
  const ranges: Range[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (!ends(text[at]!, at)) continue;
    let end = at + 1;
    while (end < to && CLOSING.test(text[end]!)) end++;
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
    const character = text[at]!;
    if (character === '（' || character === '《') {
      if (depth === 0) opened = at;
      depth++;
    } else if ((character === '）' || character === '》') && depth > 0) {
      depth--;
      // Only a pair that closes within reach counts: a lost bracket must not swallow the rest of the report.
      if (depth === 0 && at - opened <= 120) inside.fill(1, opened - from, at - from);
    } else if (character === '\n') {
      depth = 0;
    }
  }
  return inside;
}

/** Whole sentences: end at 。！？ or a line break, closing quotes and brackets included. */
export function sentences(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (character, at) => character === '\n' || (/[。！？!?]/u.test(character) && inside[at - from] === 0), from, to);
}

/** Parts of a sentence that end at ； or at the sentence's end. */
export function semicolonParts(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (character, at) => /[。！？；;!?\n]/u.test(character) && inside[at - from] === 0, from, to);
}

/** Clauses: end at ，；：。！？ outside brackets. */
export function clauses(text: string, from = 0, to = text.length): Range[] {
  const inside = bracketed(text, from, to);
  return cut(text, (character, at) => /[，,；;：:。！？!?\n]/u.test(character) && inside[at - from] === 0
    && !(/[,:]/u.test(character) && /\d/u.test(text[at - 1] ?? '') && /\d/u.test(text[at + 1] ?? '')), from, to);
}
