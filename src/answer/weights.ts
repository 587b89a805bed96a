/** @module Constants of the answer stage, with the measurement that chose them. */

import type { ModelName } from './confidence.js';
import type { SignalName } from './signals.js';

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Partial<Record<SignalName, number>>>;
}

/**
 * Logistic models of confidence, fitted by `npm run fit`: `figure`, beside which the trees of confidence-trees.ts speak, to the golden
 * questions; `topic` to the answerable of them and to questions on an encyclopaedia, on law and from everyday talk (CMRC 2018, law, C3, DRCD); `article` to questions
 * on an encyclopaedia, of whose passages a quarter were left out of the index. The bias holds the threshold: at one half,
 * 98.3 % of the answerable questions pass `figure`, 99.65 % `topic` and 99 % `article`; that of `figure` was raised by 0.25 after the fit, that of `article` by 0.15.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.305,
    weights: {
      softWindow: 0.776,
      windowCoverage: 0.340,
      vector: 3.283,
      lexicalShare: 0.951,
      heaviest: -0.301,
      unsaid: -0.890,
      missed: -0.914,
      elsewhere: 1.616,
      periodLoose: 0.358,
      figureBound: 1.400,
      figureBoundSquared: 0.909,
      figureUnbound: 0.892,
      figureMissing: -0.112,
      figureMissingAfar: -0.330,
      missingNumber: 0.855,
      missingNumeral: -0.274,
      missingKind: -1.095,
      missingDefinition: 0.799,
      claimOther: 0.945,
      claimOtherBelow: 0.833,
      namesNoPlace: -3.337,
      unknown: -1.385,
      concepts: 2.288,
      offTopic: -2.733,
      read: 0.991,
      cosine: 3.660,
      readHere: 0.048,
      readAnywhere: 0.080,
      readSum: -0.144,
    },
  },
  figure: {
    bias: 1.864,
    weights: {
      softWindow: 0.171,
      windowCoverage: -0.124,
      vector: 0.241,
      lexicalShare: -1.244,
      heaviest: -0.703,
      unsaid: -0.841,
      missed: 0.227,
      allConcepts: 0.465,
      elsewhere: -0.140,
      periodLoose: -0.690,
      figureBound: -0.375,
      figureBoundSquared: 0.395,
      figureUnbound: -0.798,
      figureMissing: -0.456,
      figureMissingAfar: -0.512,
      missingNumber: -0.328,
      missingNumeral: 0.512,
      missingKind: -2.368,
      missingDefinition: -1.651,
      claimOther: 0.616,
      claimOtherBelow: -1.296,
      namesNoneOfSeveral: -0.448,
      concepts: 1.333,
      offTopic: -3.348,
      read: 0.127,
      cosine: 0.412,
      readHere: 0.113,
      readAnywhere: 0.122,
      readSum: 0.099,
    },
  },
  article: {
    bias: -0.719,
    weights: {
      softWindow: 2.793,
      windowCoverage: 1.988,
      lexicalShare: 3.668,
      heaviest: 0.608,
      unsaid: 0.834,
      missed: -0.767,
      allConcepts: -0.436,
      elsewhere: 4.507,
      periodLoose: 0.000,
      figureBound: -0.666,
      figureBoundSquared: -0.733,
      figureUnbound: 0.055,
      figureMissing: -0.421,
      missingNumber: -0.725,
      missingNumeral: 0.000,
      missingKind: 0.409,
      missingDefinition: 0.724,
      claimOther: 0.230,
      claimOtherBelow: 0.000,
      unknown: -0.800,
      concepts: 2.377,
      offTopic: 0.000,
      readHere: 0.106,
      readAnywhere: 0.097,
      readSum: 0.072,
    },
  },
};
