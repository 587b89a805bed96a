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
 * 98 % of the answerable questions pass `figure`, 99.3 % `topic` and 97.5 % `other`.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.747,
    weights: {
      softWindow: 0.943,
      windowCoverage: 0.266,
      vector: 4.636,
      lexicalShare: 1.449,
      heaviest: -0.790,
      unsaid: -1.002,
      missed: -0.679,
      elsewhere: 1.120,
      periodLoose: 0.620,
      figureBound: 1.597,
      figureBoundSquared: 1.108,
      figureUnbound: 1.118,
      figureMissing: -0.058,
      figureMissingAfar: -0.721,
      missingNumber: -0.964,
      missingNumeral: 0.853,
      missingKind: -1.140,
      missingDefinition: -0.608,
      claimOther: 0.832,
      claimOtherBelow: 0.397,
      namesNoPlace: -3.649,
      unknown: -2.356,
      concepts: 2.702,
      offTopic: -3.075,
      read: 0.166,
    },
  },
  figure: {
    bias: 2.764,
    weights: {
      softWindow: -0.023,
      windowCoverage: -0.161,
      vector: 1.568,
      lexicalShare: -2.978,
      heaviest: -1.438,
      unsaid: -1.804,
      missed: 0.222,
      allConcepts: 1.234,
      elsewhere: -0.586,
      periodLoose: -1.416,
      figureBound: -0.589,
      figureBoundSquared: 1.372,
      figureUnbound: -1.966,
      figureMissing: -1.369,
      figureMissingAfar: -0.652,
      missingNumber: -0.542,
      missingNumeral: 1.154,
      missingKind: -4.847,
      missingDefinition: -3.004,
      claimOther: 1.390,
      claimOtherBelow: -3.604,
      namesNoneOfSeveral: -0.555,
      concepts: 3.353,
      offTopic: -7.148,
      read: 0.730,
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
