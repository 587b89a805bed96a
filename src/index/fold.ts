/**
 * @module Folding of search keys. Nearly all characters fold by themselves whatever stands beside them: they are looked up in
 * a table, twenty times as fast as by the rules, which are asked for the others.
 */

import { mayChange, simplify } from '../embed/index.js';

const DROPPED = /[*#`\\“”‘’"'「」『』]/u;
const GAP = /[\s*#`\\“”‘’"'「」『』]+/gu;

/** NFKC, Traditional → Simplified, lower case; white space, Markdown marks and quotation marks dropped. Length may change. */
export function fold(text: string): string {
  const { length } = text;
  if (length > LONGEST) return foldByRules(text);
  let end = 0;
  // What a gap leaves: nothing yet, nothing, or a blank.
  let gap = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    let folded = table[code]!;
    if (folded === UNKNOWN) folded = table[code] = entryOf(text[i]!);
    if (folded === BLANK) {
      gap = BLANK;
    } else if (folded > BLANK) {
      if (gap === BLANK) scratch[end++] = SPACE;
      gap = 0;
      scratch[end++] = folded;
    } else if (folded === BY_RULES) {
      return foldByRules(text);
    }
  }
  if (gap === BLANK) scratch[end++] = SPACE;
  return scratchBytes.toString('utf16le', 0, 2 * end);
}

/** The definition: what {@link fold} gives for any text. */
export function foldByRules(text: string): string {
  return simplify(text.normalize('NFKC'), 'tw').toLowerCase().replace(GAP, (gap: string) => (/\s/u.test(gap) ? ' ' : ''));
}

/** Entries of the table that are no characters; control characters, which would be taken for them, go by the rules. */
const UNKNOWN = 0;
const BY_RULES = 1;
const MARK = 2;
const BLANK = 3;
const SPACE = 0x20;

/** UTF-16 units; longer texts go by the rules. */
const LONGEST = 4096;
const scratch = new Uint16Array(LONGEST + 1);
const scratchBytes = Buffer.from(scratch.buffer);
/** What each UTF-16 unit becomes, filled as they are met. */
const table = new Uint16Array(0x10000);

/**
 * By the rules: halves of pairs, what becomes several characters, and all that its neighbours have a say in: marks that
 * are composed with the character before, Hangul letters, the sigma at the end of a word, Traditional characters.
 */
const DEPENDS = /[\p{M}\p{Cs}\u1100-\u11ff\u03a3]/u;

function entryOf(character: string): number {
  const plain = character.normalize('NFKC');
  if (plain.length !== 1 || DEPENDS.test(character) || DEPENDS.test(plain) || mayChange(plain)) return BY_RULES;
  const folded = plain.toLowerCase();
  if (folded.length !== 1 || DEPENDS.test(folded)) return BY_RULES;
  if (/\s/u.test(folded)) return BLANK;
  if (DROPPED.test(folded)) return MARK;
  const code = folded.charCodeAt(0);
  return code > BLANK ? code : BY_RULES;
}
