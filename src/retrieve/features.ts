/** @module What the ranker knows of a window: a run of units in a passage that may answer. */

import { overlaps, type Passage, type Period, type Report } from '../reports/index.js';
import type { AnalysedPassage } from './analysed.js';
import { expects, holdsKind, holdsMeasure } from './expectations.js';
import { matchPassage, type PassageMatch, type WordSimilarity } from './passage-match.js';
import type { Question } from './types.js';

/** Names of the features, in the order of every vector. */
export const FEATURES = [
  'lexical', 'vector', 'passageCoverage', 'windowCoverage', 'contextCoverage', 'unitCoverage', 'clauseCoverage', 'rarestInWindow', 'rarestInPassage',
  'quotedMissing', 'region', 'parentRegion', 'period', 'periodConflict', 'unitPeriod', 'unitPeriodConflict', 'periodLoose', 'claim', 'claimConflict',
  'number', 'numberNear', 'measure', 'measureNear', 'kindHeld', 'list', 'definition', 'glossary', 'problem', 'owningUp',
  'length', 'short', 'units', 'first', 'tableRow', 'preface', 'allConcepts', 'softWindow', 'softPassage', 'softUnit',
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** A run of units `[from, to]` of a passage. */
export interface Window {
  readonly passage: AnalysedPassage;
  readonly from: number;
  readonly to: number;
  readonly features: Float64Array;
  /** Indices of the question's concepts that neither the window nor what stands above it speaks of. */
  missed(): readonly number[];
  /** Of the weight of the concepts that the reports have words for, the share that neither the window nor its headings hold. */
  unsaid(): number;
}

export interface PassageScores {
  /** BM25 score over the best of the candidates, 0 to 1. */
  readonly lexical: number;
  /** Cosine. */
  readonly vector: number;
}

const NUMBER = /\d/u;
const NUMBER_WORD = /[一二三四五六七八九十两]+(?:个|项|家|所|座|条|次|批|类|种|名|大|级|等|倍|成)/u;
const DEFINITION = /指|是指|即|：|包括|定义|分别为|口径/u;
const PROBLEM = /问题|不足|短板|差距|困难|弱项|不高|不强|不够|不牢|不健全|不稳|不优|不多|有待|薄弱|压力|偏低|滞后|突出|欠账|矛盾|任重道远|过剩|瓶颈|制约|隐患|难度/gu;
/** Opens the paragraph in which a report owns up to its shortcomings. */
const OWNING_UP = /(?:清醒|充分|也)(?:地|的)?(?:认识|看)到|(?:还|仍|也)?存在.{0,14}(?:问题|困难|不足|短板|差距)|面临.{0,12}(?:困难|挑战)|问题和(?:困难|不足)|困难和(?:问题|挑战)/u;
const LONGEST_WINDOW = 230;
const MOST_UNITS = 4;
/** What a match in the headings above counts beside one in the window. */
const HEADER = 0.7;
const NEIGHBOUR = 0.4;

function periodMatch(asked: readonly Period[], given: Period | null): number {
  if (asked.length === 0 || given === null) return 0;
  return asked.some((period) => overlaps(period, given)) ? 1 : -1;
}

/** Years that a report may be called by: the one it was given in, the one it sets tasks for, a bulletin's own. */
function yearsOfReport({ date, targetYears, years, kind }: Report): readonly number[] {
  const given = date ? [Number(date.slice(0, 4))] : [];
  return [...given, ...targetYears.slice(0, 1), ...(kind === '统计公报' ? years : [])];
}

/** 1: the passage speaks of a year asked for; −1: of others; 0: nothing asked or nothing known. */
function passagePeriod(question: Question, report: Report, passage: Passage): number {
  if (question.reportYears.length > 0) {
    const own = yearsOfReport(report);
    if (!question.reportYears.some((year) => own.includes(year))) return own.length > 0 ? -1 : 0;
    if (question.periods.length === 0) return 1;
  }
  // Shortcomings are told in the review of a past year and asked of the report's own.
  if (question.kind === 'problem' && question.periods.some(({ from, to }) => yearsOfReport(report).some((year) => year >= from && year <= to))) return 1;
  return periodMatch(question.periods, passage.period);
}

/** All windows of a passage with their features. */
export function windowsOf(question: Question, passage: AnalysedPassage, scores: PassageScores, similarity: WordSimilarity): Window[] {
  const match = matchPassage(question, passage, similarity);
  const last = passage.units.length - 1;
  const ofPassage = passageFeatures(question, passage, scores, match, last);
  const shared = Float64Array.from(FEATURES, (name) => (isOfPassage(name) ? ofPassage[name] : 0));
  const windows: Window[] = [];
  for (let from = 0; from <= last; from++) {
    for (let to = from; to <= Math.min(last, from + MOST_UNITS - 1); to++) {
      const length = passage.units[to]!.end - passage.units[from]!.start;
      if (to > from && length > LONGEST_WINDOW) break;
      const features = Float64Array.from(shared);
      const own = windowFeatures(question, passage, match, from, to, last, length);
      for (const { name, at } of OWN) features[at] = own[name];
      const missed = (): number[] => question.concepts.flatMap((_, i) => (Math.max(match.soft(from, to, i), match.header[i]!) < 0.5 ? [i] : []));
      const unsaid = (): number => {
        let known = 0;
        let lacking = 0;
        question.concepts.forEach((concept, i) => {
          if (!concept.known) return;
          known += concept.weight;
          if (Math.max(match.exact(from, to, i), match.header[i]!) < 0.6) lacking += concept.weight;
        });
        return known > 0 ? lacking / known : 0;
      };
      windows.push({ passage, from, to, features, missed, unsaid });
    }
  }
  return windows;
}

const OF_PASSAGE = [
  'lexical', 'vector', 'passageCoverage', 'rarestInPassage', 'region', 'parentRegion', 'period', 'periodConflict',
  'claim', 'claimConflict', 'glossary', 'tableRow', 'preface', 'softPassage',
] as const satisfies readonly FeatureName[];
type PassageFeature = (typeof OF_PASSAGE)[number];
type WindowFeature = Exclude<FeatureName, PassageFeature>;

const isOfPassage = (name: FeatureName): name is PassageFeature => OF_PASSAGE.some((other) => other === name);
/** The features of a window itself, and where each stands in the vector. */
const OWN: readonly { readonly name: WindowFeature; readonly at: number }[] = FEATURES.flatMap((name, at) => (isOfPassage(name) ? [] : [{ name, at }]));

function passageFeatures(question: Question, { indexed }: AnalysedPassage, scores: PassageScores, match: PassageMatch, last: number): Record<PassageFeature, number> {
  const { report, passage } = indexed;
  const region = question.regions.length === 0 ? 0 : question.regions.includes(report.region ?? '') ? 1 : -1;
  const period = passagePeriod(question, report, passage);
  const claim = question.claim === null || passage.claim === 'none' ? 0 : question.claim === passage.claim ? 1 : -1;
  const { heaviest } = match;
  return {
    lexical: scores.lexical,
    vector: scores.vector,
    passageCoverage: match.coverage((i) => Math.max(match.exact(0, last, i), HEADER * match.header[i]!)),
    softPassage: match.coverage((i) => Math.max(match.soft(0, last, i), HEADER * match.header[i]!)),
    rarestInPassage: heaviest < 0 ? 0 : Math.max(match.exact(0, last, heaviest), HEADER * match.header[heaviest]!),
    region,
    parentRegion: region < 0 && question.regions.some((asked) => report.parents.includes(asked)) ? 1 : 0,
    period: period > 0 ? 1 : 0,
    periodConflict: period < 0 ? 1 : 0,
    claim: claim > 0 ? 1 : 0,
    claimConflict: claim < 0 ? 1 : 0,
    glossary: passage.kind === 'glossary' ? (question.kind === 'definition' ? 1 : -0.5) : 0,
    tableRow: passage.kind === 'table-row' ? 1 : 0,
    preface: passage.section === null ? 1 : 0,
  };
}

/** One year is asked for, and the passage speaks of several at once (“十四五”期间). */
function isLoose({ periods }: Question, { period }: Passage): boolean {
  return period !== null && period.to - period.from >= 2 && periods.length > 0 && periods.every(({ from, to }) => from === to);
}

function windowFeatures(
  question: Question,
  passage: AnalysedPassage,
  match: PassageMatch,
  from: number,
  to: number,
  last: number,
  length: number,
): Record<WindowFeature, number> {
  const { concepts } = question;
  const units = passage.units.slice(from, to + 1);
  const text = units.map((unit) => unit.folded).join('');
  const explicit = units.map((unit) => periodMatch(question.periods, unit.period));
  const wantsNumber = question.kind === 'number' || question.units.length > 0;
  const commas = (text.match(/、/gu)?.length ?? 0) + (text.match(/，/gu)?.length ?? 0) / 3;
  const near = match.bestClauses(from, to);
  const { heaviest } = match;
  return {
    windowCoverage: match.coverage((i) => match.exact(from, to, i)),
    softWindow: match.coverage((i) => match.soft(from, to, i)),
    contextCoverage: match.coverage((i) => Math.max(match.exact(from, to, i), HEADER * match.header[i]!, NEIGHBOUR * match.exact(Math.max(0, from - 1), Math.min(last, to + 1), i))),
    unitCoverage: match.bestUnit(from, to),
    softUnit: match.bestSoftUnit(from, to),
    clauseCoverage: near.coverage,
    rarestInWindow: heaviest < 0 ? 0 : match.exact(from, to, heaviest),
    quotedMissing: concepts.some((concept, i) => concept.quoted && match.exact(from, to, i) < 0.7) ? 1 : 0,
    unitPeriod: explicit.includes(1) ? 1 : 0,
    periodLoose: isLoose(question, passage.indexed.passage) && !explicit.includes(1) ? 1 : 0,
    unitPeriodConflict: !explicit.includes(1) && explicit.includes(-1) ? 1 : 0,
    number: wantsNumber ? (NUMBER.test(text) ? 1 : NUMBER_WORD.test(text) ? 0.5 : 0) : 0,
    numberNear: wantsNumber && NUMBER.test(near.text) ? 1 : 0,
    measure: question.units.length > 0 && holdsMeasure(question, text) ? 1 : 0,
    measureNear: question.units.length > 0 && holdsMeasure(question, near.text) ? 1 : 0,
    kindHeld: expects(question) && holdsKind(question, text) ? 1 : 0,
    list: question.kind === 'list' ? Math.min(1, commas / 3) : 0,
    definition: question.kind === 'definition' && DEFINITION.test(text) ? 1 : 0,
    problem: question.kind === 'problem' ? Math.min(1, (text.match(PROBLEM)?.length ?? 0) / 3) : 0,
    owningUp: question.kind === 'problem' && passage.units.some((unit) => OWNING_UP.test(unit.folded)) ? 1 : 0,
    length: Math.min(2, length / 100),
    short: length < 16 ? 1 : 0,
    units: (to - from) / 3,
    first: from === 0 ? 1 : 0,
    allConcepts: concepts.length > 0 && concepts.every((_, i) => Math.max(match.exact(from, to, i), match.header[i]!) > 0.5) ? 1 : 0,
  };
}
