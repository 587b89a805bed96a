/** @module How sure an answer is: models over signals of the best window. Below the threshold nothing is answered. */

import { isArticle } from '../reports/index.js';
import { AT, lacksHolder, wantedFigure, type Retrieval } from '../retrieve/index.js';
import { TREES } from './confidence-trees.js';
import { SIGNALS, signalsOf, type SignalName } from './signals.js';
import { treeInputsOf } from './tree-inputs.js';
import { sumOf } from './trees.js';
import { CONFIDENCE } from './weights.js';

/**
 * What each model judges, and by which signals. `topic`: is the question one that such reports are about at all? `figure`: do
 * they tell just what is asked, and not the thing beside it? `article`: the same for articles; not by vectors, which were
 * trained on just those questions that teach it, and so find them nearer than others.
 */
export const MODELS = {
  topic: SIGNALS.filter((name) => name !== 'namesNoneOfSeveral' && name !== 'allConcepts'),
  figure: SIGNALS.filter((name) => name !== 'namesNoPlace' && name !== 'unknown'),
  article: SIGNALS.filter((name) => !['namesNoPlace', 'namesNoneOfSeveral', 'vector', 'figureMissingAfar', 'read', 'cosine'].includes(name)),
} as const satisfies Record<string, readonly SignalName[]>;
export type ModelName = keyof typeof MODELS;

/** The models that judge an answer: articles by one of their own. */
export function modelsFor({ windows: [best] }: Pick<Retrieval, 'windows'>): readonly ModelName[] {
  return best !== undefined && isArticle(best.passage.indexed.report) ? ['article'] : ['topic', 'figure'];
}

/** What one value adds to a sum. */
export interface Term {
  readonly name: string;
  readonly value: number;
  readonly effect: number;
}

/**
 * The verdict of a model, 0 to 1, and what it is made of: a weighted sum of signals, for `figure` beside what trees say. The sum knows the golden
 * questions, whose misses the signals were made for; the trees know many more questions about things beside what reports tell.
 */
export function termsOf(model: ModelName, signals: Readonly<Record<SignalName, number>>, retrieval: Pick<Retrieval, 'question' | 'windows'>): { readonly probability: number; readonly terms: readonly Term[] } {
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
  const tells = (['period', 'unitPeriod'] as const).some((name) => best.features[AT[name]]! > 0);
  return !tells && years.length + targetYears.length > 0;
}

/** Who holds an office is asked, and the best window names nobody. */
function namesNobody({ question, windows: [best] }: Retrieval): boolean {
  return best !== undefined && lacksHolder(question, best.passage.units.slice(best.from, best.to + 1).map((unit) => unit.folded).join(''));
}

/** How sure it is, 0 to 1, that the best window answers; from one half on it is quoted. */
export function confidenceOf(retrieval: Retrieval): number {
  if (retrieval.windows.length === 0) return 0;
  const signals = signalsOf(retrieval);
  // A place that no report is about: that a passage happens to name it is no answer.
  const { foreignPlaces, regions } = retrieval.question;
  if (foreignPlaces.length > 0 && regions.length === 0 && signals.unsaid >= 0.5) return 0;
  if (tellsNoYear(retrieval) || namesNobody(retrieval)) return 0;
  // A figure of something that no report has a word for.
  if (signals.figureUnbound > 0.95 && signals.unknown > 0.95) return 0;
  return Math.min(...modelsFor(retrieval).map((model) => termsOf(model, signals, retrieval).probability));
}

/** Is an answer of this confidence given? */
export const isSure = (confidence: number): boolean => confidence >= 0.5;
