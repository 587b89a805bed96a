/** @module Candidates for ranking: the best of the lexical leg and of the vector leg, fused by a weighted sum. */

import { terms, type Hit, type OrdinalRange, type Snapshot, type WeightedTerm } from '../index/index.js';
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

/** The best candidates of both legs. `reports`: only passages of these (ids). */
export function findCandidates(snapshot: Snapshot, question: Question, vector: Float32Array | null, reports?: readonly string[]): Candidates {
  const query = queryTerms(question);
  const ideal = idealScore(query, snapshot);
  const within = withinOf(snapshot, question, reports);
  const { hits: lexical, best } = snapshot.lexical.searchWithin(query, RETRIEVAL.lexicalCandidates, within);
  const byOrdinal = new Map<number, { lexical: number; vector: number }>();
  for (const { ordinal, score } of lexical) byOrdinal.set(ordinal, { lexical: score / (best || 1), vector: 0 });
  for (const { ordinal, score } of vector ? nearest(snapshot, vector, within) : []) {
    byOrdinal.set(ordinal, { lexical: byOrdinal.get(ordinal)?.lexical ?? 0, vector: score });
  }
  const candidates = [...byOrdinal].map(([ordinal, found]) => {
    const similar = found.vector === 0 && vector ? snapshot.vectors.similarity(ordinal, vector) : found.vector;
    return { ordinal, lexical: found.lexical, vector: similar, fused: RETRIEVAL.lexicalWeight * found.lexical + RETRIEVAL.vectorWeight * similar };
  });
  return {
    candidates: candidates.sort((a, b) => b.fused - a.fused || a.ordinal - b.ordinal).slice(0, RETRIEVAL.candidates),
    lexicalShare: ideal > 0 ? best / ideal : 0,
  };
}

/** Where the passages stand that may be meant, in order: those of the reports asked in and of the place asked about. Null: anywhere. */
function withinOf({ reports }: Snapshot, { regions }: Question, ids?: readonly string[]): OrdinalRange[] | null {
  const place = reports.filter(({ region, parents }) => regions.some((name) => name === region || parents.includes(name)));
  const hasPlace = place.some(({ passages }) => passages > 0);
  if (!hasPlace && ids === undefined) return null;
  return (hasPlace ? place : reports)
    .filter(({ id }) => ids?.includes(id) ?? true)
    .map(({ first, passages }) => ({ from: first, to: first + passages }))
    .sort((one, other) => one.from - other.from);
}

/** Of some reports, all passages are compared as long as that is quicker than finding enough of them among all others. */
function nearest({ vectors }: Snapshot, vector: Float32Array, within: readonly OrdinalRange[] | null): Hit[] {
  const wanted = RETRIEVAL.vectorCandidates;
  if (within === null) return vectors.search(vector, wanted);
  const size = within.reduce((sum, { from, to }) => sum + to - from, 0);
  if (size > RETRIEVAL.comparedOneByOne) return vectors.search(vector, wanted).filter(({ ordinal }) => within.some(({ from, to }) => from <= ordinal && ordinal < to));
  return vectors.searchAmong(vector, within, wanted);
}
