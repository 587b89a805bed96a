/**
 * @module Furniture: page numbers, running heads, leaked links, tables of contents and page controls. It is no text of
 * the report, but it keeps its place in the line count.
 */

import type { Line } from './lines.js';

const PAGE_NUMBER = /^(?:[—–－―\-_·.・~～\s]*第?\s?\d{1,4}\s?页?(?:\s?[/／共]\s?\d{1,4}\s?页?)?[—–－―\-_·.・~～\s]*|[—–－―-]{1,2}\s?[ivxlcIVXLC]{1,6}\s?[—–－―-]{1,2}|[—–－]+)$/u;
const DASHED_PAGE_NUMBER = /^[—–－―-]+\s?\d{1,4}\s?[—–－―-]*$|^[—–－―-]*\s?\d{1,4}\s?[—–－―-]+$|^第\d{1,4}页(?:共\d{1,4}页)?$|^[—–－]$/u;
const LINK = /^(?:https?:\/\/|www\.)\S+$/iu;
const DOT_LEADER = /(?:[.．·…⋯。]\s?){3,}\s*\d{0,4}$|(?:[.．·…⋯]\s?){5,}/u;
const CONTENTS_TITLE = /^目录$/u;
const PAGE_CONTROL =
  /^(?:【?(?:打印|关闭|分享|收藏|纠错|返回顶部)[^。]{0,20}】?|扫一扫.{0,20}|分享到.{0,10}|字(?:号|体)[:：].{0,12}|【字体[:：].{0,20}|(?:来源|信息来源|文章来源|责任编辑|编辑|浏览次数|点击数|发布时间|发布日期|作者)[:：].{0,40}|当前位置[:：].{0,60}|您(?:现在)?的位置[:：].{0,60}|上一篇.{0,60}|下一篇.{0,60}|相关(?:链接|阅读|稿件).{0,20}|版权所有.{0,60}|.{0,20}ICP备.{0,40}|-->|\d{4}\/\d{2}\/\d{2}\d{2}:\d{2}(?::\d{2})?\s?.{0,30}|\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}(?::\d{2})?\s?.{0,30})$/u;
const NUMBERED = /^(?:第[一二三四五六七八九十百\d]+[编篇章节部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|专栏)/u;

/** Lone numbers are page numbers only where they ascend through the whole file as pages do. */
function ascendingNumbers(lines: readonly Line[]): Set<number> {
  const found: { at: number; value: number }[] = [];
  lines.forEach((line, at) => {
    if (line.cells === null && /^\d{1,4}$/u.test(line.text)) found.push({ at, value: Number(line.text) });
  });
  let steps = 0;
  for (let i = 1; i < found.length; i++) if (found[i]!.value === found[i - 1]!.value + 1) steps++;
  const paged = found.length >= 3 && steps >= 0.8 * (found.length - 1);
  return new Set(paged ? found.map(({ at }) => at) : []);
}

/** A short line that returns at the top or bottom of at least a third of the pages. */
function runningHeads(lines: readonly Line[]): Set<number> {
  const pages = new Map<number, number[]>();
  lines.forEach((line, at) => {
    if (line.page === null || line.text === '' || line.cells) return;
    pages.set(line.page, [...(pages.get(line.page) ?? []), at]);
  });
  if (pages.size < 3) return new Set();
  const edges = new Map<string, number[]>();
  for (const at of pages.values()) {
    for (const index of new Set([...at.slice(0, 2), ...at.slice(-2)])) {
      const key = lines[index]!.text.replace(/\d+/gu, '#');
      if (key.length <= 40) edges.set(key, [...(edges.get(key) ?? []), index]);
    }
  }
  const repeated = [...edges.values()].filter((at) => at.length >= Math.max(3, pages.size / 3));
  return new Set(repeated.flat());
}

/** Lines of a table of contents: from 目录 on while lines look like entries, or any line with dot leaders. */
function tableOfContents(lines: readonly Line[]): Set<number> {
  const contents = new Set<number>();
  const later = new Map<string, number>();
  lines.forEach((line, at) => later.set(line.text.replace(/[\s\d.…·]+$/u, ''), at));
  lines.forEach((line, at) => {
    if (DOT_LEADER.test(line.cells ? line.cells.join('') : line.text)) contents.add(at);
  });
  const title = lines.findIndex((line) => CONTENTS_TITLE.test(line.text));
  if (title < 0) return contents;
  contents.add(title);
  for (let at = title + 1; at < lines.length; at++) {
    const { text } = lines[at]!;
    if (text === '' || contents.has(at)) continue;
    const entry = text.replace(/\t/gu, '').replace(/[\s\d.…·]+$/u, '');
    const repeats = (later.get(entry) ?? at) > at;
    const numbered = NUMBERED.test(text) && !/[。；]/u.test(text) && /\d$/u.test(text);
    if (!repeats && !numbered && !PAGE_NUMBER.test(text)) break;
    contents.add(at);
  }
  return contents;
}

/** Indices of the lines that are furniture. */
export function findFurniture(lines: readonly Line[]): ReadonlySet<number> {
  const furniture = new Set<number>([...tableOfContents(lines), ...ascendingNumbers(lines), ...runningHeads(lines)]);
  lines.forEach((line, at) => {
    if (line.cells) {
      if (line.cells.every((cell) => /^:?-{2,}:?$/u.test(cell))) furniture.add(at);
      return;
    }
    if (DASHED_PAGE_NUMBER.test(line.text) || LINK.test(line.text) || PAGE_CONTROL.test(line.text)) furniture.add(at);
  });
  return furniture;
}
