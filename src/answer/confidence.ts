/** @module How sure an answer is: a logistic model over signals of the best window. Below the threshold nothing is answered. */

import { isReport, type ReportHead } from '../reports/index.js';
import {
  expects, FEATURES, figureSupport, matchConcept, wantedFigure, type FeatureName, type Question, type RankedWindow, type Retrieval,
} from '../retrieve/index.js';
import { textOf } from './choose.js';
import { isOffTopic } from './small-talk.js';
import { TREES } from './confidence-trees.js';
import { sumOf } from './trees.js';
import { CONFIDENCE } from './weights.js';

export const SIGNALS = [
  'softWindow', 'windowCoverage', 'vector', 'lexicalShare', 'heaviest', 'unsaid', 'missed', 'allConcepts', 'elsewhere', 'periodLoose', 'figureBound',
  'figureBoundSquared', 'figureUnbound', 'figureMissing', 'figureMissingAfar', 'missingNumber', 'missingNumeral', 'missingKind', 'missingDefinition',
  'claimOther', 'claimOtherBelow', 'namesNoPlace', 'namesNoneOfSeveral', 'unknown', 'concepts', 'offTopic', 'read',
] as const;
export type SignalName = (typeof SIGNALS)[number];

const indexOf = (name: FeatureName): number => FEATURES.indexOf(name);
const flag = (value: boolean): number => (value ? 1 : 0);

const NUMERAL = /[\d一二三四五六七八九十两半]/u;
const DEFINITION = /指|即|是|:|包括|分别|为/u;
const INTENDED = /目标|力争|计划|预期|确保|争取|拟|将|以上|左右/u;
const ACHIEVED = /完成|实现了|达到|同比|比上年|全年/u;

/** Asked for what was achieved, the text speaks of what is intended, or the other way round. */
function tellsOtherClaim({ claim }: Question, text: string): boolean {
  const intended = INTENDED.test(text);
  const achieved = ACHIEVED.test(text);
  return (claim === 'result' && intended && !achieved) || (claim === 'target' && achieved && !intended);
}

/** Where windows of another place or year match better, the answer may stand there, −1 to 1. */
function betterElsewhere({ elsewhere }: Retrieval, best: RankedWindow | undefined): number {
  if (!best) return 1;
  const other = elsewhere.find((window) => window.passage !== best.passage);
  return other ? Math.max(-1, Math.min(1, (other.score - best.score) / 5)) : -1;
}

function isOfSeveralPlaces(reports: readonly ReportHead[]): boolean {
  const first = reports.find(({ region }) => region !== null)?.region;
  return reports.some(({ region }) => region !== null && region !== first);
}

/** Signals of the best window. */
export function signalsOf(retrieval: Retrieval): Record<SignalName, number> {
  const { question, windows, lexicalShare, snapshot } = retrieval;
  const { concepts } = question;
  const best = windows[0];
  const feature = (name: FeatureName): number => best?.features[indexOf(name)] ?? 0;
  const text = best ? best.passage.units.slice(best.from, best.to + 1).map((unit) => unit.folded).join('') : '';
  const header = best?.passage.header ?? '';
  const wanted = wantedFigure(question);
  const { held, bound } = wanted ? figureSupport(question, wanted, header, best ? textOf(best) : '') : { held: 0, bound: 0 };
  const said = concepts.map((concept) => Math.max(matchConcept(concept, text), 0.7 * matchConcept(concept, header)));
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const heaviest = concepts.reduce((at, { weight }, i) => (at < 0 || weight > concepts[at]!.weight ? i : at), -1);
  const shareOf = (holds: (concept: number) => boolean): number => (total > 0 ? concepts.reduce((sum, { weight }, i) => sum + (holds(i) ? weight : 0), 0) / total : 0);
  const otherClaim = flag(tellsOtherClaim(question, text));
  return {
    softWindow: feature('softWindow'),
    windowCoverage: feature('windowCoverage'),
    vector: feature('vector'),
    lexicalShare: Math.min(1, lexicalShare),
    heaviest: said[heaviest] ?? 0,
    unsaid: best?.unsaid() ?? 1,
    missed: wanted ? 0 : shareOf((i) => said[i]! < 0.4),
    allConcepts: feature('allConcepts'),
    elsewhere: betterElsewhere(retrieval, best),
    periodLoose: feature('periodLoose'),
    figureBound: bound,
    figureBoundSquared: bound * bound,
    figureUnbound: wanted ? 1 - bound : 0,
    figureMissing: flag(wanted !== null && held === 0),
    figureMissingAfar: wanted !== null && held === 0 ? 1 - feature('vector') : 0,
    missingNumber: flag(question.kind === 'number' && feature('numberNear') === 0),
    missingNumeral: flag(question.kind === 'number' && !NUMERAL.test(text)),
    missingKind: flag(expects(question) && feature('kindHeld') === 0),
    missingDefinition: flag(question.kind === 'definition' && !DEFINITION.test(text)),
    claimOther: otherClaim,
    claimOtherBelow: otherClaim * feature('claimConflict'),
    namesNoPlace: flag(question.regions.length === 0),
    namesNoneOfSeveral: flag(question.regions.length === 0 && isOfSeveralPlaces(snapshot.reports)),
    unknown: shareOf((i) => !concepts[i]!.known),
    concepts: Math.min(8, concepts.length) / 8,
    offTopic: flag(isOffTopic(question.folded)),
    read: feature('read'),
  };
}

/**
 * What each model judges, and by which signals. `topic`: is the question one that such reports are about at all? `figure`: do
 * they tell just what is asked, and not the thing beside it? `other`: the same for documents that are no reports; not by vectors and the reader, which
 * were trained on just those questions that teach it, and so find them nearer than others.
 */
export const MODELS = {
  topic: SIGNALS.filter((name) => name !== 'namesNoneOfSeveral' && name !== 'allConcepts'),
  figure: SIGNALS.filter((name) => name !== 'namesNoPlace' && name !== 'unknown'),
  other: SIGNALS.filter((name) => !['namesNoPlace', 'namesNoneOfSeveral', 'vector', 'figureMissingAfar', 'read'].includes(name)),
} as const satisfies Record<string, readonly SignalName[]>;
export type ModelName = keyof typeof MODELS;

/** The reports speak in one voice; other documents are judged by a model of their own. */
export function isOther({ windows: [best] }: Pick<Retrieval, 'windows'>): boolean {
  return best !== undefined && !isReport(best.passage.indexed.report);
}

/** The models that judge an answer. */
export function modelsFor(retrieval: Pick<Retrieval, 'windows'>): readonly ModelName[] {
  return isOther(retrieval) ? ['other'] : ['topic', 'figure'];
}

/** What one value adds to a sum. */
export interface Term {
  readonly name: string;
  readonly value: number;
  readonly effect: number;
}

/** What trees are asked about: all signals, then all features of the best window. */
export const TREE_INPUTS: readonly string[] = [...SIGNALS, ...FEATURES.map((name) => `window.${name}`)];

export function treeInputsOf(signals: Readonly<Record<SignalName, number>>, { windows: [best] }: Pick<Retrieval, 'windows'>): Float64Array {
  return Float64Array.from([...SIGNALS.map((name) => signals[name]), ...(best?.features ?? FEATURES.map(() => 0))]);
}

/**
 * The verdict of a model, 0 to 1, and what it is made of: a weighted sum of signals, for `figure` beside what trees say. The sum knows the golden
 * questions, whose misses the signals were made for; the trees know many more questions about things beside what reports tell.
 */
export function termsOf(model: ModelName, signals: Readonly<Record<SignalName, number>>, retrieval: Pick<Retrieval, 'windows'>): { readonly probability: number; readonly terms: readonly Term[] } {
  const { bias, weights } = CONFIDENCE[model];
  const terms: Term[] = MODELS[model].map((name) => ({ name, value: signals[name], effect: (weights[name] ?? 0) * signals[name] }));
  if (model === 'figure') {
    const value = sumOf(TREES, treeInputsOf(signals, retrieval));
    terms.push({ name: 'trees', value, effect: value });
  }
  const sum = terms.reduce((total, { effect }) => total + effect, bias);
  return { probability: 1 / (1 + Math.exp(-sum)), terms };
}

/** A figure of a year is asked for, and the best window of a report that says its years tells of no year: a definition, a note. */
function tellsNoYear({ question, windows: [best] }: Retrieval): boolean {
  if (!best || question.periods.length === 0 || wantedFigure(question) === null) return false;
  const { years, targetYears } = best.passage.indexed.report;
  const tells = (['period', 'unitPeriod'] as const).some((name) => best.features[indexOf(name)]! > 0);
  return !tells && years.length + targetYears.length > 0;
}

/** How sure it is, 0 to 1, that the best window answers; from one half on it is quoted. */
export function confidenceOf(retrieval: Retrieval): number {
  if (retrieval.windows.length === 0) return 0;
  const signals = signalsOf(retrieval);
  // A place that no report is about: that a passage happens to name it is no answer.
  const { foreignPlaces, regions } = retrieval.question;
  if (foreignPlaces.length > 0 && regions.length === 0 && signals.unsaid >= 0.5) return 0;
  if (tellsNoYear(retrieval)) return 0;
  // A figure of something that no report has a word for.
  if (signals.figureUnbound > 0.95 && signals.unknown > 0.95) return 0;
  return Math.min(...modelsFor(retrieval).map((model) => termsOf(model, signals, retrieval).probability));
}

/** Is an answer of this confidence given? */
export const isSure = (confidence: number): boolean => confidence >= 0.5;
