/** @module Which years a report tells of: those whose results it reviews and those whose targets it sets. */

import type { Line } from './lines.js';
import { headingNumber } from './numbering.js';
import { fiveYearPlan, parseNumeral } from './numerals.js';
import { yearMentions } from './period.js';
import type { Period, ReportKind } from './types.js';

const REVIEW = /回顾|总结|执行情况|完成情况|过去|以来|成就|成绩|工作情况/u;
/** Headings that name longer stretches than this are history, not review. */
const LONGEST_REVIEW = 9;

export interface Years {
  /** Years whose results are told, ascending. */
  readonly years: readonly number[];
  /** Years whose targets are set, ascending. */
  readonly targetYears: readonly number[];
}

export interface YearSource {
  readonly kind: ReportKind;
  readonly title: string;
  /** The title stands in the text; a file name is asked last. */
  readonly titled: boolean;
  readonly date: string | null;
  readonly headings: readonly string[];
  readonly opening: string;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const sorted = (years: Iterable<number>): number[] => [...new Set(years)].sort((a, b) => a - b);

/** Texts of the outermost numbered headings of a document, in order. */
export function outerHeadings(lines: readonly Line[]): string[] {
  const outer = new Set(['part', 'chapter', 'ideographic']);
  return lines.filter((line) => outer.has(headingNumber(line.text)?.scheme ?? '')).map((line) => line.text.slice(0, 60));
}

function plannedYears(title: string, named: readonly number[]): Years | null {
  const ordinal = /第(十[一二三四五六七八九]?|二十[一二三]?)个五年/u.exec(title)?.[1];
  const stretch = (ordinal ? fiveYearPlan(parseNumeral(ordinal) ?? 0) : null)
    ?? yearMentions(title).find((mention) => mention.how === 'plan' || mention.to - mention.from >= 3);
  if (!stretch) return null;
  const far = named.filter((year) => year > stretch.to);
  return { years: range(stretch.from - 5, stretch.from - 1), targetYears: [...range(stretch.from, stretch.to), ...far] };
}

function headingYears(headings: readonly string[]): { reviewed: number[]; aimed: number[] } {
  const reviewed: number[] = [];
  const aimed: number[] = [];
  for (const heading of headings) {
    const into = REVIEW.test(heading) ? reviewed : aimed;
    for (const { how, from, to } of yearMentions(heading)) if (how === 'explicit') into.push(...range(from, Math.min(to, from + LONGEST_REVIEW)));
  }
  return { reviewed, aimed };
}

/** The year in which a report is given; one given in the last weeks of a year sets the next year's tasks. */
function yearGiven(date: string | null): number | null {
  if (date === null) return null;
  const [year, month = '1'] = date.split('-');
  return Number(year) + (Number(month) >= 12 ? 1 : 0);
}

/** Years reviewed and aimed at. */
export function yearsOf({ kind, title, titled, date, headings, opening }: YearSource): Years {
  const named = yearMentions(title).filter((mention) => mention.how === 'explicit' && mention.from === mention.to).map((mention) => mention.from);
  const inTitle = titled ? named : [];
  if (kind === '规划纲要') {
    const planned = plannedYears(title, named);
    if (planned) return planned;
  }
  if (kind === '统计公报') {
    const told = yearMentions(opening).find((mention) => mention.how === 'explicit');
    return { years: sorted(inTitle.length > 0 ? inTitle : told ? [told.from] : named), targetYears: [] };
  }
  if ((kind === '计划报告' || kind === '预算报告') && inTitle.length > 0) {
    const done = Math.min(...inTitle);
    const later = inTitle.filter((year) => year > done);
    return { years: [done], targetYears: later.length > 0 ? sorted(later) : /草案(?!.{0,4}决算)|安排|打算/u.test(title) && !/决算/u.test(title) ? [done + 1] : [] };
  }
  const { reviewed, aimed } = headingYears(headings);
  if (kind === '其他') return otherYears(title, inTitle, aimed, yearGiven(date));
  return annualYears(reviewed, aimed, yearGiven(date) ?? inTitle[0] ?? null, named[0] ?? null, yearMentions(opening)[0] ?? null);
}

/** A work report is given early in the year whose tasks it sets. */
function annualYears(reviewed: readonly number[], aimed: readonly number[], given: number | null, named: number | null, told: Period | null): Years {
  // What the headings say goes first: a report of December may still review the year that ends.
  const after = reviewed.length > 0 ? Math.max(...reviewed) + 1 : null;
  const near = after !== null && (given === null || Math.abs(after - given) <= 1) ? after : null;
  const current = near ?? given ?? (aimed.length > 0 ? Math.min(...aimed) : null) ?? named ?? (told?.from === told?.to ? told?.to : null) ?? null;
  if (current === null) return { years: [], targetYears: [] };
  const years = sorted(reviewed.filter((year) => year < current));
  return { years: years.length > 0 ? years : [current - 1], targetYears: sorted([...aimed.filter((year) => year >= current), current]) };
}

function otherYears(title: string, inTitle: readonly number[], aimed: readonly number[], given: number | null): Years {
  const past = inTitle.filter((year) => given === null || year <= given);
  if (/总结/u.test(title) && inTitle.length > 0) {
    const done = Math.min(...inTitle);
    return { years: [done], targetYears: sorted([...inTitle, ...aimed].filter((year) => year > done)) };
  }
  const planned = yearMentions(title).filter((mention) => mention.to > mention.from).flatMap(({ from, to }) => range(from, to));
  return { years: sorted(past), targetYears: sorted([...planned, ...aimed.filter((year) => given === null || year >= given)]) };
}
