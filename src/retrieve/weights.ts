/** @module Every constant of retrieval and ranking, with the measurement that chose it. */

import type { FeatureName } from './features.js';

export const RETRIEVAL = {
  /** Taken from each leg. */
  lexicalCandidates: 150,
  vectorCandidates: 60,
  /** Passages of the place asked about, up to which all their vectors are compared: 4,096 take 2 ms, and no neighbour is missed. */
  comparedOneByOne: 4_096,
  /** Ranked. The golden questions are answered the same with 30, 40 and 60; each costs a third of a millisecond. */
  candidates: 40,
  /**
   * Weighted sum of BM25 over its best and cosine. Right passage at 1 / 3 / 5 on the development questions with a vector
   * weight of 0: 67 / 89 / 94, of 0.5: 72 / 91 / 97, of 0.75 and of 1: 73 / 92 / 97, of 1.3: 71 / 92 / 97.
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
  lexical: 4.492,
  vector: 12.200,
  passageCoverage: -0.651,
  windowCoverage: 2.572,
  contextCoverage: 2.809,
  unitCoverage: 3.634,
  clauseCoverage: 3.169,
  rarestInWindow: -1.121,
  rarestInPassage: -1.739,
  quotedMissing: -3.132,
  region: 0.831,
  parentRegion: -3.053,
  period: 2.028,
  periodConflict: 0.017,
  unitPeriod: 0.299,
  unitPeriodConflict: -1.032,
  periodLoose: -5.509,
  claim: 2.003,
  claimConflict: -0.861,
  number: 0.358,
  numberNear: 1.128,
  measure: 0.937,
  measureNear: 1.929,
  kindHeld: 1.662,
  list: 1.756,
  definition: 6.116,
  glossary: 3.980,
  problem: -0.908,
  owningUp: 2.649,
  length: -0.4,
  short: -2.839,
  units: 0.405,
  first: 0.450,
  tableRow: 2.180,
  preface: 0.417,
  allConcepts: 4.275,
  softWindow: 3.599,
  softPassage: 0.113,
  softUnit: 4.557,
};

/**
 * The same for documents that are no reports, where sentences lean on each other more and so a longer quote costs nothing.
 * Ranked first on an encyclopaedia (CMRC 2018 trial, before any refusal) a quote then holds an answer to 82 % instead of 77 %.
 */
export const RANKING_OF_OTHERS: Readonly<Record<FeatureName, number>> = { ...RANKING, length: 0 };
