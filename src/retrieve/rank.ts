/** @module Windows of the candidates, best first. */

import type { AnalysedPassage } from './analysed.js';
import type { Candidate } from './candidates.js';
import { FEATURES, windowsOf, type Window, type WordSimilarity } from './features.js';
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

/** All windows of all candidates, best first; ties go to the earlier passage. */
export function rankWindows(question: Question, candidates: readonly AnalysedCandidate[], similarity: WordSimilarity): RankedWindow[] {
  const ranked: RankedWindow[] = [];
  for (const { candidate, passage } of candidates) {
    for (const window of windowsOf(question, passage, candidate, similarity)) {
      let score = 0;
      for (let i = 0; i < WEIGHTS.length; i++) score += WEIGHTS[i]! * window.features[i]!;
      ranked.push({ ...window, score });
    }
  }
  return ranked.sort((a, b) => b.score - a.score || a.passage.indexed.ordinal - b.passage.indexed.ordinal || a.from - b.from);
}
