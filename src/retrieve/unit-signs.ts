/** @module What a single unit shows of the kind of answer asked for: numbers, measures, dates, definitions, shortcomings. */

import { overlaps, type Period } from '../reports/index.js';
import type { Unit } from './analysed.js';
import { expects, holdsKind, holdsMeasure } from './expectations.js';
import type { Question } from './types.js';

/** A window shows what any of its units shows. What the question does not ask for is 0 or false. */
export interface UnitSigns {
  /** 1: the unit names a year asked for; −1: another; 0: none, or nothing asked. */
  readonly period: -1 | 0 | 1;
  /** 1: a number in figures; 0.5: in words. */
  readonly number: number;
  /** In the best clauses of the unit. */
  readonly numberNear: boolean;
  readonly measure: boolean;
  readonly measureNear: boolean;
  /** The number at the end of the unit before has its unit of measure at the head of this one: a line of a table was wrapped. */
  readonly measureWrapped: boolean;
  readonly kindHeld: boolean;
  readonly definition: boolean;
  /** Marks of a list: 、 and a third of each ，. */
  readonly commas: number;
  /** Words for shortcomings. */
  readonly problems: number;
  readonly ownsUp: boolean;
}

const NUMBER = /\d/u;
const NUMBER_WORD = /[一二三四五六七八九十两]+(?:个|项|家|所|座|条|次|批|类|种|名|大|级|等|倍|成)/u;
const ENDS_IN_NUMBER = /\d[.,万亿千百多余]*\s?$/u;
const DEFINITION = /指|是指|即|：|包括|定义|分别为|口径/u;
const PROBLEM = /问题|不足|短板|差距|困难|弱项|不高|不强|不够|不牢|不健全|不稳|不优|不多|有待|薄弱|压力|偏低|滞后|突出|欠账|矛盾|任重道远|过剩|瓶颈|制约|隐患|难度/gu;
/** Opens the paragraph in which a report owns up to its shortcomings. */
const OWNING_UP = /(?:清醒|充分|也)(?:地|的)?(?:认识|看)到|(?:还|仍|也)?存在.{0,14}(?:问题|困难|不足|短板|差距)|面临.{0,12}(?:困难|挑战)|问题和(?:困难|不足)|困难和(?:问题|挑战)/u;

/**
 * @param near the folded text of the unit's best clauses
 * @param before the unit before it in the passage
 */
export function unitSigns(question: Question, { folded, period }: Unit, near: string, before: Unit | undefined): UnitSigns {
  const { kind } = question;
  const wantsMeasure = question.units.length > 0;
  const hasNumber = (kind === 'number' || wantsMeasure) && NUMBER.test(folded);
  const numberNear = hasNumber && NUMBER.test(near);
  const measure = wantsMeasure && hasNumber && holdsMeasure(question, folded);
  const problem = kind === 'problem';
  return {
    period: periodMatch(question.periods, period),
    number: hasNumber ? 1 : (kind === 'number' || wantsMeasure) && NUMBER_WORD.test(folded) ? 0.5 : 0,
    numberNear,
    measure,
    measureNear: measure && numberNear && holdsMeasure(question, near),
    measureWrapped: wantsMeasure && before !== undefined && ENDS_IN_NUMBER.test(before.folded) && holdsMeasure(question, before.folded + folded),
    kindHeld: expects(question) && holdsKind(question, folded),
    definition: kind === 'definition' && (DEFINITION.test(folded) || question.subjects.some((subject) => introduces(folded, subject))),
    commas: kind === 'list' ? count(folded, /、/gu) + count(folded, /，/gu) / 3 : 0,
    problems: problem ? count(folded, PROBLEM) : 0,
    ownsUp: problem && OWNING_UP.test(folded),
  };
}

/** What follows the name of what an article is about where it says what that is: （学名：…）是, ，为. */
const INTRODUCTION = /^[”"」』]?(?:[（(][^）)]*[）)])?[，,]?(?:是|为|指|属)/u;

function introduces(folded: string, subject: string): boolean {
  const at = folded.indexOf(subject);
  return at >= 0 && INTRODUCTION.test(folded.slice(at + subject.length));
}

/** 1: one of the years asked for; −1: others; 0: nothing asked or nothing given. */
export function periodMatch(asked: readonly Period[], given: Period | null): -1 | 0 | 1 {
  if (asked.length === 0 || given === null) return 0;
  return asked.some((period) => overlaps(period, given)) ? 1 : -1;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
