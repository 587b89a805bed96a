/** @module Blocks laid out as one text, with a map from every character back to its source line. */

import type { Block, Piece } from './blocks.js';
import type { LineMap } from './types.js';

export interface LaidOutBlock {
  readonly block: Block;
  /** Offsets in the text: `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

const LATIN = /[\p{Script=Latin}]/u;

function join(before: string, after: string): string {
  return LATIN.test(before) && LATIN.test(after) ? ' ' : '';
}

/** Joins the pieces of each block, one block a line. */
export function layOut(blocks: readonly Block[]): { text: string; lineMap: LineMap; blocks: LaidOutBlock[] } {
  const parts: string[] = [];
  const offsets: number[] = [];
  const lines: number[] = [];
  const pages: number[] = [];
  const laidOut: LaidOutBlock[] = [];
  let at = 0;
  const push = (text: string): void => {
    parts.push(text);
    at += text.length;
  };
  for (const block of blocks) {
    if (at > 0) push('\n');
    const start = at;
    let previous: Piece | null = null;
    for (const piece of block.pieces) {
      if (previous) push(join(previous.text.slice(-1), piece.text.slice(0, 1)));
      offsets.push(at);
      lines.push(piece.line);
      pages.push(piece.page ?? 0);
      push(piece.text);
      previous = piece;
    }
    laidOut.push({ block, start, end: at });
  }
  const paged = pages.some((page) => page > 0);
  return { text: parts.join(''), lineMap: paged ? { offsets, lines, pages } : { offsets, lines }, blocks: laidOut };
}

function entryAt(map: LineMap, offset: number): number {
  let low = 0;
  let high = map.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (map.offsets[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First and last 1-based source line of `[start, end)` of `Report.text`. */
export function linesOf(map: LineMap, start: number, end: number): readonly [first: number, last: number] {
  const first = map.lines[entryAt(map, start)] ?? 1;
  return [first, map.lines[entryAt(map, Math.max(start, end - 1))] ?? first];
}

/** 1-based page on which `offset` of `Report.text` stands; undefined where the format has no pages. */
export function pageOf(map: LineMap, offset: number): number | undefined {
  return map.pages?.[entryAt(map, offset)] || undefined;
}
