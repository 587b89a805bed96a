/** @module How sure an answer is: a logistic model over signals of the best window. Below the threshold nothing is answered. */

import { FEATURES, type FeatureName, type Retrieval } from '../retrieve/index.js';
import { CONFIDENCE } from './weights.js';

export const SIGNALS = [
  'windowCoverage', 'passageCoverage', 'clauseCoverage', 'contextCoverage', 'rarestInWindow', 'rarestInPassage', 'lexical', 'vector',
  'period', 'periodConflict', 'regionConflict', 'unitOfMeasure', 'missingMeasure', 'unmatched', 'foreign', 'askedWeight', 'quotedMissing', 'noRegion',
] as const;
export type SignalName = (typeof SIGNALS)[number];

/** Signals of the best window; all zero where there is none. */
export function signalsOf({ question, windows }: Retrieval): Record<SignalName, number> {
  const best = windows[0];
  const feature = (name: FeatureName): number => best?.features[FEATURES.indexOf(name)] ?? 0;
  const total = question.concepts.reduce((sum, concept) => sum + concept.weight, 0);
  const header = best?.passage.header ?? '';
  const text = best?.passage.units.map((unit) => unit.folded).join('') ?? '';
  return {
    windowCoverage: feature('windowCoverage'),
    passageCoverage: feature('passageCoverage'),
    clauseCoverage: feature('clauseCoverage'),
    contextCoverage: feature('contextCoverage'),
    rarestInWindow: feature('rarestInWindow'),
    rarestInPassage: feature('rarestInPassage'),
    lexical: feature('lexical'),
    vector: feature('vector'),
    period: feature('period'),
    periodConflict: feature('periodConflict'),
    regionConflict: feature('region') < 0 ? 1 : 0,
    unitOfMeasure: feature('unitOfMeasure'),
    missingMeasure: question.units.length > 0 && feature('unitOfMeasure') === 0 ? 1 : 0,
    unmatched: Math.min(3, (1 - feature('passageCoverage')) * total * 0.1),
    foreign: question.foreignPlaces.some((place) => !header.includes(place) && !text.includes(place)) ? 1 : 0,
    askedWeight: Math.min(3, total * 0.1),
    quotedMissing: feature('quotedMissing'),
    noRegion: question.regions.length === 0 ? 1 : 0,
  };
}

/** Probability, 0 to 1, that the best window answers. */
export function confidenceOf(retrieval: Retrieval): number {
  if (retrieval.windows.length === 0) return 0;
  const signals = signalsOf(retrieval);
  const sum = SIGNALS.reduce((total, name) => total + CONFIDENCE.weights[name] * signals[name], CONFIDENCE.bias);
  return 1 / (1 + Math.exp(-sum));
}
