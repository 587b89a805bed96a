/** @module Sentences packed into runs of the length of a passage. */

import { clauses, semicolonParts, sentences, type Range } from './sentences.js';

/** Passages aim at this many characters; a single longer sentence stays whole up to `LONGEST`. */
export const SHORTEST = 60;
export const LONGEST = 250;
/** A sentence longer than this is cut at its semicolons. */
const LONGEST_SENTENCE = LONGEST * 1.4;

/** What has neither full stops nor semicolons is cut at its commas from here on, and what has none of these anywhere. */
const LONGEST_PART = 600;

function cutUp(text: string, sentence: Range): Range[] {
  const length = ({ start, end }: Range): number => end - start;
  if (length(sentence) <= LONGEST_SENTENCE) return [sentence];
  return semicolonParts(text, sentence.start, sentence.end)
    .flatMap((part) => (length(part) > LONGEST_PART ? clauses(text, part.start, part.end) : [part]))
    .flatMap((part) => (length(part) > LONGEST_PART ? slices(part) : [part]));
}

function slices({ start, end }: Range): Range[] {
  const count = Math.ceil((end - start) / LONGEST);
  return Array.from({ length: count }, (_, index) => ({ start: start + index * LONGEST, end: Math.min(end, start + (index + 1) * LONGEST) }));
}

/** Ranges of about 60 to 250 characters that cover `[start, end)` but for white space between sentences. */
export function pack(text: string, start: number, end: number): Range[] {
  const units = sentences(text, start, end).flatMap((sentence) => cutUp(text, sentence));
  const packed: { start: number; end: number }[] = [];
  for (const unit of units) {
    const open = packed.at(-1);
    const length = open ? open.end - open.start : 0;
    const together = length + unit.end - unit.start;
    if (open && (length < SHORTEST ? together <= LONGEST_SENTENCE : together <= LONGEST)) open.end = unit.end;
    else packed.push({ ...unit });
  }
  const last = packed.at(-1);
  const before = packed.at(-2);
  if (last && before && last.end - last.start < SHORTEST && last.end - before.start <= LONGEST_SENTENCE) {
    before.end = last.end;
    packed.pop();
  }
  return packed;
}
