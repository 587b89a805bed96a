/** @module A message taken apart into lines of runs, as its entities mark them. */

import type { Shown } from '../../test/support/telegram-rules.js';

export interface Segment {
  readonly text: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isCode: boolean;
  readonly isLink: boolean;
}

export interface Line {
  readonly segments: readonly Segment[];
  readonly isQuote: boolean;
}

const STYLES = { isBold: ['bold'], isItalic: ['italic'], isCode: ['pre', 'code'], isLink: ['text_link', 'url', 'mention', 'bot_command'] } as const;
const QUOTES = ['blockquote', 'expandable_blockquote'];

/** The lines of `message`, each of runs of one style. */
export function linesOf({ text, entities }: Pick<Shown, 'text' | 'entities'>): Line[] {
  const isWithin = (types: readonly string[], at: number): boolean => entities.some(({ type, offset, length }) => types.includes(type) && at >= offset && at < offset + length);
  const cuts = new Set(entities.flatMap(({ offset, length }) => [offset, offset + length]));
  const lines: Line[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    const inner = [at, ...[...cuts].filter((cut) => cut > at && cut < end).sort((a, b) => a - b), end];
    const segments = inner.slice(0, -1).map((start, index) => ({
      text: text.slice(start, inner[index + 1]),
      isBold: isWithin(STYLES.isBold, start),
      isItalic: isWithin(STYLES.isItalic, start),
      isCode: isWithin(STYLES.isCode, start),
      isLink: isWithin(STYLES.isLink, start),
    }));
    lines.push({ segments: segments.filter(({ text: words }) => words !== ''), isQuote: isWithin(QUOTES, at) });
    at = end + 1;
  }
  return lines;
}
