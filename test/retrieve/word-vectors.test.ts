import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InnerProducts } from '../../src/retrieve/inner-products.js';
import { createWordVectors } from '../../src/retrieve/word-vectors.js';

const vectors = (dimension: number, most: number) =>
  fc.array(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension }).map((numbers) => Float32Array.from(numbers)), { minLength: 1, maxLength: most });
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('inner products are those of plain arithmetic, for any dimension and number of targets', () => {
  const cases = fc.integer({ min: 1, max: 21 }).chain((dimension) => fc.tuple(fc.constant(dimension), vectors(dimension, 5), vectors(dimension, 10), vectors(dimension, 3)));
  fc.assert(
    fc.property(cases, ([dimension, rows, targets, others]) => {
      const products = new InnerProducts(dimension, rows.length, 10);
      for (const [i, row] of rows.entries()) products.setRow(i, row);
      // Fewer targets than before: nothing of those may be left.
      for (const set of [targets, others]) {
        products.setTargets(set);
        for (const [i, row] of rows.entries()) {
          const found = products.of(i);
          for (const [t, target] of set.entries()) expect(found[t]).toBeCloseTo(dot(row, target), 5);
        }
      }
    }),
  );
});

describe('words near targets', () => {
  /** Words of one letter lie on a circle, a letter five degrees from the next. */
  const embedWord = (word: string): Float32Array => {
    const angle = ((word.charCodeAt(0) - 97) * 5 * Math.PI) / 180;
    return Float32Array.of(Math.cos(angle), Math.sin(angle));
  };
  const embedPassages = async (words: readonly string[]): Promise<Float32Array[]> => words.map(embedWord);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];

  test.each([
    ['looked up at once', { dimension: 2, embedWord, embedPassages }],
    ['embedded beforehand', { dimension: 2, embedPassages }],
  ])('are those beyond the floor, %s', async (_, embedder) => {
    const near = await createWordVectors(embedder).nearTo(['a', 'z', 'b'], new Set('bmy'), 0.9);
    expect(near('b')).toEqual([{ target: 0, cosine: expect.closeTo(Math.cos(Math.PI / 36), 5) }, { target: 2, cosine: expect.closeTo(1, 5) }]);
    expect(near('y')?.map(({ target }) => target)).toEqual([1]);
    expect(near('m')).toBeUndefined();
    expect(near('q')).toBeUndefined();
  });

  test('are the same when hardly any vector is kept, and for more targets than are set together', async () => {
    const many = Array.from({ length: 70 }, (_, i) => letters[i % 26]!);
    const all = await createWordVectors({ dimension: 2, embedWord, embedPassages }).nearTo(many, new Set(letters), 0.8);
    const vectors = createWordVectors({ dimension: 2, embedWord, embedPassages }, 3);
    await vectors.nearTo(['c'], new Set(letters), 0);
    const few = await vectors.nearTo(many, new Set(letters), 0.8);
    expect(letters.map(few)).toEqual(letters.map(all));
    expect(all('a')?.at(-1)).toEqual({ target: 59, cosine: expect.closeTo(Math.cos((35 * Math.PI) / 180), 5) });
  });
});
