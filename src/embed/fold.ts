/** @module The text a model sees: folded so that 地區 and 地区, ＧＤＰ and gdp are one. Search keys only, never quotes. */

import { simplify } from './simplify.js';

/** Control and format characters, zero-width ones among them: PDF text is full of them, and no word needs them. */
const INVISIBLE = /\p{Cf}|[^\P{Cc}\s]/gu;

/** Compatibility forms (NFKC), Traditional characters, capitals and invisible characters folded away. */
export function foldText(text: string): string {
  return simplify(text.replace(INVISIBLE, '').normalize('NFKC'), 't').toLowerCase();
}
