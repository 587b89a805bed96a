/** @module Windows of the candidates, best first. */

import { fold } from '../index/index.js';
import { shortPlace } from '../reports/index.js';
import type { AnalysedPassage } from './analysed.js';
import type { Candidate } from './candidates.js';
import { FEATURES, windowsOf, type FeatureName, type Window } from './features.js';
import type { WordSimilarity } from './passage-match.js';
import type { Question } from './types.js';
import { RANKING } from './weights.js';

export interface RankedWindow extends Window {
  /** Weighted sum of the features; comparable within one question only. */
  readonly score: number;
}

/** A candidate with its passage analysed. */
export interface AnalysedCandidate {
  readonly candidate: Candidate;
  readonly passage: AnalysedPassage;
}

const WEIGHTS = Float64Array.from(FEATURES, (name) => RANKING[name]);

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
  const units = passage.units.slice(from, to + 1);
  const names = (place: string): boolean => passage.header.includes(place) || units.some((unit) => unit.folded.includes(place));
  // A district's report may tell of its city, where it says so.
  if (features[REGION]! < 0 && (features[PARENT_REGION] === 0 || !regions.some((region) => names(fold(shortPlace(region)))))) return false;
  if (features[PERIOD_CONFLICT] === 1 && features[UNIT_PERIOD] === 0) return false;
  return foreignPlaces.length === 0 || regions.length > 0 || foreignPlaces.some(names);
}

/** All windows of all candidates, best first; ties go to the earlier passage. */
export function rankWindows(question: Question, candidates: readonly AnalysedCandidate[], similarity: WordSimilarity): Ranking {
  const ranked: RankedWindow[] = [];
  for (const { candidate, passage } of candidates) {
    for (const window of windowsOf(question, passage, candidate, similarity)) {
      let score = 0;
      for (let i = 0; i < WEIGHTS.length; i++) score += WEIGHTS[i]! * window.features[i]!;
      ranked.push({ ...window, score });
    }
  }
  ranked.sort((a, b) => b.score - a.score || a.passage.indexed.ordinal - b.passage.indexed.ordinal || a.from - b.from);
  const windows = ranked.filter((window) => admissible(question, window));
  return { windows, elsewhere: ranked.filter((window) => !admissible(question, window)) };
}
