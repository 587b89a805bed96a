import fc from 'fast-check';
import * as OpenCC from 'opencc-js';
import { expect, test } from 'vitest';
import { simplify } from '../../src/embed/simplify.js';
import { TRADITIONAL } from '../../src/embed/traditional.js';

const VARIANTS = ['tw', 't'] as const;
const converters = { tw: OpenCC.Converter({ from: 'tw', to: 'cn' }), t: OpenCC.Converter({ from: 't', to: 'cn' }) };
const rules = [...(OpenCC.Locale.from['tw'] ?? []), ...(OpenCC.Locale.to['cn'] ?? [])]
  .flat()
  .flatMap((dictionary) => (typeof dictionary === 'string' ? dictionary.split('|').map((rule) => rule.split(' ')) : dictionary))
  .map(([from = '', to = '']) => [from, to] as const);
const words = rules.flat();

test('looks out for just the characters that OpenCC changes', () => {
  const conversions = words.flatMap((word) => VARIANTS.map((from) => [[...word], [...converters[from](word)]] as const));
  const changed = new Set(conversions.flatMap(([[first = '', ...others], [to]]) => (others.length === 0 && first !== to ? first : [])));
  // A rule for a phrase alone: what differs in it is what gives it away.
  for (const [word, to] of conversions) {
    if (!word.some((character) => changed.has(character))) word.forEach((character, i) => character !== to[i] && changed.add(character));
  }
  expect(TRADITIONAL).toBe([...changed].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join(''));
});

test.each(VARIANTS)('simplifies every word of the dictionaries as OpenCC does, from %s', (from) => {
  const differing = words.filter((word) => !word.includes('显著') && simplify(`的${word}一`, from) !== converters[from](`的${word}一`));
  expect(differing).toEqual([]);
});

test('simplifies any mixture of words and marks as OpenCC does', () => {
  const part = fc.oneof(fc.constantFrom(...words), fc.constantFrom('，', '年', '2023', 'GDP ', '\n', '核心', '人才', '才', '么', '什么', '怎么', '覆盖', '重', '\ud842'));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(...VARIANTS), (parts, from) => {
      // The one place where OpenCC takes 好 and 甚 for the end of the phrase before.
      fc.pre(!/(?:口才好|藉甚|借甚)么|显著/.test(parts.join('')));
      expect(simplify(parts.join(''), from)).toBe(converters[from](parts.join('')));
    }),
    { numRuns: 2000 },
  );
});

test('leaves words alone that are Simplified already, and makes them of their Traditional forms', () => {
  for (const from of VARIANTS) {
    for (const word of ['显著提高', '全覆盖', '为什么']) expect(simplify(word, from)).toBe(word);
    expect(simplify('顯著提高，全覆蓋，爲什麼', from)).toBe('显著提高，全覆盖，为什么');
  }
});
