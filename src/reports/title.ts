/** @module The title of a report, which may stand over several lines, among labels, dates and names. */

import { isDateLine } from './dates.js';
import { MEETING, isIssuer, isOfficer, type Head } from './head.js';

export interface Title {
  readonly text: string;
  /** Indices into the lines of the head, both included; -1 where a label gave the title. */
  readonly first: number;
  readonly last: number;
}

const NOTE = /(?:\[\d{1,2}\]|［\d{1,2}］|[*①②③])+$/u;
/** （草案）, （2021—2025年）, （书面）, but no date of a meeting. */
const BRACKET = '(?:[（(](?![^）)]*[月日])[^（）()]{1,14}[）)])?';
const STRONG_END = new RegExp(`(?:报告|报告书|纲要|公报|通知|意见|白皮书|蓝皮书|讲话|决定|决议|公告|批复|总结|汇报)${BRACKET}$`, 'u');
const WEAK_END = new RegExp(`(?:规划|方案|要点|办法|计划|安排|条例|规定|细则|说明|年报|工作情况|建议|思路|打算)${BRACKET}$`, 'u');
/** What may only go on with a title that seems complete. */
const CONTINUES = /^(?:的|和|与|及|暨|、|[（(](?!\d|[一二]))/u;
const NO_TITLE = /^(?:国发|国办发|〔|《)|[〔［[]\d{4}[〕］\]].*号$|号$|^(?:当前位置|您的位置|您现在的位置)|[>＞»]|[。；]$/u;
const LABELLED = /^.{1,8}[:：]/u;
const SIGNATURE_DATE = /[（(]?[12]\d{3}年\d{1,2}月\d{1,2}日[）)]?$/u;
const MOST_LINES = 6;
const LONGEST = 90;

/** Does `text` end as titles do? */
export function endsAsTitle(text: string): boolean {
  const plain = text.replace(NOTE, '');
  return STRONG_END.test(plain) || WEAK_END.test(plain);
}

function unbalanced(text: string): boolean {
  const count = (mark: RegExp): number => text.match(mark)?.length ?? 0;
  return count(/[《（(“]/gu) > count(/[》）)”]/gu);
}

const clean = (text: string): string => text.replace(NOTE, '').replace(SIGNATURE_DATE, '').replace(/^[#*\s]+/u, '').trim();

/** The title that starts on line `first` of the head, or null. */
function titleFrom(lines: Head['lines'], first: number): Title | null {
  let joined = '';
  let best: Title | null = null;
  for (let last = first; last < Math.min(lines.length, first + MOST_LINES); last++) {
    const { text, furniture } = lines[last]!;
    if (furniture || text.length > LONGEST || NO_TITLE.test(text) || LABELLED.test(text) || isOfficer(text)) break;
    const dated = isDateLine(text);
    if (dated && !endsAsTitle(clean(text))) break;
    if (best !== null && STRONG_END.test(best.text) && !CONTINUES.test(text)) break;
    if (isIssuer(text) && (last === first || best !== null)) break;
    const next = joined + clean(text);
    if (!endsAsTitle(next) && (MEETING.test(text) || MEETING.test(next))) break;
    if (best !== null && best.text.endsWith(clean(text))) break;
    joined = next;
    if (joined.length > LONGEST) break;
    if (endsAsTitle(joined) && joined.length >= 4 && !unbalanced(joined)) best = { text: joined, first, last };
  }
  return best;
}

/** The first title in the head; the one that a label states where that is the same or there is no other. */
export function findTitle(head: Head): Title | null {
  const stated = head.labels.get('标题') ?? head.labels.get('名称') ?? head.labels.get('信息名称') ?? head.labels.get('文件名称');
  const { lines } = head;
  for (let first = 0; first < lines.length; first++) {
    const title = titleFrom(lines, first);
    if (title) return title;
  }
  return stated ? { text: clean(stated), first: -1, last: -1 } : null;
}

const LONGEST_NAME = 40;
const SENTENCE_MARK = /[，。；！？：:|]/u;

/** The one short line above the text of a document whose title does not end as those of reports do, or null. */
export function findName({ lines }: Head): Title | null {
  const said = lines.flatMap(({ text, furniture }, index) => (furniture ? [] : [{ text: clean(text), index }]));
  const [only] = said;
  if (said.length !== 1 || !only || only.text === '' || only.text.length > LONGEST_NAME) return null;
  if (SENTENCE_MARK.test(only.text) || NO_TITLE.test(only.text) || isDateLine(only.text) || isOfficer(only.text) || isIssuer(only.text) || MEETING.test(only.text)) return null;
  return { text: only.text, first: only.index, last: only.index };
}

/** The document that a notice hands on: 某市人民政府关于印发《…规划》的通知 → …规划; null where the title is no such notice. */
export function handedOn(title: string): string | null {
  return /(?:印发|批转|转发|发布)《?(.{4,80}?)》?的(?:通知|决定)$/u.exec(title)?.[1] ?? null;
}
