/** @module Windows of the candidates, best first. */

import { fold, type IndexedReport } from '../index/index.js';
import { isArticle, shortPlace } from '../reports/index.js';
import type { AnalysedPassage } from './analysed.js';
import type { Candidate } from './candidates.js';
import { FEATURES, windowsOf, type FeatureName, type Window } from './features.js';
import { ConceptWeights } from './passage-match.js';
import type { Question } from './types.js';
import { RANKING, RANKING_OF_ARTICLES } from './weights.js';
import type { WordSimilarity } from './word-vectors.js';

export interface RankedWindow extends Window {
  /** Weighted sum of the features; comparable within one question only. */
  readonly score: number;
}

/** A candidate with its passage analysed. */
export interface AnalysedCandidate {
  readonly candidate: Candidate;
  readonly passage: AnalysedPassage;
}

/** Weights of the features for the windows of a document. */
export const rankingOf = (report: Pick<IndexedReport, 'kind' | 'sections'>): Readonly<Record<FeatureName, number>> => (isArticle(report) ? RANKING_OF_ARTICLES : RANKING);

const vectorOf = (weights: Readonly<Record<FeatureName, number>>): Float64Array => Float64Array.from(FEATURES, (name) => weights[name]);
const VECTORS: ReadonlyMap<Readonly<Record<FeatureName, number>>, Float64Array> = new Map([RANKING, RANKING_OF_ARTICLES].map((weights) => [weights, vectorOf(weights)]));

/** Windows that may answer, best first, and those of another place or year, which may not but lie near. */
export interface Ranking {
  readonly windows: readonly RankedWindow[];
  readonly elsewhere: readonly RankedWindow[];
}

const at = (name: FeatureName): number => FEATURES.indexOf(name);
const REGION = at('region');
const PARENT_REGION = at('parentRegion');
const PERIOD_CONFLICT = at('periodConflict');
const UNIT_PERIOD = at('unitPeriod');

/** A passage of the wrong place or year must not win because its words match better. */
function admissible({ foreignPlaces, regions }: Question, { features, passage, from, to }: RankedWindow): boolean {
  // The name of a document tells nothing of what it is about.
  if (passage.subject !== '' && passage.units[from]!.folded === passage.subject) return false;
  const names = (place: string): boolean => passage.header.includes(place) || passage.units.slice(from, to + 1).some((unit) => unit.folded.includes(place));
  // A district's report may tell of its city, where it says so.
  if (features[REGION]! < 0 && (features[PARENT_REGION] === 0 || !regions.some((region) => names(fold(shortPlace(region)))))) return false;
  // An article is about its subject, wherever and whenever.
  if (isArticle(passage.indexed.report)) return true;
  if (features[PERIOD_CONFLICT] === 1 && features[UNIT_PERIOD] === 0) return false;
  return foreignPlaces.length === 0 || regions.length > 0 || foreignPlaces.some(names);
}

/** All windows of all candidates, best first; ties go to the earlier passage. */
export function rankWindows(question: Question, candidates: readonly AnalysedCandidate[], similarity: WordSimilarity): Ranking {
  const weights = new ConceptWeights(question);
  const windows: RankedWindow[] = [];
  const elsewhere: RankedWindow[] = [];
  for (const { candidate, passage } of candidates) {
    const weightsOfReport = VECTORS.get(rankingOf(passage.indexed.report))!;
    for (const window of windowsOf(question, weights, passage, candidate, similarity)) {
      // Spelt out: copying thousands of objects by spreading takes milliseconds.
      const { from, to, features, match, missed, unsaid } = window;
      const ranked = { passage, from, to, features, question, match, missed, unsaid, score: scoreOf(features, weightsOfReport) };
      (admissible(question, ranked) ? windows : elsewhere).push(ranked);
    }
  }
  return { windows: windows.sort(byScore), elsewhere: elsewhere.sort(byScore) };
}

function scoreOf(features: Float64Array, weights: Float64Array): number {
  let score = 0;
  for (let i = 0; i < weights.length; i++) score += weights[i]! * features[i]!;
  return score;
}

/** Best first; ties go to the earlier passage. */
export function byScore(a: RankedWindow, b: RankedWindow): number {
  return b.score - a.score || a.passage.indexed.ordinal - b.passage.indexed.ordinal || a.from - b.from;
}
