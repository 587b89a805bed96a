/** @module Passages as the ranker reads them: units of a sentence or a part that ends at ；, folded for matching. */

import { fold, Recent, type IndexedPassage } from '../index/index.js';
import { isReport, periodOf, semicolonParts, type Period, type Range } from '../reports/index.js';
import { namesOf } from './subjects.js';
import { wordsOf } from './unit-words.js';

/** A sentence, or a part of one that ends at ；. */
export interface Unit extends Range {
  /** Folded text, for matching only. */
  readonly folded: string;
  /** Its clauses, folded. */
  readonly clauses: readonly string[];
  /** Words of two characters or more, each once. */
  readonly words: readonly string[];
  /** Years that the unit itself names. */
  readonly period: Period | null;
}

/** After a comma or colon, but not inside a number. */
const CLAUSE_END = /(?<=[，：]|[,:](?!\d))(?!$)/u;

export interface AnalysedPassage {
  readonly indexed: IndexedPassage;
  /** Offsets are those of `passage.text`. */
  readonly units: readonly Unit[];
  /** Folded heading path, lead and stem. */
  readonly header: string;
  /** Folded title of a document that is no report: what all of it is about. Empty for reports, which place and year tell apart. */
  readonly subject: string;
  /** What such a document may be called by. */
  readonly names: readonly string[];
}

/** Analyses passages on demand and keeps the most recently used: about 15 KB each. */
export function createAnalyser(capacity = 3_000): (indexed: IndexedPassage) => AnalysedPassage {
  const kept = new Recent<IndexedPassage, AnalysedPassage>(capacity);
  return (indexed) => kept.get(indexed, () => analyse(indexed));
}

function analyse(indexed: IndexedPassage): AnalysedPassage {
  const { passage, report, headings } = indexed;
  const ranges = semicolonParts(passage.text);
  const base = report.targetYears[0] ?? null;
  const texts = ranges.map(({ start, end }) => passage.text.slice(start, end));
  const folded = texts.map(fold);
  const words = wordsOf(folded, indexed.words);
  const units = ranges.map(({ start, end }, i): Unit => ({
    start,
    end,
    folded: folded[i]!,
    clauses: folded[i]!.split(CLAUSE_END).filter((clause) => clause !== ''),
    words: words[i]!,
    period: periodOf(texts[i]!, { base }),
  }));
  const header = fold([...headings, passage.lead, passage.stem].filter((part) => part !== null).join('\n'));
  return { indexed, units, header, subject: isReport(report) ? '' : fold(report.title), names: isReport(report) ? [] : namesOf(report.title) };
}
