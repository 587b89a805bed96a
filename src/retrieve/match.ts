/** @module How well a text says what a question speaks of. */

import type { Concept } from './types.js';

/** What a match of each kind counts, 0 to 1. Chosen on the development questions (`npm run eval`). */
const MATCH = { exact: 1, alternative: 0.85, partial: 0.75, leastOverlap: 0.4 } as const;

function overlap(word: string, text: string): number {
  if (word.length < 3) return 0;
  let shared = 0;
  for (let i = 0; i + 1 < word.length; i++) if (text.includes(word.slice(i, i + 2))) shared++;
  return shared / (word.length - 1);
}

/** How well a folded text holds a concept, 0 to 1. */
export function matchConcept(concept: Concept, text: string): number {
  if (text.includes(concept.surface)) return MATCH.exact;
  let best = 0;
  for (const alternative of concept.alternatives) {
    if (text.includes(alternative)) return MATCH.alternative;
    const shared = overlap(alternative, text);
    if (shared >= 0.6) best = Math.max(best, shared * MATCH.partial * MATCH.alternative);
  }
  const shared = overlap(concept.surface, text);
  return shared >= MATCH.leastOverlap ? Math.max(best, shared * MATCH.partial) : best;
}
