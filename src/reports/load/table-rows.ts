/** @module Cells → the text of a table row, for every format that has tables. */

/** A cell and the grid places it covers. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

/** Columns up to which spans count: broken or hostile ones must not make millions of empty cells. */
const WIDEST_GRID = 64;

/**
 * The rows of a table, cells separated by one tab. Places that a cell of another column or row covers stay empty, so
 * that cells of one column have the same number of tabs before them; empty cells at the end are dropped.
 */
export function rowTexts(rows: readonly (readonly Cell[])[]): string[] {
  /** Rows that the cell above still covers, by column. */
  let covered: number[] = [];
  return rows.map((row) => {
    const texts: string[] = [];
    const next: number[] = Array.from({ length: WIDEST_GRID }, () => 0);
    const skipCovered = () => {
      for (let rest = covered[texts.length] ?? 0; rest > 0; rest = covered[texts.length] ?? 0) {
        next[texts.length] = rest - 1;
        texts.push('');
      }
    };
    for (const cell of row) {
      skipCovered();
      const first = texts.length;
      texts.push(cell.text);
      while (texts.length < Math.min(first + cell.columns, WIDEST_GRID)) texts.push('');
      const below = Math.min(cell.rows, rows.length) - 1;
      for (let column = first; below > 0 && column < Math.min(texts.length, WIDEST_GRID); column += 1) next[column] = below;
    }
    skipCovered();
    covered = next;
    return texts.join('\t').trimEnd();
  });
}

/** What is in a cell, as lines. */
export type CellLines = readonly { readonly text: string }[];

/** A cell that is a page in itself has at least so many lines, and this share of the table's text. */
const PAGE_LINES = 4;
const PAGE_SHARE = 0.6;

/**
 * Is this a table of data, rather than a box around text or columns of layout?
 * @param rows cells of each row
 */
export function isDataTable(rows: readonly (readonly CellLines[])[], hasHeader: boolean): boolean {
  const lengths = rows.map((row) => row.map(lengthOf));
  const wide = lengths.filter((row) => row.filter((length) => length > 0).length >= 2);
  if (wide.length < (hasHeader ? 1 : 2)) return false;
  const total = lengths.flat().reduce((sum, length) => sum + length, 0);
  return !rows.some((row) => row.some((cell) => cell.length >= PAGE_LINES && lengthOf(cell) > total * PAGE_SHARE));
}

function lengthOf(cell: CellLines): number {
  return cell.reduce((sum, line) => sum + line.text.length, 0);
}

/** Joins the lines of a cell: without a space between two Chinese characters, with one otherwise. */
export function joinLines(lines: readonly string[]): string {
  let joined = '';
  for (const line of lines) {
    const text = line.replace(/\s+/g, ' ').trim();
    const tight = joined === '' || text === '' || (WIDE.test(joined.at(-1) ?? '') && WIDE.test(text[0] ?? ''));
    joined += tight ? text : ` ${text}`;
  }
  return joined;
}

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;
