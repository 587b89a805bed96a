/** @module Constants of the answer stage, with the measurement that chose them. */

import type { SignalName } from './confidence.js';

/** Logistic model of confidence, fitted on the development questions by `npm run fit`. */
export const CONFIDENCE: { readonly bias: number; readonly threshold: number; readonly weights: Readonly<Record<SignalName, number>> } = {
  bias: -0.674,
  threshold: 0.186,
  weights: {
    softWindow: -1.134,
    softPassage: 1.341,
    softUnit: 0.622,
    windowCoverage: -0.156,
    clauseCoverage: -1.237,
    vector: 1.969,
    lexicalShare: -5.953,
    period: 0.431,
    periodConflict: 0.000,
    yearUncovered: 0.165,
    regionConflict: 0.000,
    foreign: -1.173,
    missingMeasure: -3.256,
    missingKind: -3.246,
    missingNumber: -1.612,
    claimConflict: -1.129,
    unmatched: -0.174,
    quotedMissing: 1.658,
    offTopic: -4.846,
    score: 2.635,
    margin: -0.392,
    few: 3.453,
  },
};
