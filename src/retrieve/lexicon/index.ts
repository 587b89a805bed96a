/** @module The lexicon, parsed once: what a question's words may be called in a report. */

import { ENGLISH } from './english.js';
import { EVERYDAY } from './everyday.js';

export { ENGLISH_QUESTION_WORDS, QUESTION_WORDS } from './question-words.js';

/** Longest key in characters: how far a look-up needs to reach. */
export interface Lexicon {
  readonly entries: ReadonlyMap<string, readonly string[]>;
  readonly longestKey: number;
}

function parse(source: string, split: (side: string) => string[]): Lexicon {
  const entries = new Map<string, string[]>();
  const add = (key: string, values: readonly string[]): void => {
    const known = entries.get(key) ?? [];
    entries.set(key, [...new Set([...known, ...values.filter((value) => value !== key)])]);
  };
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue;
    const sides = line.split('>');
    if (sides.length === 2) for (const key of split(sides[0]!)) add(key, sides[1]!.trim().split(/\s+/u));
    else for (const key of line.split('=')) add(key.trim(), line.split('=').map((part) => part.trim()));
  }
  return { entries, longestKey: Math.max(...[...entries.keys()].map((key) => key.length)) };
}

export const everyday: Lexicon = parse(EVERYDAY, (side) => side.trim().split(/\s+/u));
export const english: Lexicon = parse(ENGLISH, (side) => [side.trim()]);
