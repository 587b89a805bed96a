/** @module Rows of a table as a person can read them on a phone: each value behind the header of its column. */

import { FormattedString } from '@grammyjs/parse-mode';

/** Between the parts of a table's stem: title, header, group of rows. */
const STEM_PARTS = '｜';

export interface TableQuote {
  /** Each row as lines of `header` and value; the runs of the quote that are within `bold` are bold. */
  readonly rows: FormattedString;
  /** How many lines that are. */
  readonly lines: number;
  /** The parts of the stem that are not the header. */
  readonly stem: string | null;
}

/**
 * The rows of `quote` (cells separated by tabs), or null where it is no table row or its stem holds no header with as
 * many columns. Every character of the quote but white space is kept, in order; labels are the header's own words.
 */
export function tableQuote(quote: string, bold: readonly [start: number, end: number], stem: string | null): TableQuote | null {
  const parts = stem?.split(STEM_PARTS) ?? [];
  const rows = quote.split('\n').filter((row) => row.trim() !== '');
  const widths = new Set(rows.map((row) => row.split('\t').length));
  const [width = 0] = widths;
  const header = parts.map((part) => part.split(/\s+/u)).find((cells) => cells.length === width);
  if (widths.size !== 1 || width < 2 || header === undefined) return null;
  const runs: FormattedString[] = [];
  let at = 0;
  for (const row of quote.split('\n')) {
    let start = at;
    at += row.length + 1;
    if (row.trim() === '') continue;
    for (const [column, cell] of row.split('\t').entries()) {
      const isBold = start < bold[1] && start + cell.length > bold[0];
      if (cell.trim() !== '') runs.push(labelled(column === 0 ? '' : (header[column] ?? ''), cell.trim(), isBold));
      start += cell.length + 1;
    }
  }
  const rest = parts.filter((part) => part.split(/\s+/u).join(' ') !== header.join(' ')).join(STEM_PARTS);
  return { rows: FormattedString.join(runs, '\n'), lines: runs.length, stem: rest || null };
}

/** The first column names the row and needs no label. */
function labelled(label: string, value: string, isBold: boolean): FormattedString {
  const words = isBold ? FormattedString.bold(value) : new FormattedString(value);
  return label === '' ? words : FormattedString.join([`${label}\u3000`, words]);
}
