import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../src/index/float16.js';

describe('numbers of half precision', () => {
  test('are those of IEEE 754', () => {
    const known: readonly (readonly [value: number, half: number])[] = [
      [0, 0], [-0, 0x8000], [1, 0x3c00], [-2, 0xc000], [0.5, 0x3800], [1 / 3, 0x3555], [65_504, 0x7bff], [2 ** -14, 0x0400], [2 ** -24, 0x0001], [2 ** -26, 0],
    ];
    for (const [value, half] of known) expect(toHalf(value)).toBe(half);
    for (const [value, half] of known.slice(0, -1)) if (value !== 1 / 3) expect(fromHalf(half)).toBe(value);
  });

  test('stay as they are when they are written again', () => {
    for (let half = 0; half < 0x7c00; half++) expect(toHalf(fromHalf(half))).toBe(half);
  });

  test('are the nearest to the number given', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
        const half = toHalf(Math.fround(value));
        const error = Math.abs(fromHalf(half) - Math.fround(value));
        for (const other of [half - 1, half + 1]) if (other >= 0 && (other & 0x7fff) < 0x7c00) expect(error).toBeLessThanOrEqual(Math.abs(fromHalf(other) - Math.fround(value)));
      }),
    );
  });
});
