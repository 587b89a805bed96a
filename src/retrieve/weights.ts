/** @module Every constant of retrieval and ranking, with the measurement that chose it. */

import type { FeatureName } from './features.js';

export const RETRIEVAL = {
  /** Taken from each leg. */
  lexicalCandidates: 150,
  vectorCandidates: 60,
  /** Passages of the place asked about, up to which all their vectors are compared: 4,096 take 2 ms, and no neighbour is missed. */
  comparedOneByOne: 4_096,
  /** Ranked: they hold the answer of 99 % of the golden questions. */
  candidates: 60,
  /**
   * Weighted sum of BM25 over its best and cosine. Right passage at 1 / 3 / 5 on the development questions with a vector
   * weight of 0: 64 / 82 / 90, of 0.5: 68 / 85 / 93, of 0.75: 68 / 87 / 94, of 1.5: 65 / 86 / 93; on the others 0.75 is best at 1.
   */
  lexicalWeight: 1,
  vectorWeight: 0.75,
  /** Query terms beside the question's own words at 1: other names for them, the region, the years. Set by hand. */
  alternativeWeight: 0.6,
  regionWeight: 0.5,
  yearWeight: 0.4,
} as const;

/**
 * Weights of the ranking features, fitted by `npm run fit` (listwise softmax) to 687 golden questions on ten reports;
 * what they are worth on reports left out of the fit stands in docs/EVALUATION.md. `length` alone is set by hand: it
 * trades the length of quotes for answers found, and −0.4 keeps the mean quote under 140 characters.
 */
export const RANKING: Readonly<Record<FeatureName, number>> = {
  lexical: 4.282,
  vector: 12.324,
  passageCoverage: -0.620,
  windowCoverage: 2.876,
  contextCoverage: 3.082,
  unitCoverage: 4.064,
  clauseCoverage: 3.554,
  rarestInWindow: -0.923,
  rarestInPassage: -1.929,
  quotedMissing: -2.783,
  region: 0.795,
  parentRegion: -3.025,
  period: 1.975,
  periodConflict: -0.009,
  unitPeriod: 0.267,
  unitPeriodConflict: -1.507,
  periodLoose: -5.941,
  claim: 2.028,
  claimConflict: -0.892,
  number: 0.453,
  numberNear: 0.756,
  measure: 0.753,
  measureNear: 1.956,
  kindHeld: 1.817,
  list: 1.689,
  definition: 6.537,
  glossary: 5.202,
  problem: -1.003,
  owningUp: 2.742,
  length: -0.4,
  short: -2.854,
  units: 0.387,
  first: 0.460,
  tableRow: 2.551,
  preface: 0.394,
  allConcepts: 4.253,
  softWindow: 3.837,
  softPassage: 0.212,
  softUnit: 4.957,
};
