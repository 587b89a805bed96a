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
 * 98.3 % of the answerable questions pass `figure`, 99.65 % `topic` and 97.5 % `other`.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.488,
    weights: {
      softWindow: 0.892,
      windowCoverage: 0.207,
      vector: 4.011,
      lexicalShare: 1.588,
      heaviest: -0.613,
      unsaid: -1.095,
      missed: -0.661,
      elsewhere: 1.347,
      periodLoose: 0.478,
      figureBound: 1.692,
      figureBoundSquared: 1.168,
      figureUnbound: 0.888,
      figureMissing: 0.052,
      figureMissingAfar: -0.557,
      missingNumber: -0.573,
      missingNumeral: 0.605,
      missingKind: -1.092,
      missingDefinition: -0.276,
      claimOther: 0.938,
      claimOtherBelow: 0.843,
      namesNoPlace: -3.522,
      unknown: -1.791,
      concepts: 2.827,
      offTopic: -2.952,
      read: 0.957,
    },
  },
  figure: {
    bias: 1.877,
    weights: {
      softWindow: 0.055,
      windowCoverage: -0.121,
      vector: 0.953,
      lexicalShare: -1.531,
      heaviest: -0.553,
      unsaid: -0.955,
      missed: 0.105,
      allConcepts: 0.566,
      elsewhere: -0.232,
      periodLoose: -0.740,
      figureBound: -0.203,
      figureBoundSquared: 0.585,
      figureUnbound: -1.015,
      figureMissing: -0.705,
      figureMissingAfar: -0.211,
      missingNumber: -0.228,
      missingNumeral: 0.395,
      missingKind: -2.413,
      missingDefinition: -1.656,
      claimOther: 0.666,
      claimOtherBelow: -1.822,
      namesNoneOfSeveral: -0.332,
      concepts: 1.687,
      offTopic: -3.567,
      read: -0.049,
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
