/** @module What the trees of confidence are asked about: all signals, all features of the best window, and how it meets the question. */

import { FEATURES, type RankedWindow, type Retrieval } from '../retrieve/index.js';
import { textOf } from './choose.js';
import { SIGNALS, type SignalName } from './signals.js';

const OF_QUESTION = ['asksNumber', 'asksList', 'asksTarget', 'asksResult', 'asksUnit', 'score', 'margin', 'length'] as const;
/** Concepts by their place in the question: the last is mostly what is asked of the others. */
const OF_CONCEPTS = ['number', 'last', 'lastTwo', 'first', 'weightOfLast', 'absent', 'heaviestAbsent', 'halfSaid', 'absentKnown', 'absentUnknown'] as const;

export const TREE_INPUTS: readonly string[] = [
  ...SIGNALS,
  ...FEATURES.map((name) => `window.${name}`),
  ...OF_QUESTION.map((name) => `question.${name}`),
  ...OF_CONCEPTS.map((name) => `concepts.${name}`),
];

/** A match below this is none. */
const ABSENT = 0.4;
const HALF = 0.6;
/** What a match in the headings above counts. */
const HEADER = 0.7;
const MOST_MARGIN = 20;

/** One number a name of {@link TREE_INPUTS}; without a window all but the signals are 0. */
export function treeInputsOf(signals: Readonly<Record<SignalName, number>>, retrieval: Pick<Retrieval, 'question' | 'windows'>): Float64Array {
  const [best] = retrieval.windows;
  const of = best ? { ...ofQuestion(retrieval, best), ...ofConcepts(best) } : null;
  return Float64Array.from([
    ...SIGNALS.map((name) => signals[name]),
    ...(best?.features ?? FEATURES.map(() => 0)),
    ...OF_QUESTION.map((name) => of?.[name] ?? 0),
    ...OF_CONCEPTS.map((name) => of?.[name] ?? 0),
  ]);
}

const flag = (value: boolean): number => (value ? 1 : 0);

function ofQuestion({ question, windows }: Pick<Retrieval, 'question' | 'windows'>, best: RankedWindow): Record<(typeof OF_QUESTION)[number], number> {
  const next = windows.find(({ passage }) => passage !== best.passage);
  return {
    asksNumber: flag(question.kind === 'number'),
    asksList: flag(question.kind === 'list'),
    asksTarget: flag(question.claim === 'target'),
    asksResult: flag(question.claim === 'result'),
    asksUnit: flag(question.units.length > 0),
    score: best.score,
    margin: next ? Math.min(MOST_MARGIN, best.score - next.score) : MOST_MARGIN,
    length: textOf(best).length / 100,
  };
}

function ofConcepts({ question, match, from, to }: RankedWindow): Record<(typeof OF_CONCEPTS)[number], number> {
  const concepts = question.concepts
    .map(({ surface, weight, known }, i) => {
      let said = HEADER * match.header[i]!;
      for (let unit = from; unit <= to; unit++) said = Math.max(said, match.soft[unit]![i]!);
      return { at: question.folded.indexOf(surface), weight, known, said };
    })
    .sort((one, other) => one.at - other.at);
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const heaviest = Math.max(1e-9, ...concepts.map(({ weight }) => weight));
  const shareOf = (some: readonly { readonly weight: number }[]): number => some.reduce((sum, { weight }) => sum + weight, 0) / total;
  const absent = concepts.filter(({ said }) => said < ABSENT);
  const last = concepts.at(-1);
  return {
    number: concepts.length,
    last: last?.said ?? 0,
    lastTwo: concepts.slice(-2).reduce((sum, { said }) => sum + said, 0) / Math.max(1, Math.min(2, concepts.length)),
    first: concepts[0]?.said ?? 0,
    weightOfLast: (last?.weight ?? 0) / heaviest,
    absent: absent.length,
    heaviestAbsent: Math.max(0, ...absent.map(({ weight }) => weight)) / heaviest,
    halfSaid: shareOf(concepts.filter(({ said }) => said < HALF)),
    absentKnown: shareOf(absent.filter(({ known }) => known)),
    absentUnknown: shareOf(absent.filter(({ known }) => !known)),
  };
}
