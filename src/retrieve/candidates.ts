/** @module Candidates for ranking: the best of the lexical leg and of the vector leg, fused by a weighted sum. */

import { terms, type Hit, type IndexedReport, type Snapshot, type WeightedTerm } from '../index/index.js';
import type { Question } from './types.js';
import { RETRIEVAL } from './weights.js';

export interface Candidate {
  readonly ordinal: number;
  /** BM25 over the best of all, 0 to 1. */
  readonly lexical: number;
  /** Cosine. */
  readonly vector: number;
  readonly fused: number;
}

/** Weighted terms of a question: its own words in full, what they may be called in a report at a discount. */
export function queryTerms(question: Question): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const term of terms(text)) weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  };
  const heaviest = Math.max(1e-9, ...question.concepts.map((concept) => concept.weight));
  for (const concept of question.concepts) {
    const weight = 0.3 + (0.7 * concept.weight) / heaviest;
    add(concept.surface, weight);
    for (const alternative of concept.alternatives) add(alternative, weight * RETRIEVAL.alternativeWeight);
  }
  for (const region of question.regions) add(region, RETRIEVAL.regionWeight);
  for (const { from, to } of question.periods) for (let year = from; year <= Math.min(to, from + 5); year++) add(`${year}年`, RETRIEVAL.yearWeight);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}

/** Candidates, and how much of what the question could score at most the best of them did score, about 0 to 1. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly lexicalShare: number;
}

/** BM25 of a passage that held every term of the query once and were of average length. */
function idealScore(query: readonly WeightedTerm[], snapshot: Snapshot): number {
  const n = snapshot.passages.length;
  return query.reduce((sum, { term, weight }) => {
    const frequency = snapshot.lexical.documentFrequency(term);
    return sum + weight * Math.log(1 + (n - frequency + 0.5) / (frequency + 0.5));
  }, 0);
}

/** The best candidates of both legs. `accept` limits the passages considered. */
export function findCandidates(snapshot: Snapshot, question: Question, vector: Float32Array | null, accept?: (ordinal: number) => boolean): Candidates {
  const query = queryTerms(question);
  const ideal = idealScore(query, snapshot);
  const place = placeOf(snapshot, question);
  const isMeant = (ordinal: number): boolean => (accept?.(ordinal) ?? true) && (place === null || place.holds(ordinal));
  const { hits: lexical, best } = snapshot.lexical.searchWithin(query, RETRIEVAL.lexicalCandidates, isMeant);
  const cosine = (ordinal: number): number => (vector ? snapshot.vectors.similarity(ordinal, vector) : 0);
  const byOrdinal = new Map<number, { lexical: number; vector: number }>();
  for (const { ordinal, score } of lexical) byOrdinal.set(ordinal, { lexical: score / (best || 1), vector: 0 });
  for (const { ordinal, score } of vector ? nearest(snapshot, vector, place) : []) {
    if (isMeant(ordinal)) byOrdinal.set(ordinal, { lexical: byOrdinal.get(ordinal)?.lexical ?? 0, vector: score });
  }
  const candidates = [...byOrdinal].map(([ordinal, found]) => {
    const similar = found.vector === 0 ? cosine(ordinal) : found.vector;
    return { ordinal, lexical: found.lexical, vector: similar, fused: RETRIEVAL.lexicalWeight * found.lexical + RETRIEVAL.vectorWeight * similar };
  });
  return {
    candidates: candidates.sort((a, b) => b.fused - a.fused || a.ordinal - b.ordinal).slice(0, RETRIEVAL.candidates),
    lexicalShare: ideal > 0 ? best / ideal : 0,
  };
}

/** The passages of some reports. */
export interface PassagesWithin {
  readonly size: number;
  holds(ordinal: number): boolean;
  ordinals(): Iterable<number>;
}

export function passagesWithin({ passages: { length } }: Snapshot, reports: readonly IndexedReport[]): PassagesWithin {
  const held = new Uint8Array(length);
  for (const { first, passages } of reports) held.fill(1, first, first + passages);
  return {
    size: reports.reduce((sum, { passages }) => sum + passages, 0),
    holds: (ordinal) => held[ordinal] === 1,
    *ordinals() {
      for (const { first, passages } of reports) for (let i = 0; i < passages; i++) yield first + i;
    },
  };
}

/** Reports that may tell of the regions asked about, those of districts of their city too; null where no region is named, or none that reports are about. */
function placeOf(snapshot: Snapshot, { regions }: Question): PassagesWithin | null {
  if (regions.length === 0) return null;
  const meant = snapshot.reports.filter(({ region, parents }) => regions.some((name) => name === region || parents.includes(name)));
  const within = passagesWithin(snapshot, meant);
  return within.size === 0 ? null : within;
}

/** Of a place, all passages are compared as long as that is quicker than finding enough of them among all others. */
function nearest({ vectors }: Snapshot, vector: Float32Array, place: PassagesWithin | null): Hit[] {
  const wanted = RETRIEVAL.vectorCandidates;
  if (place === null || place.size > RETRIEVAL.comparedOneByOne) return vectors.search(vector, wanted);
  return vectors.searchAmong(vector, place.ordinals(), wanted);
}
