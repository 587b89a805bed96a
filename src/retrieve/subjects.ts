/** @module Which documents that are no reports a question names: 《蓍》 is what all of it is about. */

import { fold } from '../index/index.js';
import { isReport, type ReportHead } from '../reports/index.js';

/** Behind a title, what tells it from others of the same name: 元皇后 (北齐孝昭帝). */
const BESIDE = /\s*[（(][^（）()]*[)）]$/u;
const LONGEST = 40;

/** What a document may be called by, folded. */
export function namesOf(title: string): readonly string[] {
  return [...new Set([title, title.replace(BESIDE, '')].map((name) => fold(name).trim()))].filter((name) => name !== '' && name.length <= LONGEST);
}

/** Names of the documents that are no reports. */
export function knownSubjects(reports: readonly ReportHead[]): ReadonlySet<string> {
  return new Set(reports.filter((report) => !isReport(report)).flatMap(({ title }) => namesOf(title)));
}

export interface SubjectMatch {
  readonly subject: string;
  /** Offsets in the folded question. */
  readonly start: number;
  readonly end: number;
}

/**
 * The longest subjects named in a folded question, none within another.
 * @param isWord whether a character alone is a word of the question: 蓍, but not the 水 of 水资源
 */
export function findSubjects(folded: string, known: ReadonlySet<string>, isWord: (character: string) => boolean): SubjectMatch[] {
  if (known.size === 0) return [];
  const found: SubjectMatch[] = [];
  for (let start = 0; start < folded.length; start++) {
    for (let end = Math.min(folded.length, start + LONGEST); end > start; end--) {
      const subject = folded.slice(start, end);
      if (!known.has(subject) || (subject.length === 1 && !isWord(subject))) continue;
      found.push({ subject, start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}
