/** @module What kind of report a document is, by its title or, where that does not tell, by its first sentences. */

import type { ReportKind } from './types.js';

const FIVE_YEARS = '(?:五年规划|[“"]?十[一二三四五六七八九]五[”"]?)';
const KINDS: readonly (readonly [ReportKind, RegExp])[] = [
  ['规划纲要', new RegExp(`规划纲要(?!实施|.{0,8}(?:评估|执行))|${FIVE_YEARS}(?!.{0,20}(?:评估|执行情况|实施情况)).{0,40}(?:规划|纲要|建议)|五年规划$|规划和.{0,12}纲要|远景目标纲要`, 'u')],
  ['计划报告', /(?:国民经济和社会发展|经济社会发展)(?:计划|规划)?.{0,10}(?:计划|规划)?(?:及.{0,8})?执行情况|(?:计划|规划)[（(]?草案[）)]?的报告/u],
  ['预算报告', /预算|决算/u],
  ['统计公报', /统计公报/u],
  ['政府工作报告', /政府工作(?:的)?报告|^(?!.*(?:法院|检察院|常务?委员?会|委员会|纪委|政协|党组|党委|党工委|法治|信息公开|[局厅办])).*工作报告/u],
];

/** Titles that say that a document is none of these. */
const OTHER = /(?:通知|意见|方案|办法|讲话)$/u;

/** Is a document one of those that tell of a place and its years, and not a notice, a speech or anything else? */
export const isReport = ({ kind }: { readonly kind: ReportKind }): boolean => kind !== '其他';

/** Is it none of these and told in one run, without headings? Its sentences lean on each other; a plan or a rule with headings is told like a report. */
export const isArticle = ({ kind, sections }: { readonly kind: ReportKind; readonly sections: number }): boolean => !isReport({ kind }) && sections === 0;

/** `opening`: the first sentences of the text, asked only where the title does not tell. */
export function kindOf(title: string, opening: string): ReportKind {
  for (const [kind, pattern] of KINDS) if (pattern.test(title)) return kind;
  if (OTHER.test(title)) return '其他';
  if (/(?:代表.{0,12}(?:人民)?政府|国务院).{0,16}报告(?:政府)?工作|作政府工作报告/u.test(opening)) return '政府工作报告';
  if (/(?:执行情况|计划草案).{0,60}(?:提请|请予).{0,12}审[议查]/u.test(opening)) return /预算/u.test(opening) ? '预算报告' : '计划报告';
  if (/根据.{0,30}(?:统计|核算)结果|统计公报/u.test(opening)) return '统计公报';
  return '其他';
}
