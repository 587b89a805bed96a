/** @module Title, date, issuer, place, kind and years of a report, from its text. */

import type { Line } from './lines.js';
import { headingNumber, namedHeading } from './numbering.js';
import { fiveYearPlan, parseNumeral } from './numerals.js';
import { yearMentions } from './period.js';
import { placesAtStart, type PlaceChain } from './places.js';
import type { ReportKind } from './types.js';

export interface Metadata {
  readonly title: string;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly region: string | null;
  readonly parents: readonly string[];
  readonly kind: ReportKind;
  readonly years: readonly number[];
  readonly targetYears: readonly number[];
  /** Index into the lines of the first one after title, date and issuer. */
  readonly headEnd: number;
}

const SALUTATION = /^(?:各位(?:代表|委员|同志)|同志们|主任)/u;
const TITLE_END = /(?:报告|纲要|公报|规划|方案|通知|意见|要点|决议|决定|办法|计划|白皮书|安排)(?:[（(](?:草案|修订稿|全文|摘要|征求意见稿|公开版)[）)])?$/u;
const DATE = /([12]\d{3}|[一二][〇零○O一二三四五六七八九]{3})年(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?/u;
const SLASH_DATE = /([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})/u;
const OFFICER = /^(.{0,30}?(?:区|市|县|旗|州|省|盟)长|国务院总理|.{0,20}自治区主席|.{0,24}(?:主任|局长|厅长))[\s　]*(\p{Script=Han}[\p{Script=Han}·\s]{1,12})$/u;
const ISSUER = /(?:人民政府|委员会|统计局|财政局|财政厅|发改委|国务院|办公厅|办公室|调查总?队|[局厅])$/u;
const LABEL = /^(?:标\s*题|发文机关|成文日期|发布机构|制发机关|发文单位|发布单位)[:：]\s*(.+)$/u;
const MEETING = /(?:人民代表大会|人大|会议).{0,20}(?:文件|材料|会议|上)[（(]?[之一二三四五六七八九十\d]*[)）]?$/u;
const CONGRESS = /(?:在)?(\p{Script=Han}{2,30}?)第?[一二三四五六七八九十\d]{1,3}届(?:人民代表大会|人大|全国人民代表大会)/u;

const pad = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD`, `YYYY-MM` or null: a year alone is a reporting year, not a date. */
function parseDate(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const match = DATE.exec(plain);
  if (match?.[2]) {
    const [year, month, day] = [match[1], match[2], match[3]].map((part) => (part ? parseNumeral(part.replace(/[○O]/gu, '〇')) : null));
    if (year == null || month == null || month < 1 || month > 12) return null;
    return day ? `${year}-${pad(month)}-${pad(day)}` : `${year}-${pad(month)}`;
  }
  const slash = SLASH_DATE.exec(plain);
  return slash ? `${slash[1]}-${pad(Number(slash[2]))}-${pad(Number(slash[3]))}` : null;
}

interface Head {
  readonly lines: readonly { readonly text: string; readonly at: number }[];
  readonly end: number;
}

/** The lines before the salutation, the first heading or the first paragraph of prose. */
function findHead(lines: readonly Line[], furniture: ReadonlySet<number>): Head {
  const found: { text: string; at: number }[] = [];
  let end = 0;
  for (const [at, line] of lines.entries()) {
    if (line.text === '') continue;
    const { text } = line;
    if (SALUTATION.test(text) || namedHeading(text) === 'glossary') break;
    if (furniture.has(at)) {
      found.push({ text, at });
      continue;
    }
    const number = headingNumber(text);
    if (number && number.value === 1 && number.scheme !== 'arabic' && number.scheme !== 'bracketed-arabic') break;
    const prose = (text.match(/[，。；]/gu)?.length ?? 0) >= 2 && text.length > 24;
    if (prose || found.length >= 40) break;
    found.push({ text, at });
    end = at + 1;
  }
  return { lines: found, end };
}

const isDateLine = (text: string): boolean => parseDate(text) !== null && text.replace(/\s/gu, '').length <= 60 && (/^[—–\-（(]*[12１２一二]/u.test(text) || /月.{0,6}[日）)]?$/u.test(text));

function findTitle(head: Head): { title: string; first: number; last: number } | null {
  const { lines } = head;
  const labelled = lines.find(({ text }) => /^标\s*题[:：]/u.test(text));
  for (let first = 0; first < lines.length; first++) {
    let joined = '';
    let best: { title: string; first: number; last: number } | null = null;
    for (let last = first; last < Math.min(lines.length, first + 6); last++) {
      const { text } = lines[last]!;
      if (isDateLine(text) || OFFICER.test(text) || LABEL.test(text) || /^[（(]?.{0,8}(?:来源|发布)/u.test(text)) break;
      if (last === first && (MEETING.test(text) || /^国发|^〔|号$/u.test(text))) break;
      if (last > first && ISSUER.test(text) && !TITLE_END.test(text)) break;
      joined += text;
      if (TITLE_END.test(joined) && joined.length >= 4 && joined.length <= 90) best = { title: joined, first, last };
    }
    if (best) return best;
  }
  return labelled ? { title: labelled.text.replace(/^标\s*题[:：]\s*/u, ''), first: -1, last: -1 } : null;
}

const KINDS: readonly (readonly [ReportKind, RegExp])[] = [
  ['预算报告', /预算|决算/u],
  ['计划报告', /(?:国民经济和社会发展|经济社会发展)(?:计划|规划)?.{0,6}(?:计划|规划)?执行情况|计划草案的报告|规划草案的报告/u],
  ['规划纲要', /规划纲要|五年规划|规划和.{0,12}纲要|远景目标纲要/u],
  ['统计公报', /统计公报/u],
  ['政府工作报告', /政府工作(?:的)?报告|工作报告/u],
];

function kindOf(title: string, opening: string): ReportKind {
  for (const [kind, pattern] of KINDS) if (pattern.test(title)) return kind;
  if (/(?:代表.{0,12}(?:人民)?政府|国务院).{0,12}报告(?:政府)?工作|作政府工作报告/u.test(opening)) return '政府工作报告';
  if (/根据.{0,30}(?:统计|核算)结果/u.test(opening)) return '统计公报';
  return '其他';
}

const NATIONAL = /国务院|全国人民代表大会|国家统计局|中华人民共和国/u;

function longest(chains: readonly PlaceChain[]): PlaceChain {
  return chains.reduce<PlaceChain>((best, chain) => (chain.length > best.length ? chain : best), []);
}

/** The chain of places the report is about: from the congress it was given to, its title, its issuer, at last its text. */
function placeOf(title: string, head: Head, issuer: string | null, body: readonly Line[]): PlaceChain {
  const headText = head.lines.map(({ text }) => text.replace(/\s+/gu, '')).join('\n');
  const congress = CONGRESS.exec(headText.replace(/\n/gu, ''))?.[1];
  const own = [
    congress ? placesAtStart(congress.replace(/^.*?在/u, '')) : [],
    placesAtStart(title.replace(/^(?:关于)?(?:[12]\d{3}年?)?/u, '')),
    issuer ? placesAtStart(issuer) : [],
  ];
  const chain = longest(own);
  if (chain.length > 0) return chain;
  if (NATIONAL.test(headText) || NATIONAL.test(issuer ?? '')) return ['全国'];
  const opening = body.slice(0, 60).map((line) => line.text).join('');
  const office = /(\p{Script=Han}{2,12}?[省市区县州盟旗])(?:人民政府|统计局|发展和改革)/u.exec(headText + opening)?.[1];
  if (office) return placesAtStart(office).length > 0 ? placesAtStart(office) : [office];
  if (/代表国务院|全国人大|我国/u.test(opening)) return ['全国'];
  return [];
}

function yearsOf(kind: ReportKind, title: string, date: string | null, headings: readonly string[], opening: string): Pick<Metadata, 'years' | 'targetYears'> {
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const inTitle = yearMentions(title).filter((mention) => mention.how === 'explicit' && mention.from === mention.to).map((mention) => mention.from);
  const ordinal = /第(十[一二三四五六七八九])个五年/u.exec(title)?.[1];
  const plan = ordinal ? fiveYearPlan(parseNumeral(ordinal) ?? 0) : yearMentions(title).find((mention) => mention.how === 'plan');
  if (kind === '规划纲要' && plan) {
    const far = inTitle.filter((year) => year > plan.to);
    return { years: range(plan.from - 5, plan.from - 1), targetYears: [...range(plan.from, plan.to), ...far] };
  }
  if (kind === '统计公报') return { years: inTitle.length > 0 ? [...new Set(inTitle)] : yearMentions(opening).slice(0, 1).map((m) => m.from), targetYears: [] };
  const reviewed = new Set<number>();
  const aimed = new Set<number>();
  for (const heading of headings) {
    const mentions = yearMentions(heading).filter((mention) => mention.how === 'explicit');
    const review = /回顾|总结|执行情况|完成情况|过去|以来|成就|成绩/u.test(heading);
    for (const mention of mentions) for (const year of range(mention.from, Math.min(mention.to, mention.from + 9))) (review ? reviewed : aimed).add(year);
  }
  if (kind === '计划报告' || kind === '预算报告') {
    const done = /执行情况/u.test(title) && inTitle.length > 0 ? Math.min(...inTitle) : null;
    if (done !== null) return { years: [done], targetYears: inTitle.some((year) => year > done) ? [Math.max(...inTitle)] : [done + 1] };
  }
  const titleYear = inTitle[0];
  const given = date ? Number(date.slice(0, 4)) : titleYear;
  if (kind === '政府工作报告' || kind === '计划报告' || kind === '预算报告') {
    // A work report is given early in the year whose tasks it sets.
    const current = given ?? (reviewed.size > 0 ? Math.max(...reviewed) + 1 : (yearMentions(opening)[0]?.to ?? null));
    if (current === null) return { years: [], targetYears: [] };
    const years = [...reviewed].filter((year) => year < current);
    return { years: (years.length > 0 ? years : [current - 1]).sort(), targetYears: [...new Set([...aimed].filter((year) => year >= current).concat(current))].sort() };
  }
  const years = inTitle.length > 0 ? inTitle : [];
  return { years: [...new Set(years)].sort(), targetYears: [...aimed].filter((year) => given === undefined || year >= given).sort() };
}

/** `headings`: texts of the numbered top-level headings, in order. `fallbackTitle`: used where the text names none. */
export function readMetadata(lines: readonly Line[], furniture: ReadonlySet<number>, fallbackTitle: string): Metadata {
  const head = findHead(lines, furniture);
  const body = lines.slice(head.end);
  const opening = body.filter((line) => line.text !== '').slice(0, 40).map((line) => line.text).join('').slice(0, 3_000);
  const titled = findTitle(head);
  const labels = new Map(head.lines.flatMap(({ text }) => {
    const match = /^([^:：]{2,8})[:：]\s*(.+)$/u.exec(text);
    return match ? [[match[1]!.replace(/\s/gu, ''), match[2]!] as const] : [];
  }));
  const officer = head.lines.find(({ text }) => OFFICER.test(text) && !isDateLine(text));
  const office = head.lines.find(({ text }, index) => ISSUER.test(text) && text.length <= 40 && (titled === null || index < titled.first || index > titled.last) && !MEETING.test(text));
  const issuer = (officer ?? office)?.text ?? labels.get('发文机关') ?? labels.get('发布机构') ?? null;
  const dated = head.lines.find(({ text }) => isDateLine(text));
  const tail = lines.slice(-12).map((line) => line.text).filter((text) => text !== '' && text.length <= 24);
  const date = (dated ? parseDate(dated.text) : null) ?? parseDate(labels.get('成文日期') ?? '') ?? tail.map(parseDate).find((found) => found !== null) ?? null;
  const guessed = kindOf(titled?.title ?? '', opening);
  const title = titled?.title ?? (guessed === '其他' ? fallbackTitle : TITLE_END.test(fallbackTitle) ? fallbackTitle : guessed);
  const chain = placeOf(title, head, issuer, body);
  const headings = lines.filter((line) => headingNumber(line.text)?.scheme === 'ideographic').map((line) => line.text.slice(0, 60));
  const kind = kindOf(title, opening);
  return {
    title,
    date,
    issuer,
    region: chain.at(-1) ?? null,
    parents: chain.slice(0, -1),
    kind,
    ...yearsOf(kind, title, date, headings, opening),
    headEnd: head.end,
  };
}
