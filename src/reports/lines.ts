/**
 * @module Lines as the parser works on them: marks taken off, white space settled, and what the file said by its marks
 * kept as flags.
 */

import type { SourceDocument, SourceLine } from './types.js';

/** A source line, or a part of one where a run of text without line breaks had to be cut. */
export interface Line {
  /** 1-based source line. */
  readonly number: number;
  readonly page: number | null;
  /** Without marks, white space settled by {@link settle}; empty for a blank line. */
  readonly text: string;
  /** Columns that the raw line takes: two for a Chinese character, one for a Latin one, indent included. */
  readonly width: number;
  /** The raw line starts with an indent: an ideographic space, or two spaces. */
  readonly indented: boolean;
  /** Level stated by the file: Markdown `#`, an HTML or DOCX heading, or 7 for a line that is bold as a whole. */
  readonly styled: number | null;
  /** Cells of a table row; null where the line is none. */
  readonly cells: readonly string[] | null;
}

const SPACE = /(?:\s|\u200b|\u200c|\u200d|\u2060|\ufeff)+/gu;
const LATIN = /[\p{Script=Latin}\p{Nd}%]/u;
/** 表3 主要指标, 专栏1 重点工程: the space after the number stays. */
const CAPTION_NUMBER = /^(?:续?表|附表|图|专栏)\s?\d{1,3}(?:[-－.]\d{1,3})?$/u;
const CHAPTER = /^(第[一二三四五六七八九十百零〇\d]+[编篇章节部分]+)(?=[^\s，。、的])/u;

/**
 * Drops white space beside Chinese characters and punctuation, keeps one space between Latin words or numbers and behind
 * the number of a caption, and puts one after 第一章.
 */
export function settle(text: string): string {
  const settled = text.trim().replace(SPACE, (gap, at: number, whole: string) => {
    const before = whole[at - 1] ?? '';
    const after = whole[at + gap.length] ?? '';
    return (LATIN.test(before) && LATIN.test(after)) || CAPTION_NUMBER.test(whole.slice(0, Math.min(at, 12))) ? ' ' : '';
  });
  return /^第.{1,5}[编篇章节部]/u.test(settled) ? settled.replace(CHAPTER, '$1 ') : settled;
}

/** Takes off Markdown and HTML marks: what is left are the report's own characters. */
function unmark(text: string): string {
  return text
    .replace(/^\s*#{1,6}\s+/u, '')
    .replace(/<\/?[a-zA-Z][^<>]{0,200}>/gu, '')
    .replace(/\*\*|__(?=\S)|(?<=\S)__/gu, '')
    .replace(/`/gu, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, '');
}

/** Columns of a text on a terminal: East Asian wide characters take two. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}

function markdownStyle(raw: string): number | null {
  const hashes = /^\s*(#{1,6})\s+\S/u.exec(raw)?.[1];
  if (hashes !== undefined) return hashes.length;
  return /^\s*(?:\*\*|<b>)[^*<]{2,60}(?:\*\*|<\/b>)\s*$/u.test(raw) ? 7 : null;
}

/** Cells of a row written with `|`, or null. */
function pipeCells(raw: string): string[] | null {
  const trimmed = raw.trim();
  if (!/^\|.*\|$/u.test(trimmed)) return null;
  return trimmed.slice(1, -1).split('|').map((cell) => settle(unmark(cell)));
}

function tableCells(line: SourceLine): readonly string[] | null {
  const pipes = pipeCells(line.text);
  if (pipes) return pipes;
  const tabs = line.text.split('\t');
  if (tabs.length < 2) return null;
  const cells = tabs.map((cell) => settle(unmark(cell)));
  if (line.tableRow) return cells;
  // A tab may also be an indent or part of a heading: a row has several cells, all of them short.
  const filled = cells.filter((cell) => cell !== '');
  const row = cells.length >= 3 && filled.length >= 1 && cells.every((cell) => cell.length <= 60);
  return row ? cells : null;
}

/** Longer lines than this are cut at wide gaps: a whole report on one line has no other sign of its paragraphs. */
const UNBROKEN = 1_000;
const WIDE_GAP = /(?<![\t ])[\t ]*(?:\u3000\u3000|\t|\u3000[ \u00a0]{1,})[\u3000\t \u00a0]*/u;
/** A place where a heading starts in a text that has neither line breaks nor gaps. */
const NUMBERED_START = /(?<=[。！？”）])(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节])[\p{Script=Han}\d“])/u;
/** Where title, date, speaker and salutation meet that stand on one line. */
const HEAD_START = /(?<=报告)(?=\s*[—–（(]*[12]\d{3}年\d{1,2}月\d{1,2}日)|(?<=会议上[）)]?)(?=\s*[\p{Script=Han}]{2,40}各位代表[：:])|(?<=会议上[）)]?)(?=\s+[\p{Script=Han}]{1,30}[长席]\s)|(?=各位代表[：:])|(?<=各位代表[：:])/u;
/** Lines among which such a head may stand. */
const HEAD_LINES = 12;
/** A heading of the usual words that runs into its text without a mark. */
const HEADING_WORDS = /^([一二三四五六七八九十]{1,3}、[^。，；：]{2,30}?(?:回顾|安排|任务|重点工作|总体要求|预期目标|情况|打算|建议))(?=[\p{Script=Han}\d“])(?!的|和|与|及|安排|情况|建议|任务)/u;

function unbrokenPieces(text: string): string[] {
  return text.split(NUMBERED_START).flatMap((part, index) => {
    if (index === 0) return part.split(HEAD_START);
    const heading = HEADING_WORDS.exec(part)?.[1];
    return heading === undefined ? [part] : [heading, part.slice(heading.length)];
  });
}

function pieces(line: SourceLine, index: number): string[] {
  if (line.tableRow) return [line.text];
  if (line.text.length < UNBROKEN) return index < HEAD_LINES ? line.text.split(HEAD_START) : [line.text];
  const byGap = line.text.split(WIDE_GAP).filter((part) => part.trim() !== '');
  return byGap.flatMap((part) => (part.length < UNBROKEN ? [part] : unbrokenPieces(part)));
}

/** All lines of a document, blank ones included, ready for the parser. */
export function readLines(document: SourceDocument): Line[] {
  const lines: Line[] = [];
  document.lines.forEach((source, index) => {
    for (const raw of pieces(source, index)) {
      const cells = tableCells(source.text === raw ? source : { text: raw });
      lines.push({
        number: index + 1,
        page: source.page ?? null,
        text: cells ? cells.join('\t') : settle(unmark(raw)),
        width: columns(raw.trimEnd()),
        indented: /^(?:\u3000|[^\S\n]{2,})/u.test(raw),
        styled: cells ? null : (source.heading ?? markdownStyle(raw)),
        cells,
      });
    }
  });
  return lines;
}
