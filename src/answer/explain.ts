/** @module How an answer came about: the scores of every stage for one question. */

import { linesOf } from '../reports/index.js';
import { FEATURES, rankingOf, type Question, type Retrieval } from '../retrieve/index.js';
import { chooseWindows, textOf } from './choose.js';
import { confidenceOf, isSure, modelsFor, termsOf, type ModelName, type Term } from './confidence.js';
import { signalsOf } from './signals.js';

/** A passage or window, and where it stands. */
interface Place {
  readonly passageId: string;
  readonly file: string;
  readonly lines: readonly [first: number, last: number];
}

export interface ExplainedCandidate extends Place {
  /** BM25 over the best of all, 0 to 1. */
  readonly lexical: number;
  /** Cosine. */
  readonly vector: number;
  readonly fused: number;
}

export interface ExplainedWindow extends Place {
  readonly text: string;
  readonly score: number;
  readonly chosen: boolean;
  /** What moved the score most, largest first. */
  readonly terms: readonly Term[];
}

export interface Explanation {
  readonly understood: Omit<Question, 'text'>;
  readonly lexicalShare: number;
  readonly candidates: readonly ExplainedCandidate[];
  /** How many candidates there were in all. */
  readonly found: number;
  readonly windows: readonly ExplainedWindow[];
  /** Windows of another place or year than the question names. */
  readonly setAside: number;
  readonly models: readonly { readonly name: ModelName; readonly probability: number; readonly terms: readonly Term[] }[];
  /** 0 to 1; quoted from one half on. */
  readonly confidence: number;
  readonly answered: boolean;
}

const MOST_CANDIDATES = 10;
const MOST_WINDOWS = 5;
const MOST_TERMS = 8;
const MOST_CITATIONS = 5;

const byEffect = (terms: readonly Term[]): Term[] =>
  terms.filter(({ effect }) => Math.abs(effect) >= 0.005).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, MOST_TERMS);

export function explain(retrieval: Retrieval): Explanation {
  const { question, candidates, windows, elsewhere, snapshot, lexicalShare } = retrieval;
  const { text: _, ...understood } = question;
  const chosen = new Set(chooseWindows(retrieval, MOST_CITATIONS));
  const signals = signalsOf(retrieval);
  const confidence = confidenceOf(retrieval);
  return {
    understood,
    lexicalShare,
    found: candidates.length,
    candidates: candidates.slice(0, MOST_CANDIDATES).flatMap(({ ordinal, lexical, vector, fused }) => {
      const indexed = snapshot.passages.at(ordinal);
      return indexed ? [{ passageId: indexed.passage.id, file: indexed.report.file, lines: indexed.passage.lines, lexical, vector, fused }] : [];
    }),
    windows: [...new Set([...windows.slice(0, MOST_WINDOWS), ...chosen])].map((window) => {
      const { report, passage } = window.passage.indexed;
      const lineMap = snapshot.body(report.id)?.lineMap;
      const { start } = window.passage.units[window.from]!;
      const { end } = window.passage.units[window.to]!;
      return {
        passageId: passage.id,
        file: report.file,
        lines: lineMap ? linesOf(lineMap, passage.start + start, passage.start + end) : passage.lines,
        text: textOf(window),
        score: window.score,
        chosen: chosen.has(window),
        terms: byEffect(FEATURES.map((name, i) => ({ name, value: window.features[i]!, effect: rankingOf(report)[name] * window.features[i]! }))),
      };
    }),
    setAside: elsewhere.length,
    models: windows.length === 0 ? [] : modelsFor(retrieval).map((name) => ({ name, ...termsOf(name, signals, retrieval) })).map(({ name, probability, terms }) => ({ name, probability, terms: byEffect(terms) })),
    confidence,
    answered: isSure(confidence),
  };
}
