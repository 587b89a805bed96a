import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answered, Citation, NotFound } from '../../src/answer/index.js';
import { passageLink } from '../../src/telegram/deep-link.js';
import { translatorOf } from '../../src/telegram/language.js';
import { answerMessage, refusalMessage } from '../../src/telegram/messages/answer.js';
import { reportLabels } from '../../src/telegram/messages/report-label.js';
import { fakeDesk } from '../support/desk.js';
import { REPORTS } from '../support/desk-fixtures.js';
import { checkMessage } from '../support/telegram-rules.js';
import type { Unsent } from '../support/telegram-rules.js';
import { labelsOf, runsOf } from '../support/telegram-people.js';

const t = translatorOf('zh');
const linkOf = (passage: string): string => passageLink('judian_test_bot', passage, null);
const SETTING = { question: '0123456789', scope: [], offset: 0, count: 3, markOf: () => null, linkOf, labels: reportLabels(REPORTS), t };

async function answered(question: string): Promise<Answered> {
  const answer = await fakeDesk().ask(question);
  if (answer.status !== 'answered') throw new Error('not answered');
  return answer;
}

function shown({ parts, keyboard }: ReturnType<typeof answerMessage>): Unsent[] {
  return parts.map((part, index) =>
    checkMessage(
      {
        chat_id: 1,
        text: part.text,
        entities: part.entities,
        ...(index === parts.length - 1 ? { reply_markup: keyboard } : {}),
      },
      () => true,
    ),
  );
}

const only = (messages: Unsent[]) => {
  const [message] = messages;
  if (message === undefined || messages.length !== 1) throw new Error(`${messages.length} messages`);
  return { ...message, message_id: 1 };
};

describe('an answer', () => {
  test('with one quote begins with the quote, its answering part bold', async () => {
    const message = only(shown(answerMessage(await answered('东河区2023年GDP是多少？'), SETTING)));
    expect(message.text).toBe(
      '全年地区生产总值完成451亿元，同比增长7%；规上工业增加值增长9%；固定资产投资完成76.5亿元，同比增长15.1%。\n' +
        '《东河区 2023年计划执行情况与2024年计划草案的报告（2024-01-24）》 · 一、2023年国民经济和社会发展计划执行情况 · 第43–45行',
    );
    expect(runsOf(message, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
    expect(runsOf(message, 'expandable_blockquote')).toHaveLength(1);
    expect(labelsOf(message)).toEqual(['上下文', '查找相关段落', '源文件', '👍 答对了', '👎 没答对']);
  });

  test('with several says how many, and numbers quotes and buttons alike', async () => {
    const message = only(shown(answerMessage(await answered('GDP是多少？'), SETTING)));
    expect(message.text.split('\n')[0]).toBe('找到 2 处原文：');
    expect(message.text).toMatch(/\n\[1\] 一、2023年/);
    expect(message.text).toMatch(/\n\[2\] 一、2023年规划执行情况 · 第19–20行$/);
    expect(labelsOf(message)).toEqual([
      '上下文 1',
      '上下文 2',
      '查找相关段落',
      '只看 东河区 2024年计划报告',
      '只看 石拐区 2024年计划报告',
      '👍 答对了',
      '👎 没答对',
    ]);
  });

  test('of several reports puts the quotes side by side, each below its report in bold', async () => {
    const message = only(shown(answerMessage(await answered('GDP是多少？'), SETTING)));
    expect(runsOf(message, 'bold')).toEqual([
      expect.stringMatching(/^《东河区.+》$/),
      '全年地区生产总值完成451亿元，同比增长7%',
      expect.stringMatching(/^《石拐区.+》$/),
      '地区生产总值完成134.7亿元，同比增长10.5%',
    ]);
    expect(message.text.match(/《东河区/g)).toHaveLength(1);
  });

  test('of several places shows the best quote of each before a second of one', async () => {
    const answer = await answered('GDP和目标');
    const [donghe, shiguai, target] = answer.citations;
    const places = { ...answer, citations: [donghe!, target!, shiguai!] };
    const message = only(shown(answerMessage(places, { ...SETTING, count: 2 })));
    expect(runsOf(message, 'expandable_blockquote')).toEqual([donghe!.quote, shiguai!.quote]);
    const [rest] = shown(answerMessage(places, { ...SETTING, offset: 2 }));
    expect(runsOf(rest!, 'expandable_blockquote')).toEqual([target!.quote]);
    expect(rest!.text).toContain('[3] ');
  });

  test('leads from the lines to the passage in a private chat', async () => {
    const message = only(shown(answerMessage(await answered('东河区GDP'), SETTING)));
    expect(runsOf(message, 'text_link')).toEqual(['第43–45行']);
    expect(message.entities.find(({ type }) => type === 'text_link')).toMatchObject({
      url: 'https://t.me/judian_test_bot?start=p_donghe_p02',
    });
  });

  test('shows a table row by the headers of its columns, in the words of the report', async () => {
    const answer = await answered('营商');
    const message = only(shown(answerMessage({ ...answer, citations: answer.citations.slice(1) }, SETTING)));
    expect(message.text.split('\n').slice(0, 3)).toEqual(['营商环境满意度', '2020年\u300095%', '2025年\u300098%']);
    expect(runsOf(message, 'blockquote')).toHaveLength(1);
    expect(runsOf(message, 'bold')).toEqual(['98%']);
  });

  test('shows the stem of a list item or table row above the quote, not as a part of it', async () => {
    const target = only(shown(answerMessage(await answered('目标'), SETTING)));
    expect(target.text).toMatch(/^2024年全区经济社会发展的主要预期目标是：\n地区生产总值增长6%以上。\n/);
    expect(runsOf(target, 'expandable_blockquote')).toEqual(['地区生产总值增长6%以上。']);
  });

  test('leaves out a stem that the section path says already', async () => {
    const answer = await answered('目标');
    const citations = answer.citations.map((citation) => ({ ...citation, stem: '二、2024年主要目标' }));
    expect(only(shown(answerMessage({ ...answer, citations }, SETTING))).text).toMatch(/^地区生产总值增长6%以上。\n/);
  });

  test('names the page of a PDF', async () => {
    expect(only(shown(answerMessage(await answered('营商'), SETTING))).text).toContain('第88行 · 第3页');
  });

  test('shows as many quotes as the person wants, and the rest behind a button', async () => {
    const answer = await answered('很长');
    const first = shown(answerMessage(answer, { ...SETTING, count: 1 }));
    expect(first.flatMap((message) => runsOf(message, 'expandable_blockquote'))).toHaveLength(1);
    expect(labelsOf({ ...only(first) })).toContain('更多结果（4）');
    const rest = shown(answerMessage(answer, { ...SETTING, offset: 3, count: 3 }));
    expect(rest.at(-1)?.text).toContain('[5] ');
    expect(labelsOf({ ...rest.at(-1)!, message_id: 1 })).not.toContain('更多结果');
  });

  test('of five longest quotes keeps every message within the limit and every quote whole', async () => {
    const answer = await answered('很长');
    const messages = shown(answerMessage(answer, { ...SETTING, count: 5 }));
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.flatMap((message) => runsOf(message, 'expandable_blockquote'))).toEqual(
      answer.citations.map(({ quote }) => quote),
    );
    expect(messages.slice(0, -1).every(({ reply_markup: markup }) => markup === undefined)).toBe(true);
  });

  test('says which reports it looked in where not in all, and offers all', async () => {
    const answer = await answered('东河区GDP');
    const message = only(
      shown(answerMessage(answer, { ...SETTING, scope: answer.citations.map(({ report }) => report) })),
    );
    expect(message.text).toMatch(/\n\n只查了《东河区.+》$/);
    expect(labelsOf(message)).toContain('在全部报告里找');
  });
});

describe('every citation', () => {
  const text = fc.string({
    unit: fc.constantFrom('全', '年', '4', '%', '，', '；', '\n', ' ', '𠮷', '(', '*', '_', '<', '&'),
    minLength: 1,
    maxLength: 400,
  });
  const citation: fc.Arbitrary<Citation> = fc
    .record({
      quote: text.map((words) => `全${words}。`),
      cut: fc.tuple(fc.nat(), fc.nat()),
      section: fc.array(text, { maxLength: 4 }),
      first: fc.integer({ min: 1, max: 9_999 }),
      count: fc.nat({ max: 20 }),
      stem: fc.option(text),
    })
    .map(({ quote, cut, section, first, count, stem }) => {
      const characters = [...quote];
      const [a, b] = cut.map((at) => at % characters.length).toSorted((x, y) => x - y);
      const start = characters.slice(0, a).join('').length;
      const end = characters.slice(0, (b ?? 0) + 1).join('').length;
      return {
        passageId: '0123456789',
        quote,
        highlight: quote.slice(start, end),
        highlightRange: [start, end] as const,
        report: { id: 'abcdefghij', file: 'f.txt', title: 't', name: 'n', region: null, date: null },
        section,
        lines: [first, first + count] as const,
        stem,
        score: 1,
      };
    });

  test('is rendered verbatim, bold where it answers, with its lines', () => {
    fc.assert(
      fc.property(fc.array(citation, { minLength: 1, maxLength: 5 }), (citations) => {
        const answer: Answered = {
          status: 'answered',
          question: 'q',
          generation: 1,
          tookMs: 1,
          topic: null,
          citations,
        };
        const messages = shown(answerMessage(answer, { ...SETTING, count: 5 }));
        expect(messages.flatMap((message) => runsOf(message, 'expandable_blockquote'))).toEqual(
          citations.map(({ quote }) => quote),
        );
        const bold = messages.flatMap((message) => runsOf(message, 'bold'));
        expect(bold).toEqual(citations.map(({ highlight }) => highlight));
        const all = messages.map((message) => message.text).join('\n');
        for (const {
          lines: [first, last],
        } of citations)
          expect(all).toContain(first === last ? `第${first}行` : `第${first}–${last}行`);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a refusal', () => {
  async function refused(question: string): Promise<NotFound> {
    const answer = await fakeDesk().ask(question);
    if (answer.status !== 'not_found') throw new Error('answered');
    return answer;
  }

  test('offers the nearest headings as buttons that open the passage', async () => {
    const message = only(shown(refusalMessage(await refused('火星上有水吗？'), SETTING)));
    expect(message.text).toBe('这些报告里没有找到能回答这个问题的原文。\n可能相关的章节：');
    expect(labelsOf(message)).toEqual([
      '东河区 · （一）产业转型升级迈出新步伐',
      '东河区 · 第三章 主要目标',
      '查找相关段落',
      '👍 确实没有',
      '👎 报告里有',
    ]);
  });

  test.each([
    ['你好', '您好，'],
    ['', '请写出问题'],
    ['问'.repeat(600), '问题太长了'],
  ])('of %j says what to do', async (question, start) => {
    expect(only(shown(refusalMessage(await refused(question), SETTING))).text).toContain(start);
  });
});
