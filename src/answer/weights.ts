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
    bias: 2.570,
    weights: {
      softWindow: 0.820,
      windowCoverage: 0.063,
      vector: 4.267,
      lexicalShare: 1.607,
      heaviest: -0.469,
      unsaid: -1.121,
      missed: -0.915,
      elsewhere: 1.175,
      periodLoose: 0.516,
      figureBound: 1.654,
      figureBoundSquared: 1.137,
      figureUnbound: 0.970,
      figureMissing: -0.262,
      figureMissingAfar: -0.922,
      missingNumber: 0.901,
      missingNumeral: -1.766,
      missingKind: -1.077,
      missingDefinition: -0.194,
      claimOther: 0.939,
      claimOtherBelow: 0.097,
      namesNoPlace: -3.569,
      unknown: -1.893,
      concepts: 2.982,
      offTopic: -2.602,
    },
  },
  figure: {
    bias: 3.148,
    weights: {
      softWindow: 0.114,
      windowCoverage: -0.020,
      vector: 1.974,
      lexicalShare: -2.976,
      heaviest: -1.348,
      unsaid: -2.014,
      missed: 0.319,
      allConcepts: 1.194,
      elsewhere: -0.417,
      periodLoose: -1.300,
      figureBound: -0.554,
      figureBoundSquared: 1.252,
      figureUnbound: -2.044,
      figureMissing: -1.402,
      figureMissingAfar: -0.526,
      missingNumber: -0.149,
      missingNumeral: 0.639,
      missingKind: -5.012,
      missingDefinition: -2.799,
      claimOther: 1.608,
      claimOtherBelow: -3.586,
      namesNoneOfSeveral: -0.572,
      concepts: 3.235,
      offTopic: -7.287,
    },
  },
  other: {
    bias: -3.495,
    weights: {
      softWindow: 3.053,
      windowCoverage: 0.945,
      lexicalShare: 3.974,
      heaviest: 0.777,
      unsaid: -0.434,
      missed: -0.003,
      allConcepts: -0.301,
      elsewhere: 0.047,
      periodLoose: 0.257,
      figureBound: 0.436,
      figureBoundSquared: 0.940,
      figureUnbound: -0.789,
      figureMissing: 1.525,
      missingNumber: -0.610,
      missingNumeral: -0.264,
      missingKind: -0.068,
      missingDefinition: 0.212,
      claimOther: 1.688,
      claimOtherBelow: 0.000,
      unknown: -2.422,
      concepts: 1.637,
      offTopic: -0.157,
    },
  },
};
