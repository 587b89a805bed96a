import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/index/index.js';
import { semicolonParts } from '../../src/reports/index.js';
import { findWords, tellingWords, wordsOf } from '../../src/retrieve/unit-words.js';

const TEXT = '全年地区生产总值完成451亿元，同比增长7%；优化营商环境，优化服务。“十四五”规划实施。';
const unitsOf = (text: string): string[] => semicolonParts(text).map(({ start, end }) => fold(text.slice(start, end)));

test('are those of two characters or more, each once, numbers apart', () => {
  expect(wordsOf(unitsOf(TEXT), findWords(TEXT))).toEqual([
    ['全年', '地区生产总值', '完成', '亿元', '同比增长'],
    ['优化营商环境', '优化', '服务'],
    ['十四五', '规划', '实施'],
  ]);
});

test('are the same found beforehand as cut now, in any text', () => {
  const part = fc.oneof(fc.constantFrom('全年', '营商环境', '优化', '451.5亿元', 'GDP ', '；', '。', '\n', '“', '（', '）', '地區', '𠮷野', ' ', '……', '\\'), fc.string({ unit: 'grapheme', maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const units = unitsOf(text);
      expect(wordsOf(units, findWords(text))).toEqual(units.map(tellingWords));
    }),
  );
});

test('of other units are not taken', () => {
  expect(wordsOf(['营商环境'], findWords(TEXT))).toEqual([['营商环境']]);
  expect(wordsOf(['营商环境'], undefined)).toEqual([['营商环境']]);
});
