/** @module The head of a report: the lines of title, date, meeting and issuer before its text begins. */

import { isDateLine } from './dates.js';
import type { Line } from './lines.js';
import { headingNumber, namedHeading } from './numbering.js';

export interface HeadLine {
  readonly text: string;
  /** Index into the lines of the document. */
  readonly at: number;
  /** Page metadata and the like: read for labels, never for the title. */
  readonly furniture: boolean;
}

export interface Head {
  readonly lines: readonly HeadLine[];
  /** Values of labelled fields by their label: 发文机关 → 某某市人民政府. */
  readonly labels: ReadonlyMap<string, string>;
}

const SALUTATION = /^(?:各位(?:代表|委员|同志)|同志们|主任[、，：:]|尊敬的)/u;
const LABEL = /^(标题|名称|信息名称|文件名称|发文机关|发布机构|发布机关|制发机关|发文单位|发布单位|成文日期|发文日期|生成日期|公开日期|发布日期|发布时间|日期|来源)[:：](.*)$/u;
/** Labels beside others on one line: 发布时间：2024-01-20 来源：… */
const INLINE_DATE = /(?:发布(?:日期|时间)|成文日期|公开日期)[:：]\s?([12]\d{3}[-/.年]\d{1,2}[-/.月]\d{1,2})/u;
const MOST_HEAD_LINES = 40;

/** A meeting's file label: 某某县十七届人大三次会议文件（二）. */
export const MEETING = /(?:人民代表大会|人大|会议).{0,20}(?:文件|材料|会议|上)[（(]?[之一二三四五六七八九十\d]*[)）]?$/u;

const OFFICE_TITLE = '(?:(?:人民政府)?(?:代理?)?(?:区长|市长|县长|旗长|州长|省长|盟长|镇长|乡长)|国务院总理|自治区(?:人民政府)?(?:代理?)?主席|(?:区|市|县|旗|州|省|镇|乡|工)委书记|主任|局长|厅长|专员|院长|检察长)';
const NAME = '(?:\\p{Script=Han}{2,6}|\\p{Script=Han}{1,8}·[\\p{Script=Han}·]{1,12}|[×xX✕某○*]{1,3}|\\p{Script=Han}[×xX✕某○*]{1,2})';
const OFFICER = new RegExp(`^[—–-]*(.{0,30}?${OFFICE_TITLE}${NAME})$`, 'u');
/** How a ministry or department ends: not 俱乐部, 总部, 西部. */
export const DEPARTMENT = '(?<![乐总干内外全局支分学东西南北中])部$';
const ISSUER = new RegExp(`(?:人民政府|委员会|管委会|办事处|统计局|财政局|财政厅|发改委|国务院|办公厅|办公室|调查总?队|人民法院|人民检察院|[局厅])$|(?<=\\p{Script=Han}{3})${DEPARTMENT}`, 'u');

const bare = (text: string): string => text.replace(/[\s　]+/gu, '');

/** A line naming the speaker with office: 某某县人民政府县长 王某. The line has no date. */
export const isOfficer = (text: string): boolean => OFFICER.test(bare(text)) && !isDateLine(text);

/** A line naming the body that issues. */
export const isIssuer = (text: string): boolean => text.length <= 40 && ISSUER.test(text) && !/[，。；：_|\d]/u.test(text) && !MEETING.test(text);

/** The lines before the salutation, the first heading or the first paragraph of prose. */
export function findHead(lines: readonly Line[], furniture: ReadonlySet<number>): Head {
  const found: HeadLine[] = [];
  for (const [at, line] of lines.entries()) {
    const { text } = line;
    if (text === '') continue;
    if (found.length >= MOST_HEAD_LINES) break;
    if (furniture.has(at)) {
      found.push({ text, at, furniture: true });
      continue;
    }
    if (SALUTATION.test(text) || namedHeading(text) === 'glossary') break;
    const number = headingNumber(text);
    if (number && number.value === 1 && number.scheme !== 'arabic' && number.scheme !== 'bracketed-arabic') break;
    const prose = (text.match(/[，。；]/gu)?.length ?? 0) >= 2 && text.length > 24;
    if (prose) break;
    found.push({ text, at, furniture: false });
  }
  return { lines: found, labels: readLabels(found) };
}

function readLabels(lines: readonly HeadLine[]): Map<string, string> {
  const labels = new Map<string, string>();
  lines.forEach(({ text }, index) => {
    const plain = text.replace(/^(.{1,8}?)[:：]/u, (label) => bare(label));
    const [, label, value = ''] = LABEL.exec(plain) ?? [];
    // A label may stand on a line of its own, its value on the next.
    if (label !== undefined && !labels.has(label)) labels.set(label, value.trim() || (lines[index + 1]?.text ?? ''));
    const date = INLINE_DATE.exec(text)?.[1];
    if (date !== undefined && !labels.has('发布日期')) labels.set('发布日期', date);
  });
  return labels;
}
