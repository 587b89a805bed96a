import { describe, expect, test } from 'vitest';
import { createDesk, LONGEST_QUESTION, type ReportDesk } from '../../src/answer/index.js';
import { createRetriever, type Retrieval, type Retriever } from '../../src/retrieve/index.js';
import { withHarness } from '../support/index-harness.js';

const CONTENT = ['政府工作报告', '一、2023年工作回顾', '2023年，东河区地区生产总值完成451亿元，同比增长7%。', '2024年，东河区地区生产总值增长6%以上。', '二、重点项目', '华北铝业高性能铝合金铸轧卷项目竣工投产。'].join('\n');

interface Opened {
  readonly desk: ReportDesk;
  /** What was searched for. */
  readonly searched: string[];
  /** How often the present generation was asked for. */
  readonly snapshots: () => number;
}

/** A desk over one tiny report. `tamper` changes what was retrieved. */
async function withDesk(work: (opened: Opened) => Promise<void>, tamper: (retrieval: Retrieval) => Retrieval = (retrieval) => retrieval): Promise<void> {
  await withHarness(async ({ open, write, embedder }) => {
    await write('东河区.txt', CONTENT);
    const index = await open();
    await index.sync();
    const inner = createRetriever({ models: [embedder], words: embedder, year: () => 2024 });
    const searched: string[] = [];
    const retriever: Retriever = {
      async retrieve(snapshot, text, options) {
        searched.push(text);
        return tamper(await inner.retrieve(snapshot, text, options));
      },
    };
    let taken = 0;
    const snapshot = () => {
      taken++;
      return index.snapshot();
    };
    await work({ desk: createDesk({ snapshot, retriever, clock: () => 0 }), searched, snapshots: () => taken });
  });
}

describe('the desk', () => {
  test('answers without a search what is no question', async () => {
    await withDesk(async ({ desk, searched }) => {
      const previous = { question: '东河区2023年GDP是多少？', region: '东河区', years: [2023] };
      for (const [text, reason] of [['  ', 'empty'], ['问'.repeat(LONGEST_QUESTION + 1), 'too_long'], ['你好！', 'greeting']] as const) {
        expect(await desk.ask(text, { previous })).toMatchObject({ question: text, status: 'not_found', reason, citations: [], topic: previous });
      }
      expect(searched).toEqual([]);
    });
  });

  test('quotes the report’s own characters, with the heading above them', async () => {
    await withDesk(async ({ desk }) => {
      const answer = await desk.ask('东河区2023年地区生产总值是多少？');
      expect(answer.status).toBe('answered');
      expect(answer.citations[0]).toMatchObject({ quote: '2023年，东河区地区生产总值完成451亿元，同比增长7%。', section: ['一、2023年工作回顾'], report: { file: '东河区.txt' } });
      for (const { quote, highlight, highlightRange } of answer.citations) {
        expect(CONTENT).toContain(quote);
        expect(quote.slice(...highlightRange)).toBe(highlight);
      }
    });
  });

  test('withholds a quote that is not what the report says', async () => {
    const forge = ({ windows, ...rest }: Retrieval): Retrieval => ({
      ...rest,
      windows: windows.map((window) => {
        const { indexed } = window.passage;
        const passage = { ...indexed.passage, text: indexed.passage.text.replaceAll(/\d/gu, '9') };
        return { ...window, passage: { ...window.passage, indexed: { ...indexed, passage } } };
      }),
    });
    await withDesk(async ({ desk }) => {
      await expect(desk.ask('东河区2023年地区生产总值是多少？')).rejects.toMatchObject({ code: 'QUOTE_NOT_VERBATIM' });
    }, forge);
  });

  test('refuses where nothing was found', async () => {
    await withDesk(
      async ({ desk }) => {
        expect(await desk.ask('东河区2023年地区生产总值是多少？')).toMatchObject({ status: 'not_found', reason: 'no_evidence', citations: [] });
      },
      (retrieval) => ({ ...retrieval, windows: [] }),
    );
  });

  test('answers one question from one generation', async () => {
    await withDesk(async ({ desk, snapshots }) => {
      await desk.ask('东河区2023年地区生产总值是多少？');
      expect(snapshots()).toBe(1);
    });
  });

  test('carries the topic from answer to follow-up and on', async () => {
    await withDesk(async ({ desk, searched }) => {
      const first = await desk.ask('东河区2023年地区生产总值是多少？');
      const second = await desk.ask('那2024年呢？', { previous: first.topic });
      expect(searched[1]).toBe('东河区2024年地区生产总值是多少？');
      const third = await desk.ask('那2023年呢？', { previous: JSON.parse(JSON.stringify(second.topic)) });
      expect(searched[2]).toBe('东河区2023年地区生产总值是多少？');
      expect(third.question).toBe('那2023年呢？');
    });
  });

  test('gives at most as many citations as asked for', async () => {
    await withDesk(async ({ desk }) => {
      expect((await desk.ask('东河区2023年地区生产总值是多少？', { limit: 1 })).citations).toHaveLength(1);
    });
  });
});
