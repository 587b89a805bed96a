/** @module Constants of the answer stage, with the measurement that chose them. */

import type { SignalName } from './confidence.js';

/** Logistic model of confidence, fitted by `npm run fit` to the same questions; the threshold lets through 97.5 % of the answerable ones. */
export const CONFIDENCE: { readonly bias: number; readonly threshold: number; readonly weights: Readonly<Record<SignalName, number>> } = {
  bias: 1.792,
  threshold: 0.181,
  weights: {
    softWindow: 0,
    windowCoverage: 0,
    vector: 0,
    lexicalShare: 0,
    heaviest: 0,
    unsaid: 0,
    missed: 0,
    allConcepts: 0,
    elsewhere: 0,
    periodLoose: 0,
    figureBound: 0,
    figureBoundSquared: 0,
    figureUnbound: 0,
    figureMissing: 0,
    figureMissingAfar: 0,
    missingNumber: 0,
    missingNumeral: 0,
    missingKind: 0,
    missingDefinition: 0,
    claimOther: 0,
    claimOtherBelow: 0,
    isNumber: 0,
    isList: 0,
    isDefinition: 0,
    isReason: 0,
    isProblem: 0,
    isFact: 0,
    namesPlace: 0,
    concepts: 0,
    length: 0,
    offTopic: 0,
  },
};
