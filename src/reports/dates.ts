/** @module Dates as reports write them: 2024年1月8日, 二〇二一年三月, ２０１０年３月５日, and 2024-01-08 in the labels of a page. */

import { parseNumeral } from './numerals.js';

const ZEROS = /[○OО0零]/gu;
const DATE = /([12]\d{3}|[一二][〇零○OО0一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?/u;
const BRACKETED_DATE = new RegExp(`[（(]${DATE.source}[）)]`, 'u');
const SLASH_DATE = /(?<!\d)([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/u;
/** Longest line that is about its date: 2024年1月8日在…第十八届人民代表大会第三次会议上. */
const LONGEST_DATE_LINE = 60;

const pad = (value: number): string => String(value).padStart(2, '0');

const flat = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

function numeral(text: string): number | null {
  return parseNumeral(/^\d+$/u.test(text) ? text : text.replace(ZEROS, '〇'));
}

function isoDate(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || month < 1 || month > 12) return null;
  if (day === null) return `${year}-${pad(month)}`;
  return day >= 1 && day <= 31 ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** The first date with a month in `text`: `YYYY-MM-DD` or `YYYY-MM`; a year alone is a reporting year, not a date. */
export function parseDate(text: string): string | null {
  const match = DATE.exec(flat(text));
  if (!match) return null;
  return isoDate(numeral(match[1]!), numeral(match[2]!), match[3] === undefined ? null : numeral(match[3]));
}

/** A date of a labelled field, which may also be written 2024-01-08 or 2024/1/8. */
export function parseLabelledDate(text: string): string | null {
  const slash = SLASH_DATE.exec(flat(text));
  return parseDate(text) ?? (slash ? isoDate(Number(slash[1]), Number(slash[2]), Number(slash[3])) : null);
}

/** Does the line say when the report was given or signed, rather than mention a date? */
export function isDateLine(text: string): boolean {
  const plain = flat(text);
  if (plain.length > LONGEST_DATE_LINE || /[。；]/u.test(plain) || parseDate(plain) === null) return false;
  return /^[—–\-（(]*[12一二]/u.test(plain) || /月(?:.{1,3}日)?[)）]?$/u.test(plain);
}

/** The line without its date: 某某市统计局2024年3月5日 → 某某市统计局. */
export function withoutDate(text: string): string {
  return text.replace(BRACKETED_DATE, '').replace(DATE, '');
}
