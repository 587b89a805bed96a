/** @module Constants of the answer stage, with the measurement that chose them. */

import type { ModelName, SignalName } from './confidence.js';

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Partial<Record<SignalName, number>>>;
}

/**
 * Logistic models of confidence, fitted by `npm run fit`: `figure` to the golden questions; `topic` to the answerable of
 * them and to questions on an encyclopaedia, on law and from everyday talk (CMRC 2018, law, C3, DRCD); `other` to questions
 * on an encyclopaedia, of whose passages a quarter were left out of the index. The bias holds the threshold: at one half,
 * 98 % of the answerable questions pass \`figure\`, 99.3 % \`topic\` and 97.5 % \`other\`.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.987,
    weights: {
      softWindow: 1.293,
      windowCoverage: 0.687,
      vector: 3.735,
      lexicalShare: 0.532,
      heaviest: -0.181,
      unsaid: -1.041,
      missed: -1.046,
      allConcepts: -1.752,
      elsewhere: 1.088,
      periodLoose: 0.495,
      figureBound: 1.642,
      figureBoundSquared: 1.144,
      figureUnbound: 0.678,
      figureMissing: -0.244,
      figureMissingAfar: -0.722,
      missingNumber: 0.784,
      missingNumeral: -1.969,
      missingKind: -1.068,
      missingDefinition: -0.185,
      claimOther: 0.718,
      claimOtherBelow: 0.159,
      namesNoPlace: -3.790,
      unknown: -1.823,
      concepts: 2.480,
      offTopic: -2.624,
    },
  },
  figure: {
    bias: 3.211,
    weights: {
      softWindow: 0.130,
      windowCoverage: 0.015,
      vector: 1.723,
      lexicalShare: -2.827,
      heaviest: -1.333,
      unsaid: -2.025,
      missed: 0.350,
      allConcepts: 1.076,
      elsewhere: -0.590,
      periodLoose: -1.242,
      figureBound: -0.559,
      figureBoundSquared: 1.137,
      figureUnbound: -2.062,
      figureMissing: -1.221,
      figureMissingAfar: -0.405,
      missingNumber: -0.194,
      missingNumeral: -0.003,
      missingKind: -5.049,
      missingDefinition: -2.946,
      claimOther: 1.515,
      claimOtherBelow: -3.390,
      namesNoneOfSeveral: -1.243,
      concepts: 3.166,
      offTopic: -6.845,
    },
  },
  other: {
    bias: -5.747,
    weights: {
      softWindow: 1.655,
      windowCoverage: 1.439,
      vector: 8.909,
      lexicalShare: 0.992,
      heaviest: -0.030,
      unsaid: -0.107,
      missed: -1.183,
      allConcepts: -0.167,
      elsewhere: 0.897,
      periodLoose: 0.000,
      figureBound: -0.377,
      figureBoundSquared: -0.212,
      figureUnbound: 0.045,
      figureMissing: 0.660,
      figureMissingAfar: 1.012,
      missingNumber: -0.897,
      missingNumeral: 0.425,
      missingKind: 0.212,
      missingDefinition: 0.495,
      claimOther: -0.558,
      claimOtherBelow: 0.000,
      unknown: -0.966,
      concepts: 1.185,
      offTopic: 0.000,
    },
  },
};
