import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answered, Citation } from '../../src/answer/index.js';
import { LONGEST_HIGHLIGHT, LONGEST_QUOTE } from '../../src/answer/index.js';
import { openAsking, TWO_DISTRICTS, type Asking } from '../support/asking.js';

let asking: Asking;

beforeAll(async () => {
  asking = await openAsking(TWO_DISTRICTS);
});
afterAll(async () => {
  await asking.remove();
});

async function answered(question: string): Promise<Answered> {
  const answer = await asking.desk.ask(question);
  if (answer.status !== 'answered') throw new Error(`refused: ${question}`);
  return answer;
}

const first = async (question: string): Promise<Citation> => (await answered(question)).citations[0]!;

describe('an answer', () => {
  it('quotes the result of the year and place asked for', async () => {
    const citation = await first('云溪区2023年GDP是多少？');
    expect(citation.quote).toContain('312.5亿元');
    expect(citation.report.file).toBe('a.txt');
    expect(citation.section).toEqual(['一、2023年工作回顾']);
    expect(citation.lines).toEqual([7, 7]);
  });

  it('quotes no more than the figure asked for', async () => {
    expect((await first('云溪区2023年GDP是多少？')).quote).not.toContain('社会消费品零售总额');
  });

  it('quotes another place of the same city when that is asked for', async () => {
    expect((await first('白岭区2023年GDP是多少？')).quote).toContain('145亿元');
  });

  it('gives the best of each report, newest first, where neither place nor year is named', async () => {
    const { citations } = await answered('地区生产总值完成了多少亿元？');
    const [one, other] = citations.map(({ report }) => report);
    expect(other).toBeDefined();
    expect(one!.file).not.toBe(other!.file);
    expect(one!.date! >= other!.date!).toBe(true);
  });

  it('tells the target from the result', async () => {
    expect((await first('云溪区2024年GDP增长目标是多少？')).quote).toContain('增长7%左右');
    expect((await first('云溪 2023 一般公共预算收入 完成')).quote).toContain('9.6亿元');
  });

  it('understands everyday words, Traditional characters, English and sound-alike typos', async () => {
    expect((await first('云溪区2023年翻新了多少个旧小区？')).quote).toContain('46个');
    expect((await first('雲溪區2023年城鎮新增就業多少人？')).quote).toContain('4200人');
    expect((await first('What was the registered urban unemployment rate of Yunxi District in 2023?')).quote).toContain('3.4%');
    expect((await first('云溪区2024年要新建多少个充电庄')).quote).toContain('150个');
  });

  it('names what a report owns up to, asked by the year of the report', async () => {
    expect((await first('云溪区2024年政府工作报告里承认有哪些不足？')).quote).toContain('产业层次不高');
  });

  it('serves both years of a question that asks for two', async () => {
    const { citations } = await answered('白岭区2023年接待了多少游客，2024年目标是多少？');
    const quotes = citations.map(({ quote }) => quote).join('\n');
    expect(quotes).toContain('120万人次');
    expect(quotes).toContain('140万人次');
  });

  it('explains a term from the glossary', async () => {
    const citation = await first('“三清零”是什么意思？');
    expect(citation.quote).toContain('研发机构、研发成果');
    expect(citation.section).toEqual(['名词解释']);
  });

  it('shows the stem of a list item', async () => {
    const citation = await first('白岭区2024年固定资产投资增长目标');
    expect(citation.quote).toContain('固定资产投资增长15%以上');
    expect(citation.stem).toContain('主要预期目标如下');
  });

  it('is verbatim, located and of bounded length', async () => {
    for (const question of ['云溪区2023年GDP', '云溪区2024年建成哪些项目？', '白岭区2024年目标', '云溪区民生支出占比']) {
      for (const citation of (await answered(question)).citations) {
        expect(asking.index.snapshot().body(citation.report.id)?.text).toContain(citation.quote);
        expect(citation.quote.length).toBeLessThanOrEqual(LONGEST_QUOTE);
        expect(citation.highlight.length).toBeLessThanOrEqual(LONGEST_HIGHLIGHT);
        expect(citation.quote.slice(...citation.highlightRange)).toBe(citation.highlight);
        expect(citation.score).toBeGreaterThan(0);
        expect(citation.score).toBeLessThanOrEqual(1);
      }
    }
  });

  it('quotes no passage twice', async () => {
    const { citations } = await answered('云溪区2023年民生');
    expect(new Set(citations.map(({ passageId }) => passageId)).size).toBe(citations.length);
  });

  it('keeps to the reports it is limited to', async () => {
    const other = asking.desk.reports().find(({ file }) => file === 'b.txt')!;
    const answer = await asking.desk.ask('地区生产总值是多少？', { reports: [other.id] });
    expect(answer.citations.every(({ report }) => report.id === other.id)).toBe(true);
  });
});

describe('a refusal', () => {
  const refused = async (question: string): Promise<string> => {
    const answer = await asking.desk.ask(question);
    return answer.status === 'not_found' ? answer.reason : `answered: ${answer.citations[0]?.quote}`;
  };

  it('meets a place that no report is about', async () => {
    expect(await refused('红山县2023年GDP是多少？')).toBe('no_evidence');
  });

  it('meets a year that the place has no report of', async () => {
    expect(await refused('白岭区2021年接待了多少游客？')).toBe('no_evidence');
  });

  it('meets a figure of something the reports have no word for', async () => {
    expect(await refused('云溪区2023年离婚率是多少？')).toBe('no_evidence');
  });

  it('meets the holder of an office whom the reports do not name', async () => {
    expect(await refused('白岭区区长是谁？')).toBe('no_evidence');
    expect(await refused('云溪区区长是谁？')).toContain('李明');
  });

  it('meets what no report could tell', async () => {
    expect(await refused('明天云溪区会下雨吗，要不要带伞')).toBe('no_evidence');
    expect(await refused('请用Python写一个快速排序函数')).toBe('no_evidence');
  });

  it('offers the nearest headings', async () => {
    const answer = await asking.desk.ask('白岭区2021年接待了多少游客？');
    expect(answer.status === 'not_found' && answer.nearest.length).toBeGreaterThan(0);
    expect(answer.status === 'not_found' && asking.desk.passage(answer.nearest[0]!.passageId)).toBeDefined();
  });

  it('is friendly to a greeting and plain to an empty or endless question', async () => {
    expect(await refused('你好呀')).toBe('greeting');
    expect(await refused('  ')).toBe('empty');
    expect(await refused('问'.repeat(10_000))).toBe('too_long');
  });
});

describe('a document that is no report', () => {
  it('answers by sentences that do not name its subject, and marks the one that answers', async () => {
    const lake = await openAsking({
      'a.txt': '银镜湖\n\n银镜湖位于高原北部，是内陆咸水湖。湖面海拔3200米，面积4300平方千米。湖中鱼类以裸鲤为主。每年五月，鸟类来此繁殖。\n',
      'b.txt': '青石湖\n\n青石湖位于盆地南部，是淡水湖。湖中鱼类以草鱼为主，沿岸有三座渔村。\n',
    });
    try {
      const answer = await lake.desk.ask('银镜湖的鱼类以什么为主？');
      expect(answer.citations[0]).toMatchObject({ highlight: '湖中鱼类以裸鲤为主', report: { file: 'a.txt', title: '银镜湖' } });
    } finally {
      await lake.remove();
    }
  });
});

it('a year without a place brings what each report tells of it', async () => {
  const { citations } = await answered('2023年社会消费品零售总额是多少？');
  expect(citations.map(({ report }) => report.file).slice(0, 2).sort()).toEqual(['a.txt', 'b.txt']);
});

describe('articles', () => {
  let articles: Asking;
  beforeAll(async () => {
    articles = await openAsking({
      'a.txt': '黄蝉\n\n黄蝉（学名：'+"'"+'）别称为硬枝黄蝉、小花黄蝉。为夹竹桃科黄蝉属植物，直立灌木。原生于巴西，台湾、广东等地皆有人工引种栽培。花冠呈漏斗形，鲜黄色，基部膨大，长4至6厘米。\n',
      'b.txt': '软枝黄蝉\n\n软枝黄蝉别称黄莺、泻黄蝉、软枝花蝉，为夹竹桃科黄蝉属植物，藤状灌木。原生于巴西，现广植于热带地区，为观赏植物。花期为3至8月，盛花期为夏季。花冠长7至11厘米。\n',
      'c.txt': '蓍\n\n蓍为菊科植物，又名千叶蓍、锯草。生长于海拔200米至2300米的地区，多生长于荒地与铁路沿线。全草可以入药，有发汗、驱风之效。\n',
      'd.txt': '占某某 (举重运动员)\n\n占某某，1974年出生，1994年入选中国国家举重队。1996年获得奥运会冠军，2004年第三次参加奥运会。赛后正式结束运动生涯，着手行政工作。\n',
      'e.txt': '和县2023年国民经济和社会发展统计公报\n和县统计局\n2024年3月1日\n根据年度统计结果，全年地区生产总值120亿元，比上年增长5%。年末常住人口30万人。\n',
    });
  });
  afterAll(() => articles.remove());
  const first = async (question: string) => (await articles.desk.ask(question)).citations[0];

  it.each([
    ['黄蝉的别称是什么？', 'a.txt', '硬枝黄蝉'],
    ['软枝黄蝉的花期是什么时候？', 'b.txt', '3至8月'],
    ['蓍的别名是什么？', 'c.txt', '锯草'],
    ['占某某什么时候入选中国国家举重队？', 'd.txt', '1994年'],
  ])('are told apart by their names: %s', async (question, file, held) => {
    const citation = await first(question);
    expect(citation?.report.file).toBe(file);
    expect(citation?.quote).toContain(held);
  });

  it('answer where the question only seems to name a place', async () => {
    expect((await first('蓍所生长的地区海拔约是多少米？'))?.highlight).toContain('海拔200米至2300米');
  });

  it('are quoted with the sentences around, one of which is marked, and no sentence twice', async () => {
    const { citations } = await articles.desk.ask('占某某什么时候正式结束运动生涯？');
    expect(citations[0]?.quote).toContain('2004年第三次参加奥运会。赛后正式结束运动生涯');
    expect(citations[0]?.highlight).toContain('结束运动生涯');
    for (const [i, { quote }] of citations.entries()) expect(citations.slice(0, i).some((other) => other.quote.includes(quote))).toBe(false);
  });
});

describe('the desk', () => {
  it('answers a follow-up with the topic of the question before', async () => {
    const before = await answered('云溪区2023年一般公共预算收入是多少？');
    const place = await asking.desk.ask('白岭区呢？', { previous: before.topic });
    expect(place.citations.every(({ report }) => report.file === 'b.txt')).toBe(true);
    const year = await asking.desk.ask('那2024年的目标呢？', { previous: before.topic });
    expect(year.citations[0]?.quote).toContain('增长6%');
  });

  it('lists reports newest first and walks from passage to passage', () => {
    expect(asking.desk.reports().map(({ file }) => file)).toEqual(['a.txt', 'b.txt']);
    const { id } = asking.index.snapshot().passages.at(0)!.passage;
    const view = asking.desk.passage(id)!;
    expect(view.previous).toBeNull();
    expect(asking.desk.passage(view.next!)!.previous).toBe(id);
    expect(asking.desk.passage('no-such-id')).toBeUndefined();
  });

  it('searches plain passages', async () => {
    const found = await asking.desk.search('充电桩');
    expect(found[0]?.text).toContain('充电桩');
    expect(await asking.desk.search(' ')).toEqual([]);
  });
});
