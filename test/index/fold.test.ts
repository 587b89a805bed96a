import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldByRules } from '../../src/index/fold.js';

test('folds width, case, Traditional characters, gaps and marks away', () => {
  expect(fold('  東河區　ＧＤＰ：**451.5亿元**，\n增长“7%”。')).toBe(' 东河区 gdp:451.5亿元, 增长7%。');
  expect(fold('“  ”')).toBe(' ');
  expect(fold('《》“”')).toBe('《》');
});

test('gives every character what the rules give', () => {
  const differing: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    for (const text of [character, `年${character}一`, `A${character}`]) if (fold(text) !== foldByRules(text)) differing.push(text);
  }
  expect(differing).toEqual([]);
});

test('gives any text what the rules give', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('全年地区生产总值', '，', '（２０２３年）', ' ', '\n\t', '“', '”', '*', '\u3000', '……', '㎡', '℃', 'ﬁ', 'ΣΑΣ', 'e\u0301', 'か\u3099', 'ｶﾞ', 'ㄱㅏ', '\u1100\u1161\u11a8', '乾隆', '頭髮', '后面', '\ud842', '𠮷', '\u0000', '\u0003', '\ufeff', 'İ'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      expect(fold(parts.join(''))).toBe(foldByRules(parts.join('')));
    }),
  );
});

test('folds long texts as short ones', () => {
  const text = '全年，“完成”　4５1亿元。'.repeat(400);
  expect(fold(text)).toBe(foldByRules(text));
  expect(fold(text.slice(0, 4096))).toBe(foldByRules(text.slice(0, 4096)));
});
