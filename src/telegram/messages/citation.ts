/** @module One quote as a message shows it: what it needs to be understood, the words, and where they stand. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { Citation, PassageView, ReportRef } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { shorten } from './split.js';

/** Longest heading in a citation line and longest stem above a quote: both only help to find and read the quote. */
const HEADING_LIMIT = 40;
const STEM_LIMIT = 300;

/** What a citation and a passage have in common. */
export type Located = Pick<PassageView, 'report' | 'section' | 'lines' | 'stem'> & { readonly page?: number };

/** A run of characters to set in bold: `[start, end)`. */
export type Range = readonly [start: number, end: number];

/** `第43–45行`, with the page where there is one. */
export function placeOf(located: Pick<Located, 'lines' | 'page'>, t: Translate): string {
  const [first, last] = located.lines;
  const lines =
    first === last ? t('line', { line: String(first) }) : t('lines', { first: String(first), last: String(last) });
  return located.page === undefined ? lines : `${lines} · ${t('page', { page: String(located.page) })}`;
}

/** `一、2023年执行情况 › （一）产业转型`; empty before the first heading. */
export function sectionPath(section: readonly string[]): string {
  return section.map((heading) => shorten(heading, HEADING_LIMIT)).join(' › ');
}

/** The report as a person would write it: 《name》. */
export function reportName(report: ReportRef): string {
  return `《${report.name}》`;
}

/** `《name》 · section path · lines`: the line below a quote. `number` stands before it where there are several. */
export function citationLine(located: Located, number: number | null, t: Translate): string {
  const parts = [reportName(located.report), sectionPath(located.section), placeOf(located, t)].filter(Boolean);
  return `${number === null ? '' : `[${number}] `}${parts.join(' · ')}`;
}

/** The words of a quote, `bold` runs of it bold. White space at its ends is left out. */
export function quoted(text: string, bold: readonly Range[], style: 'expandable' | 'open'): FormattedString {
  const runs: FormattedString[] = [];
  let from = 0;
  for (const [start, end] of bold) {
    if (start < from || end <= start || end > text.length) continue;
    runs.push(new FormattedString(text.slice(from, start)), FormattedString.bold(text.slice(start, end)));
    from = end;
  }
  runs.push(new FormattedString(text.slice(from)));
  const words = trimEnds(FormattedString.join(runs));
  return style === 'expandable' ? FormattedString.expandableBlockquote(words) : FormattedString.blockquote(words);
}

/** A citation as a block of a message: stem, quote, citation line. */
export function citationBlock(citation: Citation, number: number | null, t: Translate): FormattedString {
  const quote = quoted(citation.quote, [citation.highlightRange], 'expandable');
  return withPlace(citation, quote, number, t);
}

/** A quote between what it needs to be understood (plain) and where it stands. */
export function withPlace(
  located: Located,
  quote: FormattedString,
  number: number | null,
  t: Translate,
): FormattedString {
  return FormattedString.join([...shortStem(located.stem), quote, citationLine(located, number, t)], '\n');
}

/** A stem as the line above a quote, or nothing. */
export function shortStem(stem: string | null): string[] {
  const words = stem?.trim();
  return words ? [shorten(words, STEM_LIMIT)] : [];
}

function trimEnds(text: FormattedString): FormattedString {
  const lead = text.rawText.length - text.rawText.trimStart().length;
  return text.slice(lead, lead + text.rawText.trim().length);
}
