import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableQuote } from '../../src/telegram/messages/table-quote.js';

const HEADER = '指标 单位 2020年 2025年';

describe('a table row', () => {
  test('stands value by value behind the headers of its columns', () => {
    const table = tableQuote('研发经费增长\t%\t0.6\t>7', [0, 15], `主要指标｜${HEADER}｜二、创新驱动`);
    expect(table?.rows.text).toBe('研发经费增长\n单位\u3000%\n2020年\u30000.6\n2025年\u3000>7');
    expect(table?.stem).toBe('主要指标｜二、创新驱动');
  });

  test('of an empty cell leaves it out', () => {
    expect(tableQuote('粮食产量\t\t1.1\t1.2', [0, 4], HEADER)?.rows.text).toBe('粮食产量\n2020年\u30001.1\n2025年\u30001.2');
  });

  test.each([
    ['is prose', '全年地区生产总值完成451亿元。', HEADER],
    ['has no header', '研发经费增长\t%\t0.6\t>7', '主要指标'],
    ['has no stem', '研发经费增长\t%\t0.6\t>7', null],
    ['has fewer cells than the header', '研发经费增长\t0.6\t>7', HEADER],
    ['has rows of different widths', '研发经费增长\t%\t0.6\t>7\n其中\t2', HEADER],
  ])('that %s is left to be quoted as it is', (_name, quote, stem) => {
    expect(tableQuote(quote, [0, 1], stem)).toBeNull();
  });

  test('keeps every character of the quote in order, with nothing but headers between', () => {
    const cell = fc.stringMatching(/^[东河0-9.%<（）]{0,6}$/u);
    const row = fc.array(cell, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const quote = rows.map((cells) => cells.join('\t')).join('\n');
        fc.pre(quote.trim() !== '' && rows.every((cells) => cells.join('') !== ''));
        const lines = tableQuote(quote, [0, quote.length], HEADER)?.rows.text.split('\n') ?? [];
        expect(lines.map((line) => line.split('\u3000').at(-1)).join('')).toBe(quote.replaceAll(/\s/gu, ''));
      }),
    );
  });
});
