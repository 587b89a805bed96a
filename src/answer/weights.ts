/** @module Constants of the answer stage, with the measurement that chose them. */

import type { SignalName } from './confidence.js';

/** Logistic model of confidence, fitted by `npm run fit` to the same questions; the threshold lets through 97.5 % of the answerable ones. */
export const CONFIDENCE: { readonly bias: number; readonly threshold: number; readonly weights: Readonly<Record<SignalName, number>> } = {
  bias: 1.792,
  threshold: 0.181,
  weights: {
    softWindow: -1.148,
    softPassage: 0.432,
    softUnit: -1.416,
    windowCoverage: -0.922,
    clauseCoverage: 1.101,
    vector: 2.241,
    lexicalShare: -5.296,
    period: 0.637,
    periodConflict: 0.000,
    yearUncovered: -1.556,
    regionConflict: 4.914,
    foreign: -0.590,
    missingMeasure: -2.566,
    missingKind: -2.932,
    missingNumber: -1.564,
    claimConflict: -0.610,
    unmatched: -0.489,
    unsaid: -1.453,
    periodLoose: -1.215,
    allConcepts: -0.113,
    quotedMissing: 0.444,
    offTopic: -5.644,
    score: 1.597,
    margin: -0.422,
    few: 1.250,
  },
};
