/** @module Which blocks of a page are its content. When in doubt a block stays: lost report text is worse than a stray link. */

import type { SourceLine } from '../types.js';
import type { Page } from './html-blocks.js';
import type { Block } from './html-elements.js';

/** Characters of a block that can only be prose. */
const PROSE_LENGTH = 40;

const BREADCRUMB = /^(?:您?(?:现在|当前|目前)?(?:所在)?的?位置(?:是)?)\s*[：:]/;

/** Foot lines of a site that are no links. */
const IMPRINT = /ICP备|公网安备|网站标识码|版权所有|^(?:扫一扫|分享到|打印本页|关闭窗口)/i;

/** Lines in whose text the title of the page is looked for. */
const TITLE_LINES = 40;

/** Number of a note behind a title. */
const NOTE_MARK = /(?:\[\d+\]|\*)\s*$/;

/** The lines of a page without its navigation; with the title that its head states where its text lacks it. */
export function selectContent(page: Page): SourceLine[] {
  const kept = withoutNavigation(withoutSetApart(page.blocks));
  const blocks = kept.length > 0 ? kept : page.blocks;
  const lines = blocks.map((block): SourceLine => {
    const { text, heading, tableRow } = block;
    return { text, ...(heading !== undefined && { heading }), ...(tableRow && { tableRow }) };
  });
  if (lines.length > 0 && !hasTitle(lines, page.title)) lines.unshift({ text: collapse(page.title) });
  return lines;
}

/** Drops what is marked as navigation or hidden, unless that is most of the page. */
function withoutSetApart(blocks: readonly Block[]): readonly Block[] {
  const rest = blocks.filter((block) => !block.apart);
  return length(rest) * 2 >= length(blocks) ? rest : blocks;
}

/** Drops link lists, breadcrumbs and imprint before the first and after the last paragraph of prose. */
function withoutNavigation(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex(isProse);
  if (first < 0) return blocks;
  const last = blocks.findLastIndex(isProse);
  return blocks.filter((block, index) => {
    if (index >= first && index <= last) return true;
    if (block.linked * 2 > block.text.length && block.heading !== 1) return false;
    return !BREADCRUMB.test(block.text) && !(index > last && IMPRINT.test(block.text));
  });
}

function isProse(block: Block): boolean {
  if (block.linked * 3 > block.text.length || IMPRINT.test(block.text)) return false;
  return block.tableRow === true || (block.text.length >= PROSE_LENGTH && /[，。；、]/.test(block.text));
}

/** A title may stand over several lines, and `<title>` has the name of the site after it. */
function hasTitle(lines: readonly SourceLine[], title: string): boolean {
  const wanted = collapse(title).replace(/\s/g, '');
  if (!/[\u4e00-\u9fff]{4}/.test(wanted)) return true;
  return lines.slice(0, TITLE_LINES).some((line) => {
    const text = line.text.replace(NOTE_MARK, '').replace(/\s/g, '');
    return text.length >= 4 && (wanted.includes(text) || text.includes(wanted));
  });
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function length(blocks: readonly Block[]): number {
  return blocks.reduce((total, block) => total + block.text.length, 0);
}
