import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanPool, normalize } from '../../src/embed/pooling.js';

describe('meanPool', () => {
  it('averages a row’s own tokens and not its padding', () => {
    const data = Float32Array.from([1, 0, 0, 1, 9, 9, /* second row */ 3, 4, 9, 9, 9, 9]);
    const [first, second] = meanPool({ data, rows: 2, tokens: 3, dimension: 2 }, [2, 1]);
    expect([...(first ?? [])]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
    expect([...(second ?? [])]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });
});

describe('normalize', () => {
  it('always gives unit length, also for zeros and for what is no number', () => {
    const numbers = fc.array(fc.oneof(fc.float({ min: -1000, max: 1000 }), fc.constant(NaN)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (values) => {
        const vector = normalize(Float32Array.from(values));
        expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 4);
      }),
    );
  });
});
