/** @module Years in a text: 2023年, 二〇三五年, “十四五”, 2021—2025年, and 今年 or 去年 against a base year. */

import { fiveYearPlan, parseNumeral } from './numerals.js';
import type { Period } from './types.js';

/** A stretch of years as a text names it. */
export interface YearMention extends Period {
  /** Offsets in the text given. */
  readonly start: number;
  readonly end: number;
  /** `explicit` 2023年, `plan` “十四五”, `relative` 今年. */
  readonly how: 'explicit' | 'plan' | 'relative';
  /** Named only to compare with (比2022年, 较“十三五”末). */
  readonly comparison: boolean;
}

const FIRST_YEAR = 1949;
const LAST_YEAR = 2099;
const ARABIC_YEAR = '(?:[12１２][\\d０-９]{3})';
const CHINESE_YEAR = '(?:[一二][〇零○OО0一二三四五六七八九]{3})';
const YEAR = `(${ARABIC_YEAR}|${CHINESE_YEAR})`;
const RANGE = new RegExp(`${YEAR}\\s*年?\\s*(?:[-—–－~～]+|至|到)\\s*${YEAR}\\s*年?`, 'gu');
const SINGLE = new RegExp(`(?<![\\d０-９.])${YEAR}\\s*年(?!代|级|龄)`, 'gu');
/** A year without 年, as people type it in keywords (东河区 2023 PM2.5); in a report it would as often be a count. */
const BARE = new RegExp(`(?<![\\d０-９.])(20\\d\\d|19[5-9]\\d)(?![\\d.％%]|\\s*(?:万|亿|元|个|家|户|人|平方|公里|亩|吨|件|台|套|千|米|名|项|所|座))`, 'gu');
const PLAN = /[“"]?十([一二三四五六七八九])五[”"]?/gu;
const RELATIVE: readonly (readonly [RegExp, number, number])[] = [
  [/(?:今年|本年度?)/gu, 0, 0],
  [/(?:去年|上年|上一年)/gu, -1, -1],
  [/前年/gu, -2, -2],
  [/(?:明年|下一?年|来年)/gu, 1, 1],
  [/后年/gu, 2, 2],
];
const COMPARED = /(?:比|较|同比|相比于?|对比|与)[^，。；：]{0,3}$/u;

function year(text: string): number | null {
  const value = parseNumeral(/^[一二]/u.test(text) ? text.replace(/[○OО0零]/gu, '〇') : text);
  return value !== null && value >= FIRST_YEAR && value <= LAST_YEAR ? value : null;
}

export interface YearOptions {
  /** The year of 今年; without it relative words are passed over. */
  readonly base?: number | null;
  /** The text is a heading: a plan named in it counts without 期间 behind it. */
  readonly heading?: boolean;
  /** Take a year without 年 as one: for questions, not for reports. */
  readonly bare?: boolean;
}

/** Every way of naming years holds one of these: most sentences name none. */
const MAY_NAME_YEARS = new RegExp(`年|五|${YEAR}`, 'u');

/** All years named in `text`, in order. */
export function yearMentions(text: string, { base = null, bare = false }: YearOptions = {}): YearMention[] {
  if (!MAY_NAME_YEARS.test(text)) return [];
  const found: YearMention[] = [];
  const taken = (start: number, end: number): boolean => found.some((other) => start < other.end && end > other.start);
  const add = (match: RegExpMatchArray, from: number | null, to: number | null, how: YearMention['how']): void => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (from === null || to === null || from > to || taken(start, end)) return;
    found.push({ from, to, start, end, how, comparison: COMPARED.test(text.slice(Math.max(0, start - 8), start)) });
  };
  for (const match of text.matchAll(RANGE)) add(match, year(match[1]!), year(match[2]!), 'explicit');
  for (const match of text.matchAll(SINGLE)) add(match, year(match[1]!), year(match[1]!), 'explicit');
  if (bare) for (const match of text.matchAll(BARE)) add(match, year(match[1]!), year(match[1]!), 'explicit');
  for (const match of text.matchAll(PLAN)) {
    const plan = fiveYearPlan(10 + (parseNumeral(match[1]!) ?? 0));
    if (!plan) continue;
    const last = /^(?:规划)?(?:时期|期)?末/u.test(text.slice((match.index ?? 0) + match[0].length));
    add(match, last ? plan.to : plan.from, plan.to, 'plan');
  }
  if (base !== null) {
    for (const [pattern, from, to] of RELATIVE) for (const match of text.matchAll(pattern)) add(match, base + from, base + to, 'relative');
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What makes a plan a stretch of time: “十四五”期间, but not “十四五”规划 or “十二五”的开局之年. */
const AS_TIME = /^(?:规划)?(?:期间|时期|以来|这?五年|期?末|前[一二三四两]年|头[一二三四两]年)/u;

/**
 * The years that a text is about: explicit and relative years that are not mere comparisons, and plans where they stand
 * for a stretch of time; null where it names none.
 */
export function periodOf(text: string, options: YearOptions = {}): Period | null {
  if (!MAY_NAME_YEARS.test(text)) return null;
  const outsideTitles = text.replace(/《[^》]*》/gu, (title) => '　'.repeat(title.length));
  const mentions = yearMentions(outsideTitles, options).filter((mention) => !mention.comparison);
  const plain = mentions.filter((mention) => mention.how !== 'plan' || AS_TIME.test(outsideTitles.slice(mention.end)));
  const counted = plain.length > 0 || options.heading !== true ? plain : mentions;
  if (counted.length === 0) return null;
  return { from: Math.min(...counted.map((m) => m.from)), to: Math.max(...counted.map((m) => m.to)) };
}

/** Do two stretches of years share a year? */
export function overlaps(a: Period, b: Period): boolean {
  return a.from <= b.to && b.from <= a.to;
}
