import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absentReader, type ReadPassage, type Reader } from '../../src/embed/index.js';
import { createRetriever, FEATURES, type Retrieval } from '../../src/retrieve/index.js';
import { openAsking, TWO_DISTRICTS, type Asking } from '../support/asking.js';

const READ = FEATURES.indexOf('read');
const QUESTION = '云溪区2023年民生支出占比';

let asking: Asking;

beforeAll(async () => {
  asking = await openAsking(TWO_DISTRICTS);
});
afterAll(() => asking.remove());

const retrieve = (reader: Reader): Promise<Retrieval> =>
  createRetriever({ models: [asking.embedder], words: asking.embedder, reader, year: () => 2026 }).retrieve(asking.index.snapshot(), QUESTION);

/** Takes the parts for the answer that hold `text`. */
const reading = (text: string, seen: (readonly ReadPassage[])[] = []): Reader => ({
  async read(_, passages) {
    seen.push(passages);
    return passages.map(({ parts }) => Float64Array.from(parts, (part) => (part.includes(text) ? 9 : -9)));
  },
});

describe('reading the best passages once more', () => {
  it('raises the windows with the part that answers by its share', async () => {
    const before = await retrieve(absentReader);
    const after = await retrieve(reading('新建幼儿园'));
    const scoreOf = ({ windows }: Retrieval, text: string): number => windows.find(({ passage, from, to }) => from === to && passage.units[from]!.folded.includes(text))!.score;
    expect(scoreOf(after, '新建幼儿园')).toBeGreaterThan(scoreOf(before, '新建幼儿园') + 1);
    expect(scoreOf(after, '社会消费品')).toBeCloseTo(scoreOf(before, '社会消费品'), 3);
    expect(after.windows.map(({ score }) => score)).toEqual(after.windows.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('shares out one whole over the units of all passages read', async () => {
    const { windows } = await retrieve(reading('不'));
    const single = windows.filter(({ from, to }) => from === to);
    expect(single.reduce((sum, { features }) => sum + features[READ]!, 0)).toBeCloseTo(1, 6);
  });

  it('reads each passage once, and few of them', async () => {
    const seen: (readonly ReadPassage[])[] = [];
    await retrieve(reading('', seen));
    expect(seen).toHaveLength(1);
    expect(new Set(seen[0]!.map(({ parts }) => parts.join(''))).size).toBe(seen[0]!.length);
    expect(seen[0]!.length).toBeLessThanOrEqual(6);
  });

  it('leaves everything as it is without a reader', async () => {
    const { windows, closeness } = await retrieve(absentReader);
    expect(windows.every(({ features }) => features[READ] === 0)).toBe(true);
    // Neither what speaks for an answer nor what speaks against one.
    const { closeness: sure } = await retrieve(reading('民生支出'));
    const { closeness: unsure } = await retrieve(reading('没有这样的话'));
    for (const name of ['readHere', 'readAnywhere', 'readSum'] as const) {
      expect(closeness[name]).toBeLessThan(sure[name]);
      expect(closeness[name]).toBeGreaterThan(unsure[name]);
    }
  });
});
