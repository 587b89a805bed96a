/** @module What the ranker knows of a window: a run of units in a passage that may answer. */

import { overlaps, type Period } from '../reports/index.js';
import type { AnalysedPassage, Unit } from './analysed.js';
import { matchConcept } from './match.js';
import type { Concept, Question } from './types.js';

/** Names of the features, in the order of every vector. */
export const FEATURES = [
  'lexical', 'vector', 'passageCoverage', 'windowCoverage', 'contextCoverage', 'unitCoverage', 'clauseCoverage', 'rarestInWindow', 'rarestInPassage',
  'quotedMissing', 'region', 'parentRegion', 'period', 'periodConflict', 'unitPeriod', 'unitPeriodConflict', 'claim', 'claimConflict',
  'number', 'numberNear', 'unitOfMeasure', 'list', 'definition', 'glossary', 'reason', 'person', 'time', 'problem',
  'length', 'short', 'units', 'first', 'tableRow', 'preface', 'coverageTimesNumber', 'allConcepts', 'slogan', 'softWindow', 'softPassage', 'softUnit',
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** A run of units `[from, to]` of a passage. */
export interface Window {
  readonly passage: AnalysedPassage;
  readonly from: number;
  readonly to: number;
  readonly features: Float64Array;
}

const NUMBER = /\d/u;
const NUMBER_WORD = /[一二三四五六七八九十两]+(?:个|项|家|所|座|条|条|次|批|类|种|名|大|级|等|倍|成)/u;
const REASON = /因|由于|为了|以便|根本在于|在于|考虑|原因|受.{2,12}影响|旨在|着眼/u;
const DEFINITION = /指|是指|即|：|包括|定义|分别为|口径/u;
const PROBLEM = /问题|不足|短板|差距|困难|弱项|不高|不强|不够|有待|薄弱|压力|偏低|滞后|突出|下降|欠账/u;
const TIME = /\d+月|\d+日|\d{4}年|年底|月底|年内|季度|时至|凌晨|上半年|下半年|期末/u;
const PERSON = /[省市区县州旗]长|主席|总理|书记|主任|同志/u;
const SLOGAN = /习近平|中国特色社会主义|重要讲话|指导思想|紧密团结|坚强领导/u;
const LONGEST_WINDOW = 230;
const MOST_UNITS = 4;

const share = (sum: number, total: number): number => (total > 0 ? sum / total : 0);

function periodMatch(asked: readonly Period[], given: Period | null): number {
  if (asked.length === 0 || given === null) return 0;
  return asked.some((period) => overlaps(period, given)) ? 1 : -1;
}

function hasUnit(question: Question, text: string): boolean {
  return question.units.some((unit) => new RegExp(`\\d[\\d.,万亿千百多余]*\\s?(?:[\\p{Script=Han}]{0,2})${unit.replace(/[%％]/u, '[%％]')}`, 'u').test(text));
}

export interface PassageScores {
  /** BM25 score over the best of the candidates, 0 to 1. */
  readonly lexical: number;
  /** Cosine. */
  readonly vector: number;
}

/** Cosine of two words. */
export type WordSimilarity = (a: string, b: string) => number;

/** Cosines below this are noise, above that as good as the word itself. */
const SOFT = { from: 0.3, to: 0.8 } as const;

/** How near the nearest word of a unit comes to a concept, 0 to 1. */
function softMatch(concept: Concept, unit: Unit, exact: number, similarity: WordSimilarity): number {
  let best = exact;
  for (const word of unit.words) {
    const near = (similarity(concept.surface, word) - SOFT.from) / (SOFT.to - SOFT.from);
    if (near > best) best = Math.min(1, near);
  }
  return best;
}

/** All windows of a passage with their features. */
export function windowsOf(question: Question, passage: AnalysedPassage, scores: PassageScores, similarity: WordSimilarity): Window[] {
  const { concepts } = question;
  const { report, passage: own } = passage.indexed;
  const total = concepts.reduce((sum, concept) => sum + concept.weight, 0);
  const heaviest = concepts.reduce((best, concept, i) => (concept.weight > (concepts[best]?.weight ?? 0) ? i : best), 0);
  const matches = passage.units.map((unit) => concepts.map((concept) => matchConcept(concept, unit.folded)));
  const headerMatch = concepts.map((concept) => matchConcept(concept, passage.header));
  const coverage = (match: (concept: number) => number): number => share(concepts.reduce((sum, concept, i) => sum + concept.weight * match(i), 0), total);
  const best = (from: number, to: number, i: number): number => {
    let value = 0;
    for (let unit = from; unit <= to; unit++) value = Math.max(value, matches[unit]![i]!);
    return value;
  };
  const last = passage.units.length - 1;
  const soft = passage.units.map((unit, u) => concepts.map((concept, i) => softMatch(concept, unit, matches[u]![i]!, similarity)));
  const bestSoft = (from: number, to: number, i: number): number => {
    let value = 0;
    for (let unit = from; unit <= to; unit++) value = Math.max(value, soft[unit]![i]!);
    return value;
  };
  const softUnits = passage.units.map((_, unit) => coverage((i) => soft[unit]![i]!));
  const softPassage = coverage((i) => Math.max(bestSoft(0, last, i), 0.7 * headerMatch[i]!));
  const passageCoverage = coverage((i) => Math.max(best(0, last, i), 0.7 * headerMatch[i]!));
  const unitCoverages = passage.units.map((_, unit) => coverage((i) => matches[unit]![i]!));
  const clauseCoverages = passage.units.map((unit) => bestClause(question, unit, total));
  const region = question.regions.length === 0 ? 0 : question.regions.includes(report.region ?? '') ? 1 : -1;
  const parent = region < 0 && question.regions.some((asked) => report.parents.includes(asked)) ? 1 : 0;
  const period = periodMatch(question.periods, own.period);
  const claim = question.claim === null || own.claim === 'none' ? 0 : question.claim === own.claim ? 1 : -1;
  const wantsNumber = question.kind === 'number' || question.units.length > 0;

  const windows: Window[] = [];
  for (let from = 0; from <= last; from++) {
    for (let to = from; to <= Math.min(last, from + MOST_UNITS - 1); to++) {
      const length = passage.units[to]!.end - passage.units[from]!.start;
      if (to > from && length > LONGEST_WINDOW) break;
      const units = passage.units.slice(from, to + 1);
      const text = units.map((unit) => unit.folded).join('');
      const windowCoverage = coverage((i) => best(from, to, i));
      const bestUnit = Math.max(...unitCoverages.slice(from, to + 1));
      const explicit = units.map((unit) => periodMatch(question.periods, unit.period));
      const number = NUMBER.test(text) ? 1 : NUMBER_WORD.test(text) ? 0.5 : 0;
      const measured = question.units.length > 0 && hasUnit(question, text) ? 1 : 0;
      const commas = (text.match(/、/gu)?.length ?? 0) + (text.match(/，/gu)?.length ?? 0) / 3;
      const features: Record<FeatureName, number> = {
        lexical: scores.lexical,
        vector: scores.vector,
        passageCoverage,
        windowCoverage,
        contextCoverage: coverage((i) => Math.max(best(from, to, i), 0.7 * headerMatch[i]!, 0.4 * best(Math.max(0, from - 1), Math.min(last, to + 1), i))),
        unitCoverage: bestUnit,
        clauseCoverage: Math.max(...clauseCoverages.slice(from, to + 1)),
        rarestInWindow: concepts.length > 0 ? best(from, to, heaviest) : 0,
        rarestInPassage: concepts.length > 0 ? Math.max(best(0, last, heaviest), 0.7 * headerMatch[heaviest]!) : 0,
        quotedMissing: concepts.some((concept, i) => concept.quoted && best(from, to, i) < 0.7) ? 1 : 0,
        region,
        parentRegion: parent,
        period: period > 0 ? 1 : 0,
        periodConflict: period < 0 ? 1 : 0,
        unitPeriod: explicit.includes(1) ? 1 : 0,
        unitPeriodConflict: !explicit.includes(1) && explicit.includes(-1) ? 1 : 0,
        claim: claim > 0 ? 1 : 0,
        claimConflict: claim < 0 ? 1 : 0,
        number: wantsNumber ? number : 0,
        numberNear: wantsNumber && units.some((unit, k) => NUMBER.test(unit.folded) && unitCoverages[from + k]! > 0.5 * bestUnit) ? 1 : 0,
        unitOfMeasure: measured,
        list: question.kind === 'list' ? Math.min(1, commas / 3) : 0,
        definition: question.kind === 'definition' && DEFINITION.test(text) ? 1 : 0,
        glossary: own.kind === 'glossary' ? (question.kind === 'definition' ? 1 : -0.5) : 0,
        reason: question.kind === 'reason' && REASON.test(text) ? 1 : 0,
        person: question.kind === 'person' && PERSON.test(text) ? 1 : 0,
        time: question.kind === 'time' && TIME.test(text) ? 1 : 0,
        problem: question.kind === 'problem' && PROBLEM.test(text) ? 1 : 0,
        length: Math.min(2, length / 100),
        short: length < 16 ? 1 : 0,
        units: (to - from) / 3,
        first: from === 0 ? 1 : 0,
        tableRow: own.kind === 'table-row' ? 1 : 0,
        preface: own.section === null ? 1 : 0,
        coverageTimesNumber: wantsNumber ? windowCoverage * (question.units.length > 0 ? measured : number) : 0,
        allConcepts: concepts.length > 0 && concepts.every((_, i) => Math.max(best(from, to, i), headerMatch[i]!) > 0.5) ? 1 : 0,
        slogan: SLOGAN.test(text) ? 1 : 0,
        softWindow: coverage((i) => bestSoft(from, to, i)),
        softPassage,
        softUnit: Math.max(...softUnits.slice(from, to + 1)),
      };
      windows.push({ passage, from, to, features: Float64Array.from(FEATURES, (name) => features[name]) });
    }
  }
  return windows;
}

/** Coverage of the best run of two neighbouring clauses: what is asked should stand close together. */
function bestClause(question: Question, unit: Unit, total: number): number {
  const parts = unit.folded.split(/[，,：:]/u);
  let best = 0;
  for (let i = 0; i < parts.length; i++) {
    const text = `${parts[i]!}，${parts[i + 1] ?? ''}`;
    best = Math.max(best, share(question.concepts.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, text), 0), total));
  }
  return best;
}
