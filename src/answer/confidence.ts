/** @module How sure an answer is: a logistic model over signals of the best window. Below the threshold nothing is answered. */

import { expects, FEATURES, type FeatureName, type RankedWindow, type Retrieval } from '../retrieve/index.js';
import { isOffTopic } from './small-talk.js';
import { CONFIDENCE } from './weights.js';

export const SIGNALS = [
  'softWindow', 'softPassage', 'softUnit', 'windowCoverage', 'clauseCoverage', 'vector', 'lexicalShare', 'period', 'periodConflict', 'yearUncovered', 'regionConflict',
  'foreign', 'missingMeasure', 'missingNumber', 'missingKind', 'claimConflict', 'unmatched', 'unsaid', 'periodLoose', 'allConcepts', 'quotedMissing', 'offTopic', 'score', 'margin', 'few',
] as const;
export type SignalName = (typeof SIGNALS)[number];

const indexOf = (name: FeatureName): number => FEATURES.indexOf(name);

/** Signals of the best window; all zero where there is none. */
export function signalsOf({ question, windows, lexicalShare }: Retrieval): Record<SignalName, number> {
  const best = windows[0];
  const feature = (name: FeatureName, window: RankedWindow | undefined = best): number => window?.features[indexOf(name)] ?? 0;
  const text = best ? best.passage.header + best.passage.units.map((unit) => unit.folded).join('') : '';
  const heaviest = Math.max(1e-9, ...question.concepts.map((concept) => concept.weight));
  const second = windows.find((window) => window.passage !== best?.passage);
  const asksYear = question.periods.length > 0;
  const inPlace = windows.filter((window) => feature('region', window) >= 0);
  const missed = best?.missed() ?? [];
  return {
    softWindow: feature('softWindow'),
    softPassage: feature('softPassage'),
    softUnit: feature('softUnit'),
    windowCoverage: feature('windowCoverage'),
    clauseCoverage: feature('clauseCoverage'),
    vector: feature('vector'),
    lexicalShare,
    period: feature('period'),
    periodConflict: feature('periodConflict'),
    yearUncovered: asksYear && !inPlace.some((window) => feature('period', window) > 0) ? 1 : 0,
    regionConflict: feature('region') < 0 ? 1 : 0,
    foreign: question.foreignPlaces.some((place) => !text.includes(place)) ? 1 : 0,
    missingMeasure: question.units.length > 0 && feature('measureNear') === 0 ? 1 : 0,
    missingKind: expects(question) && feature('kindHeld') === 0 ? 1 : 0,
    missingNumber: question.kind === 'number' && feature('numberNear') === 0 ? 1 : 0,
    claimConflict: feature('claimConflict'),
    unmatched: Math.max(0, ...missed.map((i) => question.concepts[i]?.weight ?? 0)) / heaviest,
    unsaid: best?.unsaid() ?? 1,
    periodLoose: feature('periodLoose'),
    allConcepts: feature('allConcepts'),
    quotedMissing: feature('quotedMissing'),
    offTopic: isOffTopic(question.folded) ? 1 : 0,
    score: (best?.score ?? 0) / 10,
    margin: best && second ? Math.min(1, (best.score - second.score) / 5) : 0,
    few: question.concepts.length <= 1 ? 1 : 0,
  };
}

/** Probability, 0 to 1, that the best window answers. */
export function confidenceOf(retrieval: Retrieval): number {
  if (retrieval.windows.length === 0) return 0;
  const signals = signalsOf(retrieval);
  // A place that no report is about: that a passage happens to name it is no answer.
  const { foreignPlaces, regions } = retrieval.question;
  if (foreignPlaces.length > 0 && regions.length === 0 && signals.unsaid >= 0.5) return 0;
  const sum = SIGNALS.reduce((total, name) => total + CONFIDENCE.weights[name] * signals[name], CONFIDENCE.bias);
  return 1 / (1 + Math.exp(-sum));
}
