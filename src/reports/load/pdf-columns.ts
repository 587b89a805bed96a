/** @module Pages set in two columns of prose, such as gazettes: their lines must not run across. */

import type { PageItem } from './pdf-items.js';
import type { PageLine } from './pdf-lines.js';

/** Where the gap between two columns may be, as shares of the width of the text. */
const GAP_FROM = 0.35;
const GAP_TO = 0.65;

/** Lines on each side, and characters of them on average: cells of a table are shorter than lines of prose. */
const LEAST_LINES = 8;
const LEAST_LENGTH = 14;

/** Part of a page: lines as they are, or the items of a column. */
export type PagePart =
  | { readonly split: false; readonly lines: readonly PageLine[] }
  | { readonly split: true; readonly items: readonly PageItem[] };

/** Two-column stretches of a page taken apart, left before right; everything else as it is. */
export function splitColumns(lines: readonly PageLine[]): PagePart[] {
  const gap = findGap(lines);
  if (gap === null) return [{ split: false, lines }];
  const parts: PagePart[] = [];
  let across: PageLine[] = [];
  let left: PageItem[] = [];
  let right: PageItem[] = [];
  const flush = () => {
    if (across.length > 0) parts.push({ split: false, lines: across });
    if (left.length > 0) parts.push({ split: true, items: left });
    if (right.length > 0) parts.push({ split: true, items: right });
    across = [];
    left = [];
    right = [];
  };
  for (const line of lines) {
    if (crosses(line, gap)) {
      if (left.length + right.length > 0) flush();
      across.push(line);
    } else {
      if (across.length > 0) flush();
      for (const item of line.items) (item.x < gap ? left : right).push(item);
    }
  }
  flush();
  return parts;
}

/** The x between two columns, or null on a page without. */
function findGap(lines: readonly PageLine[]): number | null {
  if (lines.length < LEAST_LINES) return null;
  let start = Infinity;
  let end = -Infinity;
  for (const item of lines.flatMap((line) => line.items)) {
    start = Math.min(start, item.x);
    end = Math.max(end, item.x + item.width);
  }
  const width = end - start;
  const middle = lines.flatMap((line) => gapsOf(line)).filter((x) => x > start + GAP_FROM * width && x < start + GAP_TO * width);
  for (const gap of new Set([start + width / 2, median(middle)])) if (isGap(lines, gap)) return gap;
  return null;
}

function isGap(lines: readonly PageLine[], gap: number): boolean {
  const apart = lines.filter((line) => !crosses(line, gap));
  const left = apart.map((line) => lengthOf(line.items.filter((item) => item.x < gap))).filter((length) => length > 0);
  const right = apart.map((line) => lengthOf(line.items.filter((item) => item.x >= gap))).filter((length) => length > 0);
  return (
    apart.length > lines.length * 0.7 &&
    [left, right].every((side) => side.length >= LEAST_LINES && sum(side) / side.length >= LEAST_LENGTH)
  );
}

function crosses(line: PageLine, gap: number): boolean {
  return line.items.some((item) => item.x < gap - 1 && item.x + item.width > gap + 1);
}

/** Middles of the gaps between the items of a line. */
function gapsOf(line: PageLine): number[] {
  const items = line.items.toSorted((a, b) => a.x - b.x);
  return items.flatMap((item, index) => {
    const next = items[index + 1];
    const from = item.x + item.width;
    return next !== undefined && next.x - from > item.size ? [(from + next.x) / 2] : [];
  });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function lengthOf(items: readonly PageItem[]): number {
  return sum(items.map((item) => item.text.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
