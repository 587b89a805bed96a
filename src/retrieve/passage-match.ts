/** @module How a passage, its units and its clauses match the concepts of a question: exactly, and by words that are near. */

import type { AnalysedPassage, Unit } from './analysed.js';
import { matchConcept } from './match.js';
import type { Question } from './types.js';

/** Cosine of a word with each concept of the question, in order. */
export type WordSimilarity = (word: string) => Float64Array;

export interface BestClauses {
  /** Weighted coverage of the best run of two neighbouring clauses. */
  readonly coverage: number;
  /** Their folded text. */
  readonly text: string;
}

export interface PassageMatch {
  /** Index of the concept that tells most; −1 without concepts. */
  readonly heaviest: number;
  /** Match of each concept with headings, lead and stem. */
  readonly header: Float64Array;
  /** Weighted mean of a value per concept, 0 to 1. */
  coverage(value: (concept: number) => number): number;
  /** Best match of a concept in units `[from, to]`. */
  exact(from: number, to: number, concept: number): number;
  /** The same where a near word counts too. */
  soft(from: number, to: number, concept: number): number;
  bestUnit(from: number, to: number): number;
  bestSoftUnit(from: number, to: number): number;
  bestClauses(from: number, to: number): BestClauses;
}

/** Cosines below this are noise, above that as good as the word itself. Chosen on the development questions. */
const SOFT = { from: 0.3, to: 0.8 } as const;

function greatest(rows: readonly Float64Array[], from: number, to: number, column: number): number {
  let value = 0;
  for (let row = from; row <= to; row++) value = Math.max(value, rows[row]![column]!);
  return value;
}

function most(values: readonly number[], from: number, to: number): number {
  let value = 0;
  for (let i = from; i <= to; i++) value = Math.max(value, values[i]!);
  return value;
}

export function matchPassage({ concepts }: Question, passage: AnalysedPassage, similarity: WordSimilarity): PassageMatch {
  const total = concepts.reduce((sum, concept) => sum + concept.weight, 0);
  const coverage = (value: (concept: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < concepts.length; i++) sum += concepts[i]!.weight * value(i);
    return total > 0 ? sum / total : 0;
  };
  const matchText = (text: string): Float64Array => Float64Array.from(concepts, (concept) => matchConcept(concept, text));
  const exact: Float64Array[] = [];
  const soft: Float64Array[] = [];
  const clauses: BestClauses[] = [];
  for (const unit of passage.units) {
    const own = matchText(unit.folded);
    const near = nearest(unit, own, similarity);
    exact.push(own);
    soft.push(near);
    clauses.push(bestClauses(unit, coverage, matchText, own));
  }
  const units = exact.map((row) => coverage((i) => row[i]!));
  const softUnits = soft.map((row) => coverage((i) => row[i]!));
  return {
    heaviest: concepts.reduce((best, concept, i) => (best < 0 || concept.weight > concepts[best]!.weight ? i : best), -1),
    header: matchText(passage.header),
    coverage,
    exact: (from, to, concept) => greatest(exact, from, to, concept),
    soft: (from, to, concept) => greatest(soft, from, to, concept),
    bestUnit: (from, to) => most(units, from, to),
    bestSoftUnit: (from, to) => most(softUnits, from, to),
    bestClauses: (from, to) => clauses.slice(from, to + 1).reduce((best, other) => (other.coverage > best.coverage ? other : best)),
  };
}

function nearest(unit: Unit, exact: Float64Array, similarity: WordSimilarity): Float64Array {
  const near = Float64Array.from(exact);
  for (const word of unit.words) {
    const cosines = similarity(word);
    for (let i = 0; i < near.length; i++) {
      const value = Math.min(1, (cosines[i]! - SOFT.from) / (SOFT.to - SOFT.from));
      if (value > near[i]!) near[i] = value;
    }
  }
  return near;
}

/** What is asked should stand close together: the best two neighbouring clauses of a unit. */
function bestClauses(unit: Unit, coverage: PassageMatch['coverage'], matchText: (text: string) => Float64Array, whole: Float64Array): BestClauses {
  if (unit.clauses.length <= 2) {
    const value = coverage((i) => whole[i]!);
    return { coverage: value, text: unit.folded };
  }
  const rows = unit.clauses.map(matchText);
  let best: BestClauses = { coverage: -1, text: '' };
  for (let at = 0; at + 1 < rows.length; at++) {
    const value = coverage((i) => Math.max(rows[at]![i]!, rows[at + 1]![i]!));
    if (value > best.coverage) best = { coverage: value, text: unit.clauses[at]! + unit.clauses[at + 1]! };
  }
  return best;
}
