import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAsking, type Asking } from '../support/asking.js';

const long = (what: string): string => `${what}，始终把各项要求落到实处，逐条对照、逐项检查、逐级负责，全面完成上级下达的任务，做到件件有着落、事事有回音、项项有结果`;

let asking: Asking;

beforeAll(async () => {
  asking = await openAsking({
    'a.txt': `政府工作报告
——2024年1月20日在云溪区第五届人民代表大会第三次会议上
一、2023年工作回顾
全年地区生产总值完成312.5亿元，同比增长6.8%。
二、2024年重点工作
（一）加强政府自身建设。一要建设信念坚定的政府。${long('坚持正确的方向')}。二要建设依法行政的政府。${long('坚持依法办事')}。三要建设务实高效的政府。${long('坚持真抓实干')}。四要建设清正廉洁的政府。${long('坚持从严治政')}。
（二）打造文化高地。支持作家采风，打造诗歌之乡。举办音乐季。扶持民营剧团。整修老戏台。办好庙会。收集民歌。举办摄影节，建成摄影小镇。
`,
  });
});
afterAll(() => asking.remove());

const quotesOf = async (question: string): Promise<string[]> => (await asking.desk.ask(question)).citations.map(({ quote }) => quote);

describe('a question that asks for all of several things', () => {
  it('gets the rest of a series that is longer than a quote, in order', async () => {
    const quotes = (await quotesOf('2024年云溪区要从哪四个方面加强政府自身建设？')).join('\n');
    const found = ['信念坚定', '依法行政', '务实高效', '清正廉洁'].map((aspect) => quotes.indexOf(aspect));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  it('gets what the first quote leaves untold, from the same passage', async () => {
    const quotes = await quotesOf('云溪区打造文化高地，诗歌和摄影分别打造什么？');
    expect(quotes.join('\n')).toContain('诗歌之乡');
    expect(quotes.join('\n')).toContain('摄影小镇');
    for (const [i, quote] of quotes.entries()) for (const other of quotes.slice(i + 1)) expect(quote.includes(other) || other.includes(quote)).toBe(false);
  });
});
