import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LabelSet } from '../../src/index/label-set.js';

test('holds what was added, as a set does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000 })), fc.array(fc.nat({ max: 6_000 })), (added, asked) => {
      const labels = new LabelSet(added.slice(0, 3));
      for (const label of added.slice(3)) labels.add(label);
      const expected = new Set(added);
      expect(labels.size).toBe(expected.size);
      expect(labels.greatest).toBe(Math.max(0, ...added));
      for (const label of [...asked, ...added]) expect(labels.has(label)).toBe(expected.has(label));
    }),
  );
});
