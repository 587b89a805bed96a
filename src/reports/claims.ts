/** @module What the headings above a passage say of it: result or target, and of which years. */

import type { Metadata } from './metadata.js';
import { periodOf, yearMentions } from './period.js';
import { headingPath } from './sections.js';
import type { Claim, Period, Section } from './types.js';

/** Words for what was done, at whatever level they stand. */
const REVIEW = /回顾|执行情况|完成情况|发展基础|过去|工作开展情况|主要成就|发展成就|成就与|存在(?:的)?(?:主要)?问题/u;
/** Words for what was done, unless an outer heading tells of what is to be done: 确保民生工作取得新成绩. */
const ACHIEVED = /总结|成就|成绩/u;
const AIM = /目标|任务|重点工作|工作安排|总体要求|措施|部署|展望|打算|安排|蓝图|规划|思路|取向|着力|要求|今后|未来/u;
const DEFINITIONS = /(?:名词|用语|术语|词语|注释|注解).{0,4}$|解释|^注释/u;

/** A glossary or the notes of a report. */
export const holdsDefinitions = (heading: string): boolean => DEFINITIONS.test(heading);

/** What headings say by themselves; null where they do not tell. `path`: outermost first. */
function claimOf(path: readonly string[], metadata: Metadata): Claim | null {
  if (REVIEW.test(path.join('/'))) return 'result';
  if (metadata.kind === '统计公报') return 'result';
  for (const heading of path) {
    if (ACHIEVED.test(heading)) return 'result';
    if (AIM.test(heading)) return 'target';
  }
  if (metadata.kind === '规划纲要') return 'target';
  const named = yearMentions(path.join('/')).map((mention) => mention.from);
  if (named.some((year) => metadata.targetYears.includes(year))) return 'target';
  return named.some((year) => metadata.years.includes(year)) ? 'result' : null;
}

/** Claims of the sections of a report, by index. Behind the tasks of the year nothing is review any more. */
export function sectionClaims(sections: readonly Section[], metadata: Metadata): Claim[] {
  let aiming = false;
  return sections.map(({ index, level, heading }) => {
    if (holdsDefinitions(heading)) return 'none';
    const claim = claimOf(headingPath(sections, index), metadata);
    if (level === 1) aiming = claim === 'target' || (aiming && claim === null);
    return claim ?? (aiming ? 'target' : 'none');
  });
}

const span = (years: readonly number[]): Period | null => (years.length > 0 ? { from: Math.min(...years), to: Math.max(...years) } : null);

/** Years a passage speaks of where it names none itself. */
export function periodBelow(path: readonly string[], claim: Claim, metadata: Metadata): Period | null {
  for (const heading of [...path].reverse()) {
    const named = periodOf(heading, { heading: true });
    if (named) return named;
  }
  if (claim === 'result') return span(metadata.years);
  if (claim === 'target') return metadata.kind === '规划纲要' ? span(metadata.targetYears.slice(0, 5)) : span(metadata.targetYears.slice(0, 1));
  return null;
}
