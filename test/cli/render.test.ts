import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answered } from '../../src/answer/index.js';
import { messagesIn } from '../../src/cli/messages.js';
import { answerJson, renderAnswer, type View } from '../../src/cli/render.js';
import { clip, widthOf, wrap } from '../../src/cli/wrap.js';
import { fakeDesk } from '../support/desk.js';

const PLAIN: View = { messages: messagesIn('zh'), colour: false, width: null };
const ESCAPE = '\u001b';

async function answered(question: string): Promise<Answered> {
  const answer = await fakeDesk().ask(question);
  if (answer.status !== 'answered') throw new Error('not answered');
  return answer;
}

describe('an answer for people', () => {
  test('is the quote and where it stands', async () => {
    expect(renderAnswer(await answered('东河区GDP'), PLAIN)).toBe(
      [
        '1. “全年地区生产总值完成451亿元，同比增长7%；规上工业增加值增长9%；固定资产投资完成76.5亿元，同比增长15.1%。”',
        '   —— 东河区 2023年计划执行情况与2024年计划草案的报告（2024-01-24） · 一、2023年国民经济和社会发展计划执行情况 · 第43–45行 · 000_donghe.txt',
      ].join('\n'),
    );
  });

  test('marks the answering part in bold and the location dim on a terminal only', async () => {
    const shown = renderAnswer(await answered('东河区GDP'), { ...PLAIN, colour: true });
    expect(shown).toContain(`“${ESCAPE}[1m全年地区生产总值完成451亿元，同比增长7%${ESCAPE}[22m；`);
    expect(shown).toContain(`${ESCAPE}[2m—— 东河区`);
  });

  test('is wrapped at the width of the terminal, with a hanging indent, and still verbatim', async () => {
    const answer = await answered('东河区GDP');
    const lines = renderAnswer(answer, { ...PLAIN, width: 40 }).split('\n');
    expect(Math.max(...lines.map(widthOf))).toBeLessThan(40);
    expect(lines.slice(1).every((line) => line.startsWith('   '))).toBe(true);
    expect(lines.join('').replaceAll(/\s/gu, '')).toContain(answer.citations[0]?.quote);
    expect(lines.some((line) => /^\s*[，。；、）”]/u.test(line))).toBe(false);
  });

  test('keeps bold over a line break', async () => {
    const shown = renderAnswer(await answered('东河区GDP'), { ...PLAIN, colour: true, width: 30 });
    for (const line of shown.split('\n')) expect(line.split(`${ESCAPE}[1m`)).toHaveLength(line.split(`${ESCAPE}[22m`).length - (line.includes(`${ESCAPE}[2m`) ? 1 : 0));
  });

  test('sets the cells of a table row apart, under the header of the table', async () => {
    const lines = renderAnswer(await answered('营商环境'), PLAIN).split('\n');
    expect(lines).toContain('2. 指标 │ 2020年 │ 2025年');
    expect(lines).toContain('   “营商环境满意度 │ 95% │ 98%”');
    expect(lines.at(-1)).toContain('第92行');
  });

  test('shows three citations where JSON has five', async () => {
    const answer = await answered('GDP很长');
    expect(renderAnswer(answer, PLAIN).match(/^\d\. /gmu)).toEqual(['1. ', '2. ', '3. ']);
    expect(JSON.parse(answerJson(answer)).citations).toHaveLength(5);
  });

  test('names the page of a PDF', async () => {
    expect(renderAnswer(await answered('营商环境'), PLAIN)).toContain('第3页 第88行');
  });

  test('that is none offers the nearest headings', async () => {
    const shown = renderAnswer(await fakeDesk().ask('火星移民'), PLAIN).split('\n');
    expect(shown.slice(0, 2)).toEqual(['这些报告里没有找到能回答这个问题的原文。', '可能相关的章节：']);
    expect(shown[2]).toMatch(/^ · 东河区 .* · 一、.* › （一）产业转型升级迈出新步伐 · 第49行$/u);
  });

  test('to a greeting says what can be asked, in the language of the reader', async () => {
    const answer = await fakeDesk().ask('你好');
    expect(renderAnswer(answer, PLAIN)).toMatch(/^您好/u);
    expect(renderAnswer(answer, { ...PLAIN, messages: messagesIn('en') })).toMatch(/^Hello/u);
  });
});

describe('an answer as JSON', () => {
  test('is one line, whatever its reader takes for a line break', async () => {
    const json = answerJson({ ...(await answered('东河区GDP')), question: 'a\nb\u2028c\u2029d\re' });
    expect(json).not.toMatch(/[\n\r\u2028\u2029]/u);
    expect(JSON.parse(json).question).toBe('a\nb\u2028c\u2029d\re');
  });

  test('has the fields of the contract', async () => {
    const { citations, ...rest } = JSON.parse(answerJson(await answered('营商环境')));
    expect(rest).toEqual({ question: '营商环境', status: 'answered', tookMs: 1 });
    expect(Object.keys(citations[0])).toEqual(['quote', 'highlight', 'report', 'section', 'lines', 'page', 'score']);
    expect(Object.keys(citations[1])).toEqual(['quote', 'highlight', 'report', 'section', 'lines', 'stem', 'score']);
    expect(Object.keys(citations[0].report)).toEqual(['file', 'title', 'name', 'region', 'date']);
    expect(JSON.parse(answerJson(await fakeDesk().ask('火星移民')))).toMatchObject({ status: 'not_found', reason: 'no_evidence', citations: [], nearest: [{ line: 49 }, { line: 86 }] });
  });
});

describe('wrapping', () => {
  const words = fc.string({ unit: fc.constantFrom(...'全年（一）增长，。“”Ab1.% \n\t', '😀', '\u0301'), maxLength: 80 });

  test('loses nothing but line breaks and keeps to the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width).map(({ start, end }) => text.slice(start, end));
        expect(lines.join('')).toBe(text.replaceAll('\n', ''));
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('without a width breaks at line breaks alone', () => {
    fc.assert(fc.property(words, (text) => wrap(text, null).map(({ start, end }) => text.slice(start, end)).join('\n') === text));
  });

  test('leaves numbers and words whole', () => {
    const text = '全年完成451.25亿元，同比增长15.1%。GDP growth';
    const lines = wrap(text, 10).map(({ start, end }) => text.slice(start, end));
    expect(lines).toEqual(['全年完成', '451.25亿', '元，同比增', '长15.1%。', 'GDP growth']);
  });

  test('clips to a width with an ellipsis', () => {
    expect(clip('解析文件', 8)).toBe('解析文件');
    expect(clip('解析文件', 7)).toBe('解析文…');
    expect(clip('解析文件', 6)).toBe('解析…');
  });
});
