/** @module Constants of the answer stage, with the measurement that chose them. */

import type { ModelName } from './confidence.js';
import type { SignalName } from './signals.js';

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Partial<Record<SignalName, number>>>;
}

/**
 * Logistic models of confidence, fitted by `npm run fit`: `figure`, beside which the trees of confidence-trees.ts speak, to the golden
 * questions; `topic` to the answerable of them and to questions on an encyclopaedia, on law and from everyday talk (CMRC 2018, law, C3, DRCD); `other` to questions
 * on an encyclopaedia, of whose passages a quarter were left out of the index. The bias holds the threshold: at one half,
 * 98.3 % of the answerable questions pass `figure`, 99.65 % `topic` and 97.5 % `other`; that of `figure` was raised by 0.065 after the fit.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.623,
    weights: {
      softWindow: 1.026,
      windowCoverage: 0.199,
      vector: 4.149,
      lexicalShare: 1.499,
      heaviest: -0.458,
      unsaid: -1.154,
      missed: -0.646,
      elsewhere: 1.372,
      periodLoose: 0.525,
      figureBound: 1.728,
      figureBoundSquared: 1.176,
      figureUnbound: 0.950,
      figureMissing: 0.043,
      figureMissingAfar: -0.594,
      missingNumber: -0.655,
      missingNumeral: 0.673,
      missingKind: -0.948,
      missingDefinition: -0.557,
      claimOther: 0.937,
      claimOtherBelow: 0.918,
      namesNoPlace: -3.562,
      unknown: -1.745,
      concepts: 2.668,
      offTopic: -2.888,
      read: 0.753,
    },
  },
  figure: {
    bias: 2.000,
    weights: {
      softWindow: -0.017,
      windowCoverage: -0.131,
      vector: 1.005,
      lexicalShare: -1.412,
      heaviest: -0.563,
      unsaid: -0.991,
      missed: 0.099,
      allConcepts: 0.564,
      elsewhere: -0.218,
      periodLoose: -0.742,
      figureBound: -0.104,
      figureBoundSquared: 0.542,
      figureUnbound: -1.117,
      figureMissing: -0.568,
      figureMissingAfar: -0.346,
      missingNumber: -0.080,
      missingNumeral: 0.373,
      missingKind: -2.398,
      missingDefinition: -1.618,
      claimOther: 0.712,
      claimOtherBelow: -1.924,
      namesNoneOfSeveral: -0.368,
      concepts: 1.689,
      offTopic: -3.512,
      read: -0.017,
    },
  },
  other: {
    bias: -3.355,
    weights: {
      softWindow: 3.630,
      windowCoverage: 2.517,
      lexicalShare: 3.502,
      heaviest: -0.173,
      unsaid: 0.284,
      missed: -1.066,
      allConcepts: -0.500,
      elsewhere: 1.347,
      periodLoose: 0.000,
      figureBound: -0.925,
      figureBoundSquared: -0.974,
      figureUnbound: -0.147,
      figureMissing: -0.586,
      missingNumber: -0.947,
      missingNumeral: 1.436,
      missingKind: 0.375,
      missingDefinition: 0.137,
      claimOther: 0.691,
      claimOtherBelow: 0.000,
      unknown: -1.701,
      concepts: 2.266,
      offTopic: 0.000,
    },
  },
};
