/** @module One quote as a message shows it: what it needs to be understood, the words, and where they stand. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { Citation, PassageView, ReportRef } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { shorten } from './split.js';
import { tableQuote } from './table-quote.js';

/** Longest heading in a citation line and longest stem above a quote: both only help to find and read the quote. */
const HEADING_LIMIT = 40;
const STEM_LIMIT = 300;
/** Telegram folds an expandable quote after three lines; the figure asked for must not be below the fold. */
const OPEN_ROWS = 10;

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

/** How a citation is set in a message. */
export interface CitationSetting {
  /** Stands before the citation line where there are several; null for a single one. */
  readonly number: number | null;
  /** The report is named above: only section and lines stand below the quote. */
  readonly isUnderReport?: boolean;
  /** Address that opens the passage; the lines lead there. */
  readonly link?: string;
  readonly t: Translate;
}

/** `[1] 《name》 · section path · lines`: the line below a quote. */
export function citationLine(located: Located, { number, isUnderReport = false, link, t }: CitationSetting): FormattedString {
  const before = [isUnderReport ? '' : reportName(located.report), sectionPath(located.section)].filter(Boolean);
  const place = placeOf(located, t);
  return FormattedString.join([
    number === null ? '' : `[${number}] `,
    before.map((part) => `${part} · `).join(''),
    link === undefined ? place : FormattedString.link(place, link),
  ]);
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

/** A citation as a block of a message: stem, quote, citation line. A table row is shown with the headers of its columns. */
export function citationBlock(citation: Citation, setting: CitationSetting): FormattedString {
  const table = tableQuote(citation.quote, citation.highlightRange, citation.stem);
  if (table === null) return withPlace(citation, quoted(citation.quote, [citation.highlightRange], 'expandable'), setting);
  const rows = table.lines > OPEN_ROWS ? FormattedString.expandableBlockquote(table.rows) : FormattedString.blockquote(table.rows);
  return withPlace({ ...citation, stem: table.stem }, rows, setting);
}

/** A quote between what it needs to be understood (italic) and where it stands. */
export function withPlace(located: Located, quote: FormattedString, setting: CitationSetting): FormattedString {
  return FormattedString.join([...stemLine(located), quote, citationLine(located, setting)], '\n');
}

/** A stem as the line above a quote, or nothing where the section path says the same. */
export function stemLine({ stem, section }: Pick<Located, 'stem' | 'section'>): FormattedString[] {
  const words = stem?.trim() ?? '';
  const isHeading = section.some((heading) => heading.trim() === words);
  return words === '' || isHeading ? [] : [FormattedString.italic(shorten(words, STEM_LIMIT))];
}

function trimEnds(text: FormattedString): FormattedString {
  const lead = text.rawText.length - text.rawText.trimStart().length;
  return text.slice(lead, lead + text.rawText.trim().length);
}
