/**
 * @module Search keys: folding and lexical terms. What is made here is for matching only and is never shown.
 */

import { fold } from './fold.js';

/** Raise when terms or folding change: an index made by another analyser is rebuilt. */
export const ANALYSER_VERSION = 2;

const RUN = /\p{Script=Han}+|[a-z]+(?:[-.+][a-z]+)*|\d+(?:\.\d+)?%?/gu;

/**
 * Lexical terms of a text: every overlapping pair of Chinese characters (a lone character as itself), Latin words and
 * numbers whole. White space between Chinese characters does not break a run.
 */
export function terms(text: string): string[] {
  const folded = fold(text).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const found: string[] = [];
  for (const [run] of folded.matchAll(RUN)) {
    if (!/^\p{Script=Han}/u.test(run) || run.length === 1) {
      found.push(run);
      continue;
    }
    for (let i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2));
  }
  return found;
}
