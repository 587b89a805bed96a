/** @module Title, date, issuer, place, kind and years of a report, from its text. */

import { isDateLine, parseDate, parseLabelledDate, withoutDate } from './dates.js';
import { MEETING, findHead, isIssuer, isOfficer, type Head } from './head.js';
import { isArticle, kindOf } from './kind.js';
import type { Line } from './lines.js';
import { yearMentions } from './period.js';
import { shortPlace } from './places.js';
import { placeOf, placesInTitle } from './region.js';
import { outerHeadings, yearsOf } from './reporting-years.js';
import { endsAsTitle, findName, findTitle, handedOn, type Title } from './title.js';
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
  /** Indices of the lines that make up the title. */
  readonly titleLines: ReadonlySet<number>;
}

/** The signature stands at most this many lines before the end. */
const TAIL_LINES = 12;
const LONGEST_SIGNATURE = 30;
/** A notice is signed among the first lines. */
const NOTICE_LINES = 30;
const FORMAL_DATES = ['成文日期', '发文日期', '生成日期'];
/** When a page was put on a site: the last resort. */
const POSTING_DATES = ['发布日期', '公开日期', '发布时间', '日期'];
const ISSUER_LABELS = ['发文机关', '发布机构', '发布机关', '制发机关', '发文单位', '发布单位'];

function labelled(head: Head, names: readonly string[]): string | null {
  return names.map((name) => head.labels.get(name)).find((value) => value !== undefined && value !== '') ?? null;
}

/** Lines of the head that hold no part of the title. */
function besideTitle(head: Head, title: Title | null): Head['lines'] {
  return head.lines.filter(({ furniture }, index) => !furniture && (title === null || index < title.first || index > title.last));
}

/** Issuer and date on two lines below one another, or on one: after a notice, or at the end. */
function findSignature(lines: readonly Line[]): { issuer: string; date: string | null } | null {
  const texts = lines.map(({ text }) => text).filter((text) => text !== '');
  for (const part of [texts.slice(0, NOTICE_LINES), texts.slice(-TAIL_LINES)]) {
    for (const [index, text] of part.entries()) {
      const issuer = withoutDate(text).trim();
      const dated = issuer === text ? (part[index + 1] ?? '') : text;
      if (isIssuer(issuer) && isDateLine(dated) && dated.length <= LONGEST_SIGNATURE) return { issuer, date: parseDate(dated) };
    }
  }
  return null;
}

function issuerOf(head: Head, title: Title | null, signed: string | null): string | null {
  const lines = besideTitle(head, title).map(({ text }) => withoutDate(text).trim());
  return lines.find(isOfficer)?.replace(/^[—–-]+/u, '') ?? lines.find(isIssuer) ?? labelled(head, ISSUER_LABELS) ?? signed;
}

const firstDate = (head: Head, labels: readonly string[]): string | null =>
  labels.map((name) => parseLabelledDate(head.labels.get(name) ?? '')).find((date) => date !== null) ?? null;

function dateOf(head: Head, title: Title | null, signed: string | null, lines: readonly Line[]): string | null {
  const said = besideTitle(head, title).find(({ text }) => isDateLine(text) || (isOfficer(withoutDate(text)) && parseDate(text) !== null));
  if (said) return parseDate(said.text);
  const titleText = title && title.first >= 0 ? head.lines.slice(title.first, title.last + 1).map(({ text }) => text).join('') : '';
  const tail = lines.slice(-TAIL_LINES).map(({ text }) => text).filter((text) => text.length <= LONGEST_SIGNATURE && isDateLine(text)).map(parseDate);
  return parseDate(titleText) ?? firstDate(head, FORMAL_DATES) ?? signed ?? tail.find((date) => date !== null) ?? firstDate(head, POSTING_DATES);
}

/** Does what the file is called fit what its text says of place and year? */
function fits(fileTitle: string, region: string | null, year: number | null): boolean {
  const place = placesInTitle(fileTitle).at(-1);
  const years = yearMentions(fileTitle).map((mention) => mention.from);
  const samePlace = place === undefined || region === null || shortPlace(place) === shortPlace(region) || region.includes(shortPlace(place));
  return samePlace && (years.length === 0 || year === null || years.some((named) => Math.abs(named - year) <= 1));
}

function titleWithoutText(fileTitle: string, kind: ReportKind, region: string | null, year: number | null): string {
  if (endsAsTitle(fileTitle) && fits(fileTitle, region, year)) return fileTitle;
  if (kind === '其他') return fileTitle;
  return `${region && region !== '全国' ? region : ''}${year === null ? '' : `${year}年`}${kind === '统计公报' ? '国民经济和社会发展统计公报' : kind}`;
}

/** Last line of the head that is title, date, meeting, issuer or label, plus one. */
function endOfHead(head: Head, title: Title | null): number {
  let end = 0;
  head.lines.forEach(({ text, at, furniture }, index) => {
    const titled = title !== null && index >= title.first && index <= title.last;
    const plain = withoutDate(text).trim();
    const meeting = MEETING.test(text) || /(?:代表大会|会议)(?:上)?$/u.test(text) || /^第?[一二三四五六七八九十]{1,3}次会议/u.test(text);
    if (titled || (furniture && end > 0) || isDateLine(text) || meeting || isOfficer(plain) || (isIssuer(plain) && index < 12)) end = at + 1;
  });
  return end;
}

/** `fileTitle`: the file's name without extension, asked only for what the text does not say. */
export function readMetadata(lines: readonly Line[], furniture: ReadonlySet<number>, fileTitle: string): Metadata {
  const head = findHead(lines, furniture);
  const found = findTitle(head);
  const headEnd = endOfHead(head, found);
  const body = lines.filter((line, at) => at >= headEnd && line.text !== '' && !furniture.has(at)).slice(0, 40);
  const opening = body.map((line) => line.text).join('').slice(0, 3_000);
  const signature = findSignature(lines);
  const issuer = issuerOf(head, found, signature?.issuer ?? null);
  const date = dateOf(head, found, signature?.date ?? null, lines);
  const subject = found ? (handedOn(found.text) ?? found.text) : null;
  const kind = kindOf(subject ?? (endsAsTitle(fileTitle) ? fileTitle : ''), opening);
  const headings = outerHeadings(lines);
  const chain = placeOf({ title: found?.text ?? null, head, issuer, opening, fileTitle, isArticle: isArticle({ kind, sections: headings.length }) });
  const region = chain.at(-1) ?? null;
  const years = yearsOf({ kind, title: subject ?? fileTitle, titled: found !== null, date, headings, opening });
  const stated = found ?? (kind === '其他' && !endsAsTitle(fileTitle) ? findName(head) : null);
  const title = stated?.text ?? titleWithoutText(fileTitle, kind, region, years.targetYears[0] ?? years.years[0] ?? null);
  const titleLines = new Set(stated && stated.first >= 0 ? head.lines.slice(stated.first, stated.last + 1).map(({ at }) => at) : []);
  return { title, date, issuer, region, parents: chain.slice(0, -1), kind, ...years, headEnd: endOfHead(head, stated), titleLines };
}

/** What is left of an office behind its place: 某开发区管理委员会2023年工作总结. */
const OFFICE = /^(?:管理委员会|管委会|人民政府(?:办公厅|办公室)?|委)(?:关于)?/u;

/** What people see: place, years and kind, so that two reports titled 政府工作报告 can be told apart. */
export function displayName({ title, region, kind, date, years, targetYears }: Metadata): string {
  const year = targetYears[0] ?? (date ? Number(date.slice(0, 4)) : null);
  const place = region ?? '';
  const subject = handedOn(title) ?? title;
  const at = region ? subject.indexOf(region) : -1;
  const yearBefore = /[12]\d{3}年度?/u.exec(subject.slice(0, Math.max(0, at)))?.[0] ?? '';
  const own = region && at >= 0 ? yearBefore + subject.slice(at + region.length) : subject.replace(/^关于/u, '');
  let name = `${place} ${own.replace(OFFICE, '')}`;
  if (kind === '政府工作报告') name = `${place} ${year ? `${year}年` : ''}政府工作报告`;
  else if ((kind === '计划报告' || kind === '预算报告') && years.length === 1 && targetYears.length === 1) {
    const what = kind === '计划报告' ? '计划' : '预算';
    name = `${place} ${years[0]}年${what}执行情况与${targetYears[0]}年${what}草案的报告`;
  }
  return `${name.trim()}${date ? `（${date}）` : ''}`;
}
