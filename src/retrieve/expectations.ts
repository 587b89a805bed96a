/** @module What an answer of the kind asked for looks like: a number with its unit, a date, a name, a reason. */

import type { AnswerKind, Question } from './types.js';

/** The commonest surnames, and 习; a rarer one is not known for a name. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习';
const TITLES = '[省市区县州旗盟镇乡部局厅院校会所]长|主席|书记|主任|总理|院士|教授|同志|代表';
/** A name beside a title, before or behind it, or an office that one person holds. */
const PERSON = new RegExp(`(?:${TITLES}) ?[${SURNAMES}]\\p{Script=Han}{1,2}(?!\\p{Script=Han})|[${SURNAMES}]\\p{Script=Han}{1,2} ?(?:${TITLES})|总理|主席`, 'u');

const SIGNS: Partial<Record<AnswerKind, RegExp>> = {
  time: /\d+月|\d+日|\d{4}年|年底|月底|年内|季度|\d时|凌晨|上半年|下半年|期末|每周|每年/u,
  person: PERSON,
  reason: /因|由于|为了|以便|根本在于|在于|考虑|原因|影响|旨在|着眼|以[^及上下内外]/u,
};

const ASKS_HOLDER = /(?:[省市区县州旗盟镇乡部局厅院校会所]长|主席|书记|主任|总理)(?:是|叫|由|现在)?(?:谁|哪位|什么名|啥名|什么$|啥$)/u;

/** A title with a name of any kind beside it. */
const HOLDER = new RegExp(`(?:${TITLES})\\s?\\p{Script=Han}{2,3}(?!\\p{Script=Han})|(?<!\\p{Script=Han})\\p{Script=Han}{2,3}\\s(?:${TITLES})`, 'u');

/** Is it asked who holds an office, which only a name answers, and does a folded text hold none? */
export function lacksHolder({ kind, folded }: Question, text: string): boolean {
  return kind === 'person' && ASKS_HOLDER.test(folded) && !PERSON.test(text) && !HOLDER.test(text);
}

/** Is there a sign to look for? */
export function expects({ kind }: Question): boolean {
  return SIGNS[kind] !== undefined;
}

/** Does a folded text show the sign of the kind of answer asked for? True where no sign is known. */
export function holdsKind({ kind }: Question, text: string): boolean {
  return SIGNS[kind]?.test(text) ?? true;
}

const measures = new Map<string, RegExp>();

/** A number followed by the unit, multiples such as 万 and one or two words between allowed. */
function measureOf(unit: string): RegExp {
  const known = measures.get(unit) ?? new RegExp(`\\d[\\d.,万亿千百多余]*\\s?\\p{Script=Han}{0,2}${unit.replace(/[%％]/u, '[%％]')}`, 'u');
  measures.set(unit, known);
  return known;
}

/** How many of the units asked for stand beside a number in a folded text. */
export function measuresHeld({ units }: Question, text: string): number {
  return units.filter((unit) => measureOf(unit).test(text)).length;
}

/** Does a folded text hold a number in one of the units asked for? */
export function holdsMeasure({ units }: Question, text: string): boolean {
  return units.some((unit) => measureOf(unit).test(text));
}
