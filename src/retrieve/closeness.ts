/** @module How close the best window is to the question, beside what the ranking knows: a second look at one, too dear for all. */

import type { Embedder } from '../embed/index.js';
import type { RankedWindow } from './rank.js';
import type { Readings } from './reading.js';

/** All 0 where there is no window. */
export interface Closeness {
  /** Cosine of the question and the window alone, without the rest of its passage. */
  readonly cosine: number;
  /** The reader's greatest score in the window, in its passages at all, and the logarithm of the sum of all: 0 is what it gives to “nothing”. */
  readonly readHere: number;
  readonly readAnywhere: number;
  readonly readSum: number;
}

/** Where nothing was read: half-way between what answered and unanswered questions get, so that the other signals decide. */
const UNREAD = { readHere: 0.5, readAnywhere: 0.5, readSum: 1 } as const;

const NOT_CLOSE: Closeness = { cosine: 0, readHere: 0, readAnywhere: 0, readSum: 0 };

/**
 * @param text of the question
 * @param words the model whose vectors the figures of {@link Closeness} are fitted to, whichever the index is made with
 */
export async function closenessOf(
  text: string,
  best: RankedWindow | undefined,
  readings: Readings,
  words: Pick<Embedder, 'embedQuestion' | 'embedPassages'>,
): Promise<Closeness> {
  if (best === undefined) return NOT_CLOSE;
  const { passage, from, to } = best;
  const asked = await words.embedQuestion(text);
  const [told] = await words.embedPassages([passage.units.slice(from, to + 1).map((unit) => unit.folded).join('')]);
  const cosine = told?.reduce((sum, value, i) => sum + value * asked[i]!, 0) ?? 0;
  if (readings.size === 0) return { cosine, ...UNREAD };
  const all = [...readings.values()].flatMap((scores) => [...scores]);
  const here = readings.get(passage)?.slice(from, to + 1) ?? [];
  return {
    cosine,
    readHere: here.length > 0 ? Math.max(...here) : 0,
    readAnywhere: all.length > 0 ? Math.max(...all) : 0,
    readSum: Math.log(all.reduce((sum, value) => sum + Math.exp(value), 1)),
  };
}
