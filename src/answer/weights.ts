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
 * 98.3 % of the answerable questions pass `figure`, 99.65 % `topic` and 99 % `article`; that of `figure` was raised by 0.08 after the fit.
 */
export const CONFIDENCE: Readonly<Record<ModelName, ConfidenceModel>> = {
  topic: {
    bias: 2.202,
    weights: {
      softWindow: 0.808,
      windowCoverage: 0.270,
      vector: 3.266,
      lexicalShare: 1.064,
      heaviest: -0.290,
      unsaid: -0.869,
      missed: -0.913,
      elsewhere: 1.605,
      periodLoose: 0.358,
      figureBound: 1.416,
      figureBoundSquared: 0.925,
      figureUnbound: 0.896,
      figureMissing: -0.134,
      figureMissingAfar: -0.542,
      missingNumber: 0.934,
      missingNumeral: -0.065,
      missingKind: -1.054,
      missingDefinition: 0.777,
      claimOther: 0.947,
      claimOtherBelow: 0.887,
      namesNoPlace: -3.339,
      unknown: -1.470,
      concepts: 2.329,
      offTopic: -2.707,
      read: 1.174,
      cosine: 3.545,
      readHere: 0.048,
      readAnywhere: 0.081,
      readSum: -0.152,
    },
  },
  figure: {
    bias: 2.198,
    weights: {
      softWindow: 0.178,
      windowCoverage: -0.142,
      vector: 0.248,
      lexicalShare: -1.264,
      heaviest: -0.721,
      unsaid: -0.869,
      missed: 0.239,
      allConcepts: 0.444,
      elsewhere: -0.133,
      periodLoose: -0.746,
      figureBound: -0.380,
      figureBoundSquared: 0.402,
      figureUnbound: -0.811,
      figureMissing: -0.468,
      figureMissingAfar: -0.498,
      missingNumber: -0.328,
      missingNumeral: 0.428,
      missingKind: -2.394,
      missingDefinition: -1.675,
      claimOther: 0.549,
      claimOtherBelow: -1.353,
      namesNoneOfSeveral: -0.460,
      concepts: 1.339,
      offTopic: -3.387,
      read: 0.109,
      cosine: 0.347,
      readHere: 0.117,
      readAnywhere: 0.127,
      readSum: 0.095,
    },
  },
  article: {
    bias: -0.933,
    weights: {
      softWindow: 2.795,
      windowCoverage: 1.990,
      lexicalShare: 3.662,
      heaviest: 0.602,
      unsaid: 0.836,
      missed: -0.767,
      allConcepts: -0.435,
      elsewhere: 4.444,
      periodLoose: 0.000,
      figureBound: -0.664,
      figureBoundSquared: -0.730,
      figureUnbound: 0.055,
      figureMissing: -0.422,
      missingNumber: -0.722,
      missingNumeral: 0.000,
      missingKind: 0.409,
      missingDefinition: 0.730,
      claimOther: 0.228,
      claimOtherBelow: 0.000,
      unknown: -0.792,
      concepts: 2.385,
      offTopic: 0.000,
      readHere: 0.106,
      readAnywhere: 0.097,
      readSum: 0.073,
    },
  },
};
