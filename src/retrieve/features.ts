/** @module What the ranker knows of a window: a run of units in a passage that may answer. */

import type { Passage, ReportHead } from '../reports/index.js';
import type { AnalysedPassage } from './analysed.js';
import { greatest, matchPassage, raise, type ConceptWeights, type PassageMatch } from './passage-match.js';
import type { Question } from './types.js';
import { periodMatch, unitSigns, type UnitSigns } from './unit-signs.js';
import type { WordSimilarity } from './word-vectors.js';

/** Names of the features, in the order of every vector. */
export const FEATURES = [
  'lexical', 'vector', 'passageCoverage', 'windowCoverage', 'contextCoverage', 'unitCoverage', 'clauseCoverage', 'rarestInWindow', 'rarestInPassage',
  'quotedMissing', 'region', 'parentRegion', 'period', 'periodConflict', 'unitPeriod', 'unitPeriodConflict', 'periodLoose', 'claim', 'claimConflict',
  'number', 'numberNear', 'measure', 'measureNear', 'kindHeld', 'list', 'definition', 'glossary', 'problem', 'owningUp',
  'length', 'short', 'units', 'first', 'tableRow', 'preface', 'allConcepts', 'softWindow', 'softPassage', 'softUnit', 'read', 'subject',
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** A run of units `[from, to]` of a passage. */
export interface Window {
  readonly passage: AnalysedPassage;
  readonly from: number;
  readonly to: number;
  readonly features: Float64Array;
  readonly question: Question;
  readonly match: PassageMatch;
  /** Indices of the question's concepts that neither the window nor what stands above it speaks of. */
  missed(this: Window): readonly number[];
  /** Of the weight of the concepts that the reports have words for, the share that neither the window nor its headings hold. */
  unsaid(this: Window): number;
}

export interface PassageScores {
  /** BM25 score over the best of the candidates, 0 to 1. */
  readonly lexical: number;
  /** Cosine. */
  readonly vector: number;
}

const LONGEST_WINDOW = 230;
const MOST_UNITS = 4;
/** What a match in the headings above counts beside one in the window. */
const HEADER = 0.7;
const NEIGHBOUR = 0.4;

/** Years that a report may be called by: the one it was given in, the one it sets tasks for, a bulletin's own. */
function yearsOfReport({ date, targetYears, years, kind }: ReportHead): readonly number[] {
  const given = date ? [Number(date.slice(0, 4))] : [];
  return [...given, ...targetYears.slice(0, 1), ...(kind === '统计公报' ? years : [])];
}

/** 1: the passage speaks of a year asked for; −1: of others; 0: nothing asked or nothing known. */
function passagePeriod(question: Question, report: ReportHead, passage: Passage): number {
  if (question.reportYears.length > 0) {
    const own = yearsOfReport(report);
    if (!question.reportYears.some((year) => own.includes(year))) return own.length > 0 ? -1 : 0;
    if (question.periods.length === 0) return 1;
  }
  // Shortcomings are told in the review of a past year and asked of the report's own.
  if (question.kind === 'problem' && question.periods.some(({ from, to }) => yearsOfReport(report).some((year) => year >= from && year <= to))) return 1;
  return periodMatch(question.periods, passage.period);
}

function placesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>>;
function placesOf(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, place) => [name, place]));
}

/** Where each feature stands in a vector. */
export const AT = placesOf(FEATURES);

function missed(this: Window): readonly number[] {
  const { question, match, from, to } = this;
  return question.concepts.flatMap((_, i) => (Math.max(greatest(match.soft, from, to, i), match.header[i]!) < 0.5 ? [i] : []));
}

function unsaid(this: Window): number {
  const { question, match, from, to } = this;
  let known = 0;
  let lacking = 0;
  question.concepts.forEach((concept, i) => {
    if (!concept.known) return;
    known += concept.weight;
    if (Math.max(greatest(match.exact, from, to, i), match.header[i]!) < 0.6) lacking += concept.weight;
  });
  return known > 0 ? lacking / known : 0;
}

/** All windows of a passage with their features. */
export function windowsOf(question: Question, weights: ConceptWeights, passage: AnalysedPassage, scores: PassageScores, similarity: WordSimilarity): Window[] {
  const match = matchPassage(weights, passage, similarity);
  const signs = passage.units.map((unit, i) => unitSigns(question, unit, match.clauses[i]!.text, passage.units[i - 1]));
  const last = passage.units.length - 1;
  const shared = passageFeatures(question, weights, passage, scores, match, signs);
  const loose = isLoose(question, passage.indexed.passage);
  const windows: Window[] = [];
  // One block for all: a vector of its own for each of hundreds of windows takes longer than to fill it.
  const block = new Float64Array((last + 1) * MOST_UNITS * FEATURES.length);
  for (let from = 0; from <= last; from++) {
    const grown = new GrowingWindow(weights, match, signs);
    for (let to = from; to <= Math.min(last, from + MOST_UNITS - 1); to++) {
      const length = passage.units[to]!.end - passage.units[from]!.start;
      if (to > from && length > LONGEST_WINDOW) break;
      grown.take(to, to > from);
      const start = windows.length * FEATURES.length;
      const features = block.subarray(start, start + FEATURES.length);
      features.set(shared);
      grown.describe(question, features, from, to);
      features[AT.periodLoose] = loose && !grown.inPeriod ? 1 : 0;
      features[AT.length] = Math.min(2, length / 100);
      features[AT.short] = length < 16 ? 1 : 0;
      windows.push({ passage, from, to, features, question, match, missed, unsaid });
    }
  }
  return windows;
}

/** One year is asked for, and the passage speaks of several at once (“十四五”期间). */
function isLoose({ periods }: Question, { period }: Passage): boolean {
  return period !== null && period.to - period.from >= 2 && periods.length > 0 && periods.every(({ from, to }) => from === to);
}

/** The features that all windows of a passage share; the others are 0. */
function passageFeatures(
  question: Question,
  weights: ConceptWeights,
  { indexed, units, names }: AnalysedPassage,
  scores: PassageScores,
  match: PassageMatch,
  signs: readonly UnitSigns[],
): Float64Array {
  const { report, passage } = indexed;
  const region = question.regions.length === 0 || report.region === null ? 0 : question.regions.includes(report.region) ? 1 : -1;
  const period = passagePeriod(question, report, passage);
  const claim = question.claim === null || passage.claim === 'none' ? 0 : question.claim === passage.claim ? 1 : -1;
  const exact = new Float64Array(weights.concepts.length);
  const soft = new Float64Array(weights.concepts.length);
  raise(exact, match.header, HEADER);
  raise(soft, match.header, HEADER);
  for (let unit = 0; unit < units.length; unit++) {
    raise(exact, match.exact[unit]!);
    raise(soft, match.soft[unit]!);
  }
  const features = new Float64Array(FEATURES.length);
  features[AT.lexical] = scores.lexical;
  features[AT.vector] = scores.vector;
  features[AT.passageCoverage] = weights.coverage(exact);
  features[AT.softPassage] = weights.coverage(soft);
  features[AT.rarestInPassage] = weights.heaviest < 0 ? 0 : exact[weights.heaviest]!;
  features[AT.region] = region;
  features[AT.subject] = names.some((name) => question.subjects.includes(name)) ? 1 : 0;
  features[AT.parentRegion] = region < 0 && question.regions.some((asked) => report.parents.includes(asked)) ? 1 : 0;
  features[AT.period] = period > 0 ? 1 : 0;
  features[AT.periodConflict] = period < 0 ? 1 : 0;
  features[AT.claim] = claim > 0 ? 1 : 0;
  features[AT.claimConflict] = claim < 0 ? 1 : 0;
  features[AT.glossary] = passage.kind === 'glossary' ? (question.kind === 'definition' ? 1 : -0.5) : 0;
  features[AT.tableRow] = passage.kind === 'table-row' ? 1 : 0;
  features[AT.preface] = passage.section === null ? 1 : 0;
  features[AT.owningUp] = signs.some((sign) => sign.ownsUp) ? 1 : 0;
  return features;
}

/** A window that takes in one unit after the other, so that each unit is looked at once a start. */
class GrowingWindow {
  inPeriod = false;
  #inOtherPeriod = false;
  readonly #exact: Float64Array;
  readonly #soft: Float64Array;
  readonly #scratch: Float64Array;
  #bestUnit = 0;
  #bestSoftUnit = 0;
  #near = -1;
  #number = 0;
  #measure = false;
  #kindHeld = false;
  #definition = false;
  #commas = 0;
  #problems = 0;

  constructor(
    private readonly weights: ConceptWeights,
    private readonly match: PassageMatch,
    private readonly signs: readonly UnitSigns[],
  ) {
    const { length } = weights.concepts;
    this.#exact = new Float64Array(length);
    this.#soft = new Float64Array(length);
    this.#scratch = new Float64Array(length);
  }

  /** `continues`: the unit before it was taken. */
  take(unit: number, continues: boolean): void {
    const { match } = this;
    const sign = this.signs[unit]!;
    raise(this.#exact, match.exact[unit]!);
    raise(this.#soft, match.soft[unit]!);
    this.#bestUnit = Math.max(this.#bestUnit, match.units[unit]!);
    this.#bestSoftUnit = Math.max(this.#bestSoftUnit, match.softUnits[unit]!);
    if (this.#near < 0 || match.clauses[unit]!.coverage > match.clauses[this.#near]!.coverage) this.#near = unit;
    this.inPeriod ||= sign.period > 0;
    this.#inOtherPeriod ||= sign.period < 0;
    this.#number = Math.max(this.#number, sign.number);
    this.#measure ||= sign.measure || (continues && sign.measureWrapped);
    this.#kindHeld ||= sign.kindHeld;
    this.#definition ||= sign.definition;
    this.#commas += sign.commas;
    this.#problems += sign.problems;
  }

  /** Sets the features of the window `[from, to]`, all of whose units were taken. */
  describe({ concepts }: Question, features: Float64Array, from: number, to: number): void {
    const { weights, match } = this;
    const near = this.signs[this.#near]!;
    features[AT.windowCoverage] = weights.coverage(this.#exact);
    features[AT.softWindow] = weights.coverage(this.#soft);
    features[AT.contextCoverage] = weights.coverage(this.#inContext(from, to));
    features[AT.unitCoverage] = this.#bestUnit;
    features[AT.softUnit] = this.#bestSoftUnit;
    features[AT.clauseCoverage] = match.clauses[this.#near]!.coverage;
    features[AT.rarestInWindow] = weights.heaviest < 0 ? 0 : this.#exact[weights.heaviest]!;
    features[AT.quotedMissing] = concepts.some((concept, i) => concept.quoted && this.#exact[i]! < 0.7) ? 1 : 0;
    features[AT.unitPeriod] = this.inPeriod ? 1 : 0;
    features[AT.unitPeriodConflict] = !this.inPeriod && this.#inOtherPeriod ? 1 : 0;
    features[AT.number] = this.#number;
    features[AT.numberNear] = near.numberNear ? 1 : 0;
    features[AT.measure] = this.#measure ? 1 : 0;
    features[AT.measureNear] = near.measureNear ? 1 : 0;
    features[AT.kindHeld] = this.#kindHeld ? 1 : 0;
    features[AT.list] = Math.min(1, this.#commas / 3);
    features[AT.definition] = this.#definition ? 1 : 0;
    features[AT.problem] = Math.min(1, this.#problems / 3);
    features[AT.units] = (to - from) / 3;
    features[AT.first] = from === 0 ? 1 : 0;
    features[AT.allConcepts] = concepts.length > 0 && concepts.every((_, i) => Math.max(this.#exact[i]!, match.header[i]!) > 0.5) ? 1 : 0;
  }

  /** Match with the window, at a discount with the headings above and the sentence on either side. */
  #inContext(from: number, to: number): Float64Array {
    const { match } = this;
    const values = this.#scratch;
    values.set(this.#exact);
    raise(values, match.header, HEADER);
    if (from > 0) raise(values, match.exact[from - 1]!, NEIGHBOUR);
    if (to + 1 < match.exact.length) raise(values, match.exact[to + 1]!, NEIGHBOUR);
    return values;
  }
}
