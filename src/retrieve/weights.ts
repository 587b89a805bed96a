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
  lexical: 4.298,
  vector: 12.139,
  passageCoverage: -0.452,
  windowCoverage: 2.704,
  contextCoverage: 2.991,
  unitCoverage: 3.794,
  clauseCoverage: 3.321,
  rarestInWindow: -1.156,
  rarestInPassage: -1.718,
  quotedMissing: -3.021,
  region: 0.808,
  parentRegion: -3.012,
  period: 2.038,
  periodConflict: 0.017,
  unitPeriod: 0.309,
  unitPeriodConflict: -0.382,
  periodLoose: -5.636,
  claim: 2.033,
  claimConflict: -0.823,
  number: 0.388,
  numberNear: 0.952,
  measure: 0.856,
  measureNear: 1.849,
  kindHeld: 1.661,
  list: 1.762,
  definition: 6.311,
  glossary: 4.230,
  problem: -0.962,
  owningUp: 2.691,
  length: -0.4,
  short: -2.838,
  units: 0.415,
  first: 0.456,
  tableRow: 2.116,
  preface: 0.524,
  allConcepts: 4.195,
  softWindow: 3.709,
  softPassage: 0.295,
  softUnit: 4.772,
};
