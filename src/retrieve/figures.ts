/** @module The figures of a text and what each is a figure of: 地区生产总值完成451亿元，同比增长7% tells a level and a change. */

import { fold } from '../index/index.js';
import { matchConcept } from './match.js';
import type { Question } from './types.js';

/** What a figure says of its indicator: how much there is, by how much it changed, which part of a whole it is. */
export type FigureKind = 'level' | 'change' | 'share';

export interface Figure {
  /** Unit without multiples such as 万 or 亿: 元, %, 公里; empty where none stands beside the number. */
  readonly unit: string;
  readonly kind: FigureKind;
  /** What the figure is told of: the words before it, and those of the clause whose subject it takes over. */
  readonly subject: string;
  /** The sentence up to the figure. */
  readonly before: string;
}

const DIGITS = String.raw`(?<![\da-z.])\d[\d.,:]*(?:\s?[万亿千百]+)?(?:多|余)?\s?(?<unit>%|‰|μg|mg|km|[kmg]w|\p{Script=Han}{1,4})?(?![a-z])`;
/** Two, half, a dozen: where a measure word follows. */
const NUMERALS = String.raw`(?<!第|[一二三四五六七八九十])[二三四五六七八九十两半百]+(?<measure>所|座|个|项|家|名|件|条|次(?!产)|年|天|小时|分钟|成|倍|公里|亩|种|类|大|人)`;
const NUMBER = new RegExp(`${DIGITS}|${NUMERALS}`, 'gu');
const NOT_A_UNIT = /^(?:左右|以上|以下|以内|和|及|与|的|是|为|增|同|比|较|下|上|在|到|至|、)/u;
const PERCENT = /^(?:%|‰|个?百分点|倍|成)/u;
/** Words of change before a figure. */
const CHANGE = /(?:增长|增加|增幅|增速|提高|提升|上升|上涨|涨幅|回升|下降|减少|降低|回落|缩减|压减|下跌|降幅|翻|增|降|涨)(?:了|到|至|达到?|为|约|近|超过?|超|幅度|率|实际|分别|[^，。；]{0,4})?$/u;
/** …to which a level is named, not the change itself: 提高到28%. */
const UP_TO = /(?:到|至)$/u;
const SHARE = /占|比重|比例|率|份额|覆盖|达标|优良/u;
/** A clause that starts so tells more of the subject of the clause before. */
const CONTINUES = /^(?:其中|同比|环比|比上年|较上年|比去年|较去年|比.{1,6}(?:年|末|期)|较.{1,6}(?:年|末|期)|实际|名义|年均|平均|分别|增长|增加|增幅|增速|提高|提升|上升|上涨|下降|减少|降低|回落|占|约占|达到?|完成|实现|居(?!民)|排(?=名|在|第)|高于|低于|总[量额值计面规数]|合计|共)/u;

/** Figures of a text as it stands in a report, in its order. Years, dates and ordinals are none. */
export function figuresOf(text: string): Figure[] {
  const figures: Figure[] = [];
  // Folding makes blanks of the tabs between the cells of a table.
  for (const part of text.split(/^([^\n]*\t[^\n]*)$/gmu)) figures.push(...(part.includes('\t') ? ofRow(part.split('\t').map(fold)) : ofProse(fold(part))));
  return figures;
}

function ofProse(text: string): Figure[] {
  const figures: Figure[] = [];
  let inherited = '';
  let sentence = '';
  for (const clause of text.split(/(?<=[，；。：\n]|[,:;](?!\d))/u)) {
    let from = 0;
    let own = '';
    for (const match of clause.matchAll(NUMBER)) {
      const unit = unitOf(match.groups?.['unit'] ?? match.groups?.['measure'] ?? '');
      if (/\d/u.test(match[0]) && (/^(?:月|日|号|届|期|次会议|版|章)/u.test(unit) || /^\d{4}年/u.test(match[0]))) continue;
      const before = clause.slice(from, match.index).replace(/^[、和及与/\s]+/u, '');
      if (/第\s*$/u.test(before)) continue;
      const continues = before === '' || CONTINUES.test(before);
      if (before !== '') own = before;
      const subject = (continues && (from === 0 || CONTINUES.test(clause)) ? inherited : '') + (continues && from > 0 ? clause.slice(0, match.index) : own);
      const isChange = CHANGE.test(own) && !UP_TO.test(own);
      figures.push({ unit, kind: isChange ? 'change' : PERCENT.test(unit) ? (SHARE.test(own) || !/增|降|涨/u.test(own) ? 'share' : 'change') : 'level', subject, before: sentence + clause.slice(0, match.index) });
      from = match.index + match[0].length;
    }
    const head = clause.replace(/[，；。：,;:\s]+$/u, '');
    if (!CONTINUES.test(head) && head.length > 1) inherited = head;
    sentence += clause;
    if (/[。\n]$/u.test(clause)) inherited = sentence = '';
  }
  return figures;
}

/** A table row: name, perhaps a unit, values. */
function ofRow([name = '', ...cells]: readonly string[]): Figure[] {
  const unit = cells.find((cell) => cell !== '' && !/\d/u.test(cell)) ?? '';
  const plain = unit.replace(/^[万亿千百]+/u, '');
  return cells.filter((cell) => /\d/u.test(cell)).map((_, i): Figure => ({ unit: i === 0 ? plain : '', kind: i === 0 ? 'level' : 'change', subject: name, before: name }));
}

function unitOf(text: string): string {
  return NOT_A_UNIT.test(text) ? '' : text;
}

/** Units that measure the same kind of thing. */
const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['percent', PERCENT],
  ['money', /^(?:元|美元|欧元|人民币|块|钱|yuan|dollars?)/u],
  ['people', /^(?:人|名|位|户)/u],
  ['length', /^(?:公里|千米|米|里|厘米|km)/u],
  ['area', /^(?:亩|公顷|平方|平米|㎡)/u],
  ['weight', /^(?:吨|公斤|斤|千克|tonnes?|tons?)/u],
  ['power', /^(?:千瓦|兆瓦|瓦|度电?|标准煤|kw|mw|gw)/u],
  ['volume', /^(?:立方|方|升|吨)/u],
  ['concentration', /^(?:微克|毫克|μg|mg)/u],
  ['time', /^(?:年(?!级)|个月|天|小时|分钟|日|周)/u],
  ['vehicle', /^(?:辆|台|架|艘|部)/u],
];

/** Kind of thing a unit measures; `count` for 个, 家, 项 and whatever else is counted. */
export function familyOf(unit: string): string {
  return FAMILIES.find(([, pattern]) => pattern.test(unit))?.[0] ?? (unit === '' ? 'bare' : 'count');
}

/** The figure that a question asks for. */
export interface WantedFigure {
  /** Null where either would do. */
  readonly kind: 'change' | 'level' | null;
  /** Families of units; empty where any will do. */
  readonly families: readonly string[];
}

const ASKS_CHANGE = /增速|涨幅|增幅|降幅|跌幅|(?:增长|增加|提高|提升|上涨|涨|上升|下降|减少|降低|降|增|翻)了?(?:多少|几|百分|多大|到底)|(?:增长|上涨|下降|涨|降)了?[多几百]|(?:增长|增速).{0,6}(?:目标|多少|几|快)|growth|grow|how fast/u;
const ASKS_LEVEL = /总量|总额|总值|规模|(?:多少|几)[个]?[万亿]|多少(?:个亿|元|块|钱|人|吨|公里|斤|亩|户|家|座|所|套)|how (?:many|big|large|long)|tonnes|yuan/u;
const NAMED_UNIT = /(?:多少|几)(?:个)?(?:[千百十]?[万亿])?(微克|毫克|公里|千米|米|元|美元|块钱|块|吨|公斤|斤|亩|公顷|平方公里|平方米|千瓦时|千瓦|立方米|人|名|位|户|天|年|个月|小时|辆|台)|(百分之几|几个点|百分点)|\b(yuan|tonnes?|tons?|km|percent|dollars?)\b/gu;

/** Null where no figure is asked for. */
export function wantedFigure({ folded, kind, units, claim }: Question): WantedFigure | null {
  const change = ASKS_CHANGE.test(folded);
  const level = ASKS_LEVEL.test(folded);
  if (kind !== 'number' && !(kind === 'fact' && (change || level || units.length > 0))) return null;
  const named = [...folded.matchAll(NAMED_UNIT)].map((match) => (match[2] ? 'percent' : familyOf(match[1] ?? (match[3] === 'percent' ? '%' : match[3]!))));
  // 投资目标, 收入情况: the word for money names the indicator, not the unit of its figure.
  const loose = !level && (change || kind === 'fact' || claim === 'target');
  const families = named.length > 0 ? named : loose ? [] : units.map(familyOf);
  return { kind: change === level ? null : change ? 'change' : 'level', families: [...new Set(families)] };
}

const answers = (wanted: WantedFigure, figure: Figure): boolean => {
  // A bare number in a table has its unit in the heading of its column.
  if (figure.unit === '') return true;
  if (wanted.families.length > 0 && !wanted.families.includes(familyOf(figure.unit))) return false;
  if (wanted.kind === 'change') return figure.kind === 'change' || familyOf(figure.unit) === 'percent';
  return wanted.kind !== 'level' || familyOf(figure.unit) !== 'percent' || wanted.families.includes('percent');
};

/** Words that say how an indicator is counted, not which one is asked for. */
export const COUNTING = /^(?:总[量额值数]|总共|共计?|合计|实际|规模|数[量额]|金额|水平|全年|平均|增[长速幅加]|涨[幅了]?|降幅?|第几|多[了少]|目标)$/u;

/** A figure for each head, each day or each unit is not the figure of the whole. */
const PER = /人均|户均|日均|每百|每千|每万|单位/u;
/** What it counts that a word stands in the sentence, but not in the subject of the figure. */
const IN_SENTENCE = 0.7;
const PER_OTHER = 0.4;

export interface FigureSupport {
  /** A figure of the kind asked for stands in the text, 0 or 1. */
  readonly held: number;
  /** Weighted share of what is asked that the subject of the best such figure, and the headings above, speak of. */
  readonly bound: number;
}

/** How well a text as it stands in a report holds the figure asked for, told of what is asked. `header` is folded. */
export function figureSupport(question: Question, wanted: WantedFigure, header: string, text: string): FigureSupport {
  const concepts = question.concepts.filter(({ surface }) => !COUNTING.test(surface));
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const above = concepts.map((concept) => IN_SENTENCE * matchConcept(concept, header));
  let held = 0;
  let bound = 0;
  for (const figure of figuresOf(text)) {
    if (!answers(wanted, figure)) continue;
    held = 1;
    const spoken = concepts.reduce((sum, concept, i) => sum + concept.weight * Math.max(above[i]!, matchConcept(concept, figure.subject), IN_SENTENCE * matchConcept(concept, figure.before)), 0);
    const other = PER.test(figure.subject) !== PER.test(question.folded) ? PER_OTHER : 1;
    bound = Math.max(bound, total > 0 ? (other * spoken) / total : 0);
  }
  return { held, bound };
}
