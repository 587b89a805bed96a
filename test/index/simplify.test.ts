import fc from 'fast-check';
import * as OpenCC from 'opencc-js';
import { expect, test } from 'vitest';
import { simplify } from '../../src/index/simplify.js';

const convert = OpenCC.Converter({ from: 'tw', to: 'cn' });
const rules = [...(OpenCC.Locale.from['tw'] ?? []), ...(OpenCC.Locale.to['cn'] ?? [])]
  .flat()
  .flatMap((dictionary) => (typeof dictionary === 'string' ? dictionary.split(/[ |]/) : dictionary.flat()));

test('simplifies every word of the dictionaries as OpenCC does', () => {
  const differing = rules.filter((word) => simplify(`的${word}一`) !== convert(`的${word}一`));
  expect(differing).toEqual([]);
});

test('simplifies any mixture of words and marks as OpenCC does', () => {
  const part = fc.oneof(fc.constantFrom(...rules), fc.constantFrom('，', '年', '2023', 'GDP ', '\n', '核心', '人才', '\ud842'));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      expect(simplify(parts.join(''))).toBe(convert(parts.join('')));
    }),
  );
});
