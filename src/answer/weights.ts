/** @module Constants of the answer stage, with the measurement that chose them. */

import type { SignalName } from './confidence.js';

/** Logistic model of confidence, fitted by `npm run fit` to the same questions; the threshold lets through 97.5 % of the answerable ones. */
export const CONFIDENCE: { readonly bias: number; readonly threshold: number; readonly weights: Readonly<Record<SignalName, number>> } = {
  bias: -0.654,
  threshold: 0.310,
  weights: {
    softWindow: 0.438,
    windowCoverage: -0.175,
    vector: 1.825,
    lexicalShare: -2.771,
    heaviest: -1.367,
    unsaid: -1.764,
    missed: 0.398,
    allConcepts: 0.865,
    elsewhere: -0.494,
    periodLoose: -1.358,
    figureBound: 0.005,
    figureBoundSquared: 1.574,
    figureUnbound: -1.066,
    figureMissing: -1.242,
    figureMissingAfar: -0.801,
    missingNumber: 0.374,
    missingNumeral: -1.164,
    missingKind: -4.456,
    missingDefinition: -3.827,
    claimOther: 1.358,
    claimOtherBelow: -3.270,
    isNumber: -0.523,
    isList: 0.853,
    isDefinition: 1.339,
    isReason: 1.527,
    isProblem: 1.869,
    isFact: 0.071,
    namesPlace: 2.173,
    concepts: 2.728,
    length: 1.165,
    offTopic: -5.720,
  },
};
