/** @module How the lines of a file were made: hard-wrapped at a margin, or one paragraph a line. */

import type { Line } from './lines.js';
import type { SourceFormat } from './types.js';

export interface Layout {
  /** Lines were broken at a margin. */
  readonly wrapped: boolean;
  /** Columns of a full line; only where `wrapped`. */
  readonly margin: number;
  /** A line that does not end a sentence goes on in the next one (text and PDF; DOCX and HTML know their paragraphs). */
  readonly continues: boolean;
}

/** Wider than this is a paragraph, not a line of a page. */
const WIDEST_MARGIN = 130;

/** Tells the layout from the widths of the lines. */
export function measureLayout(lines: readonly Line[], format: SourceFormat): Layout {
  const widths = lines.filter((line) => line.text.length >= 10 && line.cells === null).map((line) => line.width).sort((a, b) => a - b);
  const margin = widths[Math.floor(widths.length * 0.9)] ?? 0;
  const nearMargin = widths.filter((width) => width >= margin * 0.85 && width <= margin * 1.15).length;
  const wrapped = widths.length >= 8 && margin <= WIDEST_MARGIN && nearMargin >= widths.length * 0.45;
  return { wrapped, margin: wrapped ? margin : 0, continues: format !== 'docx' && format !== 'html' };
}

/** The line reaches the margin, give or take a character that did not fit. */
export function isFull(line: Line, layout: Layout): boolean {
  return layout.wrapped && line.width >= layout.margin - 7;
}
