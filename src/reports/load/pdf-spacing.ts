/** @module The text of one PDF line: gaps become nothing, a space or a tab. */

import type { PageItem } from './pdf-items.js';

/** Gaps in proportion to the font size. */
const WORD_GAP = 0.15;
/** Chinese next to Latin is set a quarter apart, and justified lines wider. */
const CHINESE_GAP = 0.6;
const CELL_GAP = 1.5;
/** Two figures printed over each other, one of them mostly a correction: both stay, apart. */
const OVERPRINT = -0.7;
/** 渔  业: two characters set apart to the width of three or four. */
const SPREAD_GAP = 3.2;

const WIDE = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u2018-\\u201d\\u2014\\u2026]';
const WIDE_END = new RegExp(`${WIDE}$`);
const WIDE_START = new RegExp(`^${WIDE}`);

const HAN = '[\\u3400-\\u9fff〇]';
/** Marks that may stand before letterspaced text: 一、综 合  #城 镇 */
const LEAD = '(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十]+）|\\d+[.．、]|[#—:：（(]+)?';
const SPREAD_BEFORE = new RegExp(`(?:^|\\t)${LEAD}(?:${HAN} )*${HAN}$`);
const SPREAD_AFTER = new RegExp(`^${HAN}$`);

/** Three single characters or more with a space between each two: letterspacing, not words. */
const SPREAD_RUN = new RegExp(`(?<!${WIDE})(?:${WIDE} ){2,}${WIDE}(?!${WIDE})`, 'g');
/** A whole cell of two characters, behind its number. */
const SPREAD_PAIR = new RegExp(`(^|\\t)(${LEAD})(${HAN}) (${HAN})(?=\\t|$)`, 'g');

/** So many spaces between Chinese characters in a run of text without tab: a justified line, not words. */
const JUSTIFIED_SPACES = 3;
const INNER_SPACE = new RegExp(`(?<=${WIDE}) (?=${WIDE})`, 'g');

const MIXED_SPACE = new RegExp(`(?<=${WIDE}) (?=[\\w+%-])|(?<=[\\w%]) (?=${WIDE})`, 'g');

/** A caption and its number are no cells. */
const CAPTION = /^(?:续?表|专栏|图)\s*\d+(?:[-—.]\d+)*$/;

/** Joins the items of a line, which are sorted by x. Text that is printed twice to look bold is taken once. */
export function spaceOut(items: readonly PageItem[]): string {
  let text = '';
  let previous: PageItem | null = null;
  for (const item of items) {
    const piece = tidy(item.text);
    if (previous !== null) {
      if (item.text === previous.text && Math.abs(item.x - previous.x) < 0.3 * item.size) continue;
      text += separator(text, piece, previous, item);
    }
    text += piece;
    previous = item;
  }
  return joinSpread(text).trim();
}

function separator(text: string, piece: string, previous: PageItem, item: PageItem): '' | ' ' | '\t' {
  const gap = (item.x - previous.x - previous.width) / Math.min(previous.size, item.size);
  const isWide = WIDE_END.test(text.slice(-1)) || WIDE_START.test(piece);
  if (!isWide && gap < OVERPRINT) return ' ';
  if (gap < (isWide ? CHINESE_GAP : WORD_GAP)) return '';
  if (gap < CELL_GAP) return ' ';
  if (CAPTION.test(text)) return ' ';
  // Only the end matters, and a line may be long.
  const isSpread = gap < SPREAD_GAP && SPREAD_AFTER.test(piece) && SPREAD_BEFORE.test(text.slice(-40));
  return isSpread ? ' ' : '\t';
}

/** Spaces inside an item are gaps that the PDF reader found; those between Chinese and Latin are mostly typography. */
function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replace(MIXED_SPACE, '');
}

/** Takes the spaces out of letterspaced text: 第 二 产 业 → 第二产业. */
function joinSpread(text: string): string {
  return text
    .split('\t')
    .map((cell) => ((cell.match(INNER_SPACE)?.length ?? 0) >= JUSTIFIED_SPACES ? cell.replace(INNER_SPACE, '') : cell))
    .join('\t')
    .replace(SPREAD_RUN, (run) => run.replaceAll(' ', ''))
    .replace(SPREAD_PAIR, (_, start: string, lead: string, first: string, second: string) => start + lead + first + second);
}
