/**
 * @module The best passages read once more, question and passage together, by a small network: which of their windows
 * answers? As a second stage over the few that a cheap first one found (Nogueira and Cho, 2019); the shares are of all
 * passages read, not of each (Clark and Gardner, 2018).
 */

import type { Reader } from '../embed/index.js';
import type { AnalysedPassage } from './analysed.js';
import { AT } from './features.js';
import { byScore, type RankedWindow } from './rank.js';
import type { Question } from './types.js';
import { RANKING, RETRIEVAL } from './weights.js';

/** The reader's scores of each unit of the passages that were read; none where there is no reader. */
export type Readings = ReadonlyMap<AnalysedPassage, Float64Array>;

/** The same windows, best first, those of the passages that were read at their new scores; as they are where there is no reader. */
export async function readBest(
  question: Question,
  windows: readonly RankedWindow[],
  reader: Reader,
): Promise<{ readonly windows: readonly RankedWindow[]; readonly readings: Readings }> {
  const passages = bestPassages(windows);
  const values = await reader.read(question.folded, passages.map(({ header, units }) => ({ header, parts: units.map((unit) => unit.folded) })));
  if (values === null) return { windows, readings: new Map() };
  const shares = new Map(sharesOf(values).map((own, i) => [passages[i]!, own]));
  const read = windows.map((window) => {
    const own = shares.get(window.passage);
    return own ? readWindow(window, own) : window;
  });
  return { windows: read.sort(byScore), readings: new Map(values.map((own, i) => [passages[i]!, own])) };
}

/** Passages that reading can bring to the top: one that is further behind than all that it gives is left as it is. */
function bestPassages(windows: readonly RankedWindow[]): AnalysedPassage[] {
  const found = new Set<AnalysedPassage>();
  const best = windows[0]?.score ?? 0;
  for (const { passage, score } of windows) {
    if (found.size === RETRIEVAL.passagesRead || best - score > RANKING.read) break;
    found.add(passage);
  }
  return [...found];
}

/** Probability that each unit holds the answer, 1 over all units of all passages. */
function sharesOf(values: readonly Float64Array[]): Float64Array[] {
  const greatest = values.reduce((most, row) => Math.max(most, ...row), -Infinity);
  const weights = values.map((row) => row.map((value) => Math.exp(value - greatest)));
  const total = weights.reduce((sum, row) => row.reduce((own, weight) => own + weight, sum), 0);
  return weights.map((row) => row.map((weight) => weight / total));
}

function readWindow(window: RankedWindow, shares: Float64Array): RankedWindow {
  const { passage, from, to, question, match, missed, unsaid } = window;
  const features = window.features.slice();
  for (let unit = from; unit <= to; unit++) features[AT.read]! += shares[unit]!;
  return { passage, from, to, features, question, match, missed, unsaid, score: window.score + RANKING.read * features[AT.read]! };
}
