/** @module How well a text says what a question speaks of. */

import type { Concept } from './types.js';

/** What a match of each kind counts, 0 to 1. Chosen on the development questions (`npm run eval`). */
const MATCH = { exact: 1, alternative: 0.85, partial: 0.75, leastOverlap: 0.4, leastOfAlternative: 0.6 } as const;

/** A word with its pairs of neighbouring characters; none of a word of two or less, which is there whole or not at all. */
interface Phrase {
  readonly text: string;
  readonly pairs: readonly string[];
}

interface Phrases {
  readonly surface: Phrase;
  readonly alternatives: readonly Phrase[];
}

/** A concept is matched with hundreds of texts: it is cut up once. */
const known = new WeakMap<Concept, Phrases>();

function phrasesOf(concept: Concept): Phrases {
  const found = known.get(concept);
  if (found) return found;
  const made = { surface: phrase(concept.surface), alternatives: concept.alternatives.map(phrase) };
  known.set(concept, made);
  return made;
}

function phrase(text: string): Phrase {
  return { text, pairs: text.length < 3 ? [] : Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2)) };
}

function overlap({ pairs }: Phrase, text: string): number {
  let shared = 0;
  for (const pair of pairs) if (text.includes(pair)) shared++;
  return shared === 0 ? 0 : shared / pairs.length;
}

/** How well a folded text holds a concept, 0 to 1. A part of a text never holds more than the whole. */
export function matchConcept(concept: Concept, text: string): number {
  const { surface, alternatives } = phrasesOf(concept);
  if (text.includes(surface.text)) return MATCH.exact;
  let best = 0;
  for (const alternative of alternatives) {
    if (text.includes(alternative.text)) return MATCH.alternative;
    const shared = overlap(alternative, text);
    if (shared >= MATCH.leastOfAlternative) best = Math.max(best, shared * MATCH.partial * MATCH.alternative);
  }
  const shared = overlap(surface, text);
  return shared >= MATCH.leastOverlap ? Math.max(best, shared * MATCH.partial) : best;
}
