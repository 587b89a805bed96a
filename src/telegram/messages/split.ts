/** @module Keeps every message within what Telegram takes, and cuts where a reader would. */

import { FormattedString } from '@grammyjs/parse-mode';

/** Longest text of a message, in UTF-16 units. */
export const MESSAGE_LIMIT = 4_096;

const BLANK_LINE = '\n\n';

/** Where to cut, best first: after a paragraph, a sentence, a clause, a word. */
const CUTS: readonly RegExp[] = [/\n/g, /[。！？!?]/g, /[；;，,、：:]/g, /\s/g];

/**
 * Puts `blocks` into as few messages as it can, a blank line between two blocks. A block is cut only if it is longer
 * than a message by itself.
 */
export function packBlocks(blocks: readonly FormattedString[], limit = MESSAGE_LIMIT): FormattedString[] {
  const messages: FormattedString[] = [];
  for (const block of blocks.flatMap((whole) => splitText(whole, limit))) {
    const last = messages.at(-1);
    if (last !== undefined && last.rawText.length + BLANK_LINE.length + block.rawText.length <= limit) {
      messages[messages.length - 1] = FormattedString.join([last, BLANK_LINE, block]);
    } else {
      messages.push(block);
    }
  }
  return messages;
}

/**
 * Cuts `text` into pieces of at most `limit` (2 or more) UTF-16 units, never inside a surrogate pair. White space at
 * the ends of a piece is dropped, since Telegram would drop it and shift the entities; pieces of nothing else are left
 * out.
 */
export function splitText(text: FormattedString, limit = MESSAGE_LIMIT): FormattedString[] {
  const pieces: FormattedString[] = [];
  let start = 0;
  while (start < text.rawText.length) {
    const end = cutBefore(text.rawText, start, limit);
    const piece = trimmed(text, start, end);
    if (piece !== null) pieces.push(piece);
    start = end;
  }
  return pieces;
}

/** Shortens `text` to `limit` UTF-16 units, the last one an ellipsis. For labels only, never for quotes. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, wholeCharacter(text, limit - 1))}…`;
}

function cutBefore(text: string, start: number, limit: number): number {
  const furthest = start + limit;
  if (furthest >= text.length) return text.length;
  const window = text.slice(start, furthest);
  for (const cut of CUTS) {
    const last = [...window.matchAll(cut)].at(-1);
    // A cut in the first half would leave a stub of a message.
    if (last !== undefined && last.index + 1 > limit / 2) return start + last.index + 1;
  }
  return Math.max(start + 1, wholeCharacter(text, furthest));
}

/** `offset`, or one less where it would part a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  const parts = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return parts ? offset - 1 : offset;
}

function trimmed(text: FormattedString, start: number, end: number): FormattedString | null {
  const raw = text.rawText.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const kept = raw.trim().length;
  return kept === 0 ? null : text.slice(start + lead, start + lead + kept);
}
