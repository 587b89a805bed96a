/** @module Constants of the answer stage, with the measurement that chose them. */

import type { ModelName, SignalName } from './confidence.js';

export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Partial<Record<SignalName, number>>>;
}

/**
 * Logistic models of confidence, fitted by `npm run fit`: `figure`, beside which the trees of confidence-trees.ts speak, to the golden
 * questions; `topic` to the answerable of them and to questions on an encyclopaedia, on law and from everyday talk (CMRC 2018, law, C3, DRCD); `other` to questions
 * on an encyclopaedia, of whose passages a quarter were left out of the index. The bias holds the threshold: at one half,
 * 98.3 % of the answerable questions pass `figure`, 99.3 % `topic` and 97.5 % `other`.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.150,
    weights: {
      softWindow: 0.891,
      windowCoverage: 0.197,
      vector: 4.016,
      lexicalShare: 1.585,
      heaviest: -0.612,
      unsaid: -1.089,
      missed: -0.655,
      elsewhere: 1.356,
      periodLoose: 0.479,
      figureBound: 1.695,
      figureBoundSquared: 1.170,
      figureUnbound: 0.890,
      figureMissing: 0.060,
      figureMissingAfar: -0.548,
      missingNumber: -0.564,
      missingNumeral: 0.618,
      missingKind: -1.102,
      missingDefinition: -0.288,
      claimOther: 0.938,
      claimOtherBelow: 0.843,
      namesNoPlace: -3.525,
      unknown: -1.802,
      concepts: 2.819,
      offTopic: -2.955,
      read: 0.947,
    },
  },
  figure: {
    bias: 3.885,
    weights: {
      softWindow: 0.119,
      windowCoverage: -0.227,
      vector: 1.934,
      lexicalShare: -3.070,
      heaviest: -1.112,
      unsaid: -1.876,
      missed: 0.204,
      allConcepts: 1.128,
      elsewhere: -0.466,
      periodLoose: -1.487,
      figureBound: -0.415,
      figureBoundSquared: 1.164,
      figureUnbound: -2.034,
      figureMissing: -1.414,
      figureMissingAfar: -0.414,
      missingNumber: -0.458,
      missingNumeral: 0.793,
      missingKind: -4.834,
      missingDefinition: -3.305,
      claimOther: 1.328,
      claimOtherBelow: -3.648,
      namesNoneOfSeveral: -0.666,
      concepts: 3.365,
      offTopic: -7.216,
      read: -0.104,
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
