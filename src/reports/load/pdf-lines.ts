/** @module The lines of a PDF page, from where its items stand. */

import { splitColumns } from './pdf-columns.js';
import type { PageItem } from './pdf-items.js';
import { spaceOut } from './pdf-spacing.js';

/** Items whose heights overlap by this share of the smaller are on one line: notes and small units are, rows are not. */
const SAME_LINE_OVERLAP = 0.5;

/** Lines that a sorted item may still belong to: a raised note comes before the line it stands in. */
const OPEN_LINES = 4;

/** A line while it is gathered; its tallest item says where it stands. */
export interface PageLine {
  readonly items: PageItem[];
  tallest: PageItem;
}

/** Offsets of a paragraph's first line from the margin, in proportion to the font size; two characters is the rule. */
const INDENT_FROM = 1.4;
const INDENT_TO = 2.6;
const INDENT = '\u3000\u3000';

/** The text of each line, from top to bottom, columns one after the other. First lines of paragraphs keep an indent. */
export function pageLines(items: readonly PageItem[]): string[] {
  return splitColumns(gatherLines(items)).flatMap((part) => linesOf(part.split ? gatherLines(part.items) : part.lines));
}

function linesOf(lines: readonly PageLine[]): string[] {
  const margin = marginOf(lines);
  return lines.flatMap((line) => {
    const text = spaceOut(line.items.toSorted((a, b) => a.x - b.x));
    if (text === '') return [];
    const offset = (startOf(line) - margin) / line.tallest.size;
    return offset > INDENT_FROM && offset < INDENT_TO && !text.includes('\t') ? INDENT + text : text;
  });
}

/** Where most lines that do not start a paragraph begin: the leftmost place where at least two do. */
function marginOf(lines: readonly PageLine[]): number {
  const starts = lines.map(startOf).toSorted((a, b) => a - b);
  return starts.find((start, index) => (starts[index + 1] ?? Infinity) - start < 2) ?? starts[0] ?? 0;
}

function startOf(line: PageLine): number {
  return line.items.reduce((start, item) => Math.min(start, item.x), Infinity);
}

/** Items → lines, top to bottom. Time is that of sorting. */
export function gatherLines(items: readonly PageItem[]): PageLine[] {
  const lines: PageLine[] = [];
  for (const item of items.toSorted((a, b) => top(a) - top(b))) {
    const line = lines.slice(-OPEN_LINES).findLast((open) => overlap(open.tallest, item) >= SAME_LINE_OVERLAP);
    if (line === undefined) {
      lines.push({ items: [item], tallest: item });
    } else {
      line.items.push(item);
      if (item.size > line.tallest.size) line.tallest = item;
    }
  }
  return lines.toSorted((a, b) => a.tallest.y - b.tallest.y);
}

function overlap(a: PageItem, b: PageItem): number {
  const shared = Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
  return shared / Math.min(a.size, b.size);
}

function top(item: PageItem): number {
  return item.y - 0.8 * item.size;
}

function bottom(item: PageItem): number {
  return item.y + 0.2 * item.size;
}
