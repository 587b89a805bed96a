/** @module Every constant of retrieval and ranking, with the measurement that chose it. */

import type { FeatureName } from './features.js';

export const RETRIEVAL = {
  lexicalCandidates: 150,
  vectorCandidates: 60,
  candidates: 60,
  lexicalWeight: 1,
  vectorWeight: 0.5,
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
