/** @module How a passage, its units and its clauses match the concepts of a question: exactly, and by words that are near. */

import type { AnalysedPassage, Unit } from './analysed.js';
import { matchConcept } from './match.js';
import type { Concept, Question } from './types.js';
import type { WordSimilarity } from './word-vectors.js';

export interface BestClauses {
  /** Weighted coverage of the best run of two neighbouring clauses. */
  readonly coverage: number;
  /** Their folded text. */
  readonly text: string;
}

/** Cosines below this are noise, above that as good as the word itself. Chosen on the development questions. */
export const SOFT = { from: 0.3, to: 0.8 } as const;

/** A question's concepts with what every passage needs of them. */
export class ConceptWeights {
  readonly concepts: readonly Concept[];
  /** Index of the concept that tells most; −1 without concepts. */
  readonly heaviest: number;
  readonly #weights: Float64Array;
  readonly #total: number;

  constructor({ concepts }: Question) {
    this.concepts = concepts;
    this.#weights = Float64Array.from(concepts, (concept) => concept.weight);
    this.#total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.heaviest = concepts.reduce((best, concept, i) => (best < 0 || concept.weight > concepts[best]!.weight ? i : best), -1);
  }

  /** Weighted mean of a value per concept, 0 to 1. */
  coverage(values: Float64Array): number {
    const weights = this.#weights;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[i]!;
    return this.#total > 0 ? sum / this.#total : 0;
  }
}

/** Match of each concept with each unit of one passage. */
export interface PassageMatch {
  /** Match of each concept with headings, lead and stem. */
  readonly header: Float64Array;
  /** One row a unit: match of each concept. */
  readonly exact: readonly Float64Array[];
  /** The same where a near word counts too. */
  readonly soft: readonly Float64Array[];
  /** Coverage of each unit by either. */
  readonly units: Float64Array;
  readonly softUnits: Float64Array;
  /** Of each unit. */
  readonly clauses: readonly BestClauses[];
}

export function matchPassage(weights: ConceptWeights, passage: AnalysedPassage, similarity: WordSimilarity): PassageMatch {
  const { concepts } = weights;
  const whole = passage.units.length === 1 ? passage.units[0]!.folded : passage.units.map((unit) => unit.folded).join('');
  // Few passages hold a concept at all: what the whole does not hold, no part of it does.
  const present = matchAll(concepts, whole, null);
  const known = passage.subject === '' ? null : matchAll(concepts, passage.subject, null);
  const exact = passage.units.map((unit) => raised(unit.folded === whole ? present : matchAll(concepts, unit.folded, present), known));
  const soft = passage.units.map((unit, at) => nearest(unit, exact[at]!, similarity));
  return {
    header: raised(matchAll(concepts, passage.header, null), known),
    exact,
    soft,
    units: coverages(weights, exact),
    softUnits: coverages(weights, soft),
    clauses: passage.units.map((unit, at) => bestClauses(unit, weights, exact[at]!, known)),
  };
}

/** Match of each concept with a text that is a part of one with the matches `whole`, or of none. Loops: `from` takes ten times as long. */
function matchAll(concepts: readonly Concept[], text: string, whole: Float64Array | null): Float64Array {
  const matches = new Float64Array(concepts.length);
  for (let i = 0; i < matches.length; i++) if (whole === null || whole[i]! > 0) matches[i] = matchConcept(concepts[i]!, text);
  return matches;
}

function coverages(weights: ConceptWeights, rows: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < values.length; i++) values[i] = weights.coverage(rows[i]!);
  return values;
}

/** Raises each value of `into` to that of `row`, times `factor`. */
export function raise(into: Float64Array, row: Float64Array, factor = 1): void {
  for (let i = 0; i < into.length; i++) {
    const value = row[i]! * factor;
    if (value > into[i]!) into[i] = value;
  }
}

/** `into` itself, raised to what all of the document is about. */
function raised(into: Float64Array, known: Float64Array | null): Float64Array {
  if (known) raise(into, known);
  return into;
}

/** The greatest value of a concept in rows `[from, to]`. */
export function greatest(rows: readonly Float64Array[], from: number, to: number, concept: number): number {
  let value = 0;
  for (let row = from; row <= to; row++) value = Math.max(value, rows[row]![concept]!);
  return value;
}

function nearest(unit: Unit, exact: Float64Array, similarity: WordSimilarity): Float64Array {
  const near = exact.slice();
  for (const word of unit.words) {
    for (const { target, cosine } of similarity(word) ?? []) {
      const value = Math.min(1, (cosine - SOFT.from) / (SOFT.to - SOFT.from));
      if (value > near[target]!) near[target] = value;
    }
  }
  return near;
}

/** What is asked should stand close together: the best two neighbouring clauses of a unit. */
function bestClauses(unit: Unit, weights: ConceptWeights, whole: Float64Array, known: Float64Array | null): BestClauses {
  if (unit.clauses.length <= 2) return { coverage: weights.coverage(whole), text: unit.folded };
  const { concepts } = weights;
  const rows = unit.clauses.map((clause) => raised(matchAll(concepts, clause, whole), known));
  let best: BestClauses = { coverage: -1, text: '' };
  for (let at = 0; at + 1 < rows.length; at++) {
    const both = rows[at]!;
    // The row of this clause is not needed again.
    raise(both, rows[at + 1]!);
    const coverage = weights.coverage(both);
    if (coverage > best.coverage) best = { coverage, text: unit.clauses[at]! + unit.clauses[at + 1]! };
  }
  return best;
}
