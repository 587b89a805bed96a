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
const TIME = '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?\\s?\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?';
/** Controls and imprints of the site that a text was copied from. */
const PAGE_CONTROL = new RegExp(
  '^(?:(?:打印|关闭|分享|收藏|纠错|保存|下载|返回|顶部|网站地图|联系我们|设为首页|本页|本文|窗口|页面|[|｜【】\\[\\]\\s])+|扫一扫.{0,20}(?:手机|页面?|阅读|分享)'
  + '|分享到[:：]?(?:微信|微博|新浪|腾讯|空间|好友|朋友圈|QQ|[、|｜\\s])*|【?(?:字号|字体)[:：].{0,20}'
  + '|(?:来源|信息来源|文章来源|责任编辑|编辑|浏览(?:次数|量)|点击(?:数|量|次数)?|阅读(?:次数|量)?|发布时间|发布日期|发布机构|作者)[:：][^。；]{0,120}'
  + '|(?:当前|您(?:现在|当前)?的?|所在)位置[:：]?.{0,80}|首页\\s?[>＞»].{0,80}|(?:上一篇|下一篇)[:：].{0,60}|相关(?:链接|阅读|稿件|文章|附件下载)(?:[:：].{0,20})?'
  + `|版权所有.{0,60}|.{0,30}ICP备.{0,60}|.{0,20}公网安备.{0,60}|网站标识码.{0,60}|(?:主办|承办|技术支持)(?:单位)?[:：].{0,60}|-->|${TIME}.{0,60})$`,
  'u',
);
/** Fields of the table above a document on a government site. */
const RECORD_FIELD = /^(?:索引号|主题分类|主题词|发文机关|发文字号|发文日期|成文日期|标题|文号|信息分类|信息名称|信息类别|公开方式|公开时限|公开日期|公开范围|生成日期|有效性|时效性|效力状态|体裁分类|组配分类|发布机关)[:：]/u;
/** Longer lines are no furniture but text. */
const LONGEST_FURNITURE = 300;
/** Records stand among the first lines. */
const RECORD_LINES = 60;
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
    const onPage = pages.get(line.page);
    if (onPage) onPage.push(at);
    else pages.set(line.page, [at]);
  });
  if (pages.size < 3) return new Set();
  const edges = new Map<string, number[]>();
  for (const at of pages.values()) {
    for (const index of new Set([...at.slice(0, 2), ...at.slice(-2)])) {
      const key = lines[index]!.text.replace(/\d+/gu, '#');
      if (key.length > 40) continue;
      const alike = edges.get(key);
      if (alike) alike.push(index);
      else edges.set(key, [index]);
    }
  }
  const repeated = [...edges.values()].filter((at) => at.length >= Math.max(3, pages.size / 3));
  return new Set(repeated.flat());
}

/** Longest line of a table of contents, leaders included. */
const LONGEST_ENTRY = 200;

const withoutPage = (entry: string): string => entry.replace(/[\s\d.…·]+$/u, '');

/** Lines of a table of contents: from 目录 on while lines look like entries, or any line with dot leaders. */
function tableOfContents(lines: readonly Line[]): Set<number> {
  const contents = new Set<number>();
  const later = new Map<string, number>();
  const short = (line: Line): boolean => line.text.length <= LONGEST_ENTRY;
  lines.forEach((line, at) => {
    if (short(line)) later.set(withoutPage(line.text), at);
  });
  lines.forEach((line, at) => {
    if (short(line) && DOT_LEADER.test(line.cells ? line.cells.join('') : line.text)) contents.add(at);
  });
  const title = lines.findIndex((line) => CONTENTS_TITLE.test(line.text));
  if (title < 0) return contents;
  contents.add(title);
  const entries = new Set<string>();
  for (let at = title + 1; at < lines.length; at++) {
    const { text } = lines[at]!;
    if (text === '') continue;
    if (text.length > LONGEST_ENTRY) break;
    const entry = withoutPage(text.replace(/\t/gu, ''));
    if (!contents.has(at)) {
      const repeats = (later.get(entry) ?? at) > at && !/[。；]/u.test(text);
      const numbered = NUMBERED.test(text) && !/[。；]/u.test(text) && /\d$/u.test(text);
      // The first entry that comes again is the first heading of the text.
      if ((!repeats && !numbered && !PAGE_NUMBER.test(text)) || (!numbered && entries.has(entry))) break;
      contents.add(at);
    }
    entries.add(entry);
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
    if (line.text.length > LONGEST_FURNITURE) return;
    if (DASHED_PAGE_NUMBER.test(line.text) || LINK.test(line.text) || PAGE_CONTROL.test(line.text)) furniture.add(at);
    else if (at < RECORD_LINES && RECORD_FIELD.test(line.text.replace(/\s+/gu, ''))) furniture.add(at);
  });
  return furniture;
}
