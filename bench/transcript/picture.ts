/**
 * @module A chat drawn as SVG from its messages: text as the entities mark it, quotes with their bar, buttons below.
 *
 * Sizes are in pixels. Fonts differ from viewer to viewer, so a line is one text with spans in it: only its end moves.
 */

import { wrap } from '../../src/cli/wrap.js';
import type { Shown } from '../../test/support/telegram-rules.js';
import type { Turn } from './conversation.js';
import { linesOf } from './entities.js';
import type { Segment } from './entities.js';

const WIDTH = 480;
const MARGIN = 14;
const PADDING = 12;
const FONT = 15;
const LINE = 23;
const GAP = 8;
const BAR = 3;
const BUTTON = { height: 34, gap: 5, font: 13.5 } as const;
/** A Chinese character is as wide as the font is high, a letter about half of it; bold and capitals want some room. */
const COLUMN = FONT * 0.52;

const COLOURS = {
  wall: '#d5e3ee', bubble: '#ffffff', own: '#e3fdd0', text: '#111111', quote: '#3a8ad8', quoteWall: '#eaf3fb', link: '#2f7cc4', button: '#6f90a8',
} as const;
const FONTS = "'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',system-ui,sans-serif";

/** A piece of the picture and how high it is; `draw` gives its SVG at a height. */
interface Piece {
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** The turns one below the other. `title` is read out where the picture cannot be seen. */
export function pictureOf(turns: readonly Turn[], title: string): string {
  const pieces = turns.flatMap(piecesOf);
  let top: number = MARGIN;
  const drawn: string[] = [];
  for (const { height, draw } of pieces) {
    drawn.push(draw(top));
    top += height + GAP;
  }
  const height = top - GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONTS}" font-size="${FONT}">`,
    `<title>${escaped(title)}</title>`,
    rectangle(0, 0, WIDTH, height, COLOURS.wall, 12),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function piecesOf(turn: Turn): Piece[] {
  if (turn.kind === 'said') return [bubble({ text: turn.text, entities: [] }, true)];
  if (turn.kind !== 'shown') return [];
  const rows = turn.message.reply_markup?.inline_keyboard ?? [];
  return [bubble(turn.message, false), ...(rows.length > 0 ? [keyboard(rows.map((row) => row.map(({ text }) => text)))] : [])];
}

interface Row {
  readonly segments: readonly Segment[];
  readonly isQuote: boolean;
}

/** A message in its bubble: one's own at the right, as wide as it needs. */
function bubble(message: Pick<Shown, 'text' | 'entities'>, isOwn: boolean): Piece {
  const most = WIDTH - 2 * MARGIN - (isOwn ? 60 : 0);
  const rows = linesOf(message).flatMap(({ segments, isQuote }) => wrapped(segments, most - 2 * PADDING - (isQuote ? 2 * PADDING : 0)).map((row): Row => ({ segments: row, isQuote })));
  const width = isOwn ? Math.min(most, Math.max(...rows.map((row) => widthOf(row.segments))) + 2 * PADDING) : most;
  const left = isOwn ? WIDTH - MARGIN - width : MARGIN;
  const tops = rows.map((_, index) => rows.slice(0, index).reduce((sum, row, at) => sum + heightOf(row, rows[at + 1]), 0));
  const height = (tops.at(-1) ?? 0) + LINE + 2 * PADDING - 4;
  return {
    height,
    draw(top) {
      const at = (index: number): number => top + PADDING - 2 + (tops[index] ?? 0);
      const quotes = runsOf(rows).map(([first, last]) => {
        const [from, to] = [at(first) - 2, at(last) + LINE + 2];
        const [x, wide] = [left + PADDING, width - 2 * PADDING];
        return rectangle(x, from, wide, to - from, COLOURS.quoteWall, 4) + rectangle(x, from, BAR, to - from, COLOURS.quote, 1.5);
      });
      const texts = rows.map(({ segments, isQuote }, index) => textLine(left + PADDING + (isQuote ? PADDING : 0), at(index) + LINE - 7, segments));
      return [rectangle(left, top, width, height, isOwn ? COLOURS.own : COLOURS.bubble, 12), ...quotes, ...texts].join('\n');
    },
  };
}

/** An empty line is half a line; a quote keeps its distance. */
function heightOf({ segments, isQuote }: Row, next: Row | undefined): number {
  const gap = next !== undefined && next.isQuote !== isQuote ? 5 : 0;
  return (segments.length === 0 ? LINE / 2 : LINE) + gap;
}

/** First and last row of each quote. */
function runsOf(rows: readonly Row[]): (readonly [first: number, last: number])[] {
  const firsts = rows.flatMap(({ isQuote }, index) => (isQuote && rows[index - 1]?.isQuote !== true ? [index] : []));
  return firsts.map((first) => {
    const end = rows.findIndex(({ isQuote }, index) => index > first && !isQuote);
    return [first, (end < 0 ? rows.length : end) - 1] as const;
  });
}

function wrapped(segments: readonly Segment[], width: number): Segment[][] {
  const text = segments.map((segment) => segment.text).join('');
  return wrap(text, Math.floor(width / COLUMN)).map(({ start, end }) => {
    let at = 0;
    return segments.flatMap((segment) => {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, segment.text.length);
      at += segment.text.length;
      return from < to ? [{ ...segment, text: segment.text.slice(from, to) }] : [];
    });
  });
}

const widthOf = (segments: readonly Segment[]): number => [...segments.map(({ text }) => text).join('')].reduce((sum, character) => sum + (character > '\u2e7f' ? FONT : COLUMN), 0);

function textLine(x: number, y: number, segments: readonly Segment[]): string {
  if (segments.length === 0) return '';
  const spans = segments.map(({ text, isBold, isItalic, isLink }) => {
    const style = [isBold ? ' font-weight="700"' : '', isItalic ? ' font-style="italic"' : '', isLink ? ` fill="${COLOURS.link}"` : ''].join('');
    return style === '' ? escaped(text) : `<tspan${style}>${escaped(text)}</tspan>`;
  });
  return `<text x="${x}" y="${y}" fill="${COLOURS.text}" xml:space="preserve">${spans.join('')}</text>`;
}

function keyboard(rows: readonly (readonly string[])[]): Piece {
  const whole = WIDTH - 2 * MARGIN;
  return {
    height: rows.length * (BUTTON.height + BUTTON.gap) - BUTTON.gap - 2,
    draw: (top) => rows.map((row, line) => row.map((label, index) => {
      const width = (whole - (row.length - 1) * BUTTON.gap) / row.length;
      const x = MARGIN + index * (width + BUTTON.gap);
      const y = top - 2 + line * (BUTTON.height + BUTTON.gap);
      const middle = `x="${x + width / 2}" y="${y + BUTTON.height / 2 + 5}" text-anchor="middle"`;
      return `${rectangle(x, y, width, BUTTON.height, COLOURS.button, 8)}<text ${middle} fill="#ffffff" font-size="${BUTTON.font}">${escaped(label)}</text>`;
    }).join('\n')).join('\n'),
  };
}

function rectangle(x: number, y: number, width: number, height: number, fill: string, radius: number): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\t', ' ');
