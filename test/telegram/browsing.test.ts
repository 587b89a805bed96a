import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../src/telegram/features/source.js';
import { occurrences } from '../../src/telegram/messages/search.js';
import { yearSpan } from '../../src/telegram/messages/reports.js';
import { fakeDesk } from '../support/desk.js';
import { botMessage, group, labelsOf, person, pressOfData, privateChat, runsOf } from '../support/telegram-people.js';
import { ANNA, Recorder } from '../support/telegram-recorder.js';

describe('a quote in its context', () => {
  test('stands between its neighbours of the same section, the answering part still bold', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const [context] = await bot.press('上下文', answer!);
    expect(context?.text).toMatch(/^《东河区.+》\n一、2023年/);
    expect(runsOf(context!, 'blockquote')[0]?.split('\n')).toHaveLength(3);
    expect(runsOf(context!, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
    expect(context?.text).toMatch(/第23–47行$/);
    expect(labelsOf(context!)).toEqual(['‹ 上一段', '下一段 ›', '引用格式', '源文件']);
  });

  test('is read on in place, across sections, and back to the quote', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const [context] = await bot.press('上下文', answer!);
    await bot.press('下一段', context!);
    await bot.press('下一段', context!);
    expect(context?.text).toContain('（一）产业转型升级迈出新步伐');
    expect(runsOf(context!, 'bold')).toEqual([]);
    await bot.press('回到引文', context!);
    expect(runsOf(context!, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
    expect(bot.shown).toHaveLength(2);
  });

  test('pressed twice is no error', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const [context] = await bot.press('上下文', answer!);
    await bot.handle(pressOfData('t:donghe_p02:donghe_p02:0:22', context!, ANNA));
    expect(bot.shown).toHaveLength(2);
  });

  test('is sent anew where its message is gone, and says so where the passage is gone', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const gone = { ...answer!, message_id: 9_999 };
    const [again] = await bot.during(() => bot.handle(pressOfData('t:donghe_p03', gone, ANNA)));
    expect(again?.text).toContain('11亿元');
    const [line] = await bot.during(() => bot.handle(pressOfData('o:gonegonego', answer!, ANNA)));
    expect(line?.text).toBe('报告已更新，这一段不在了。请重新提问。');
  });
});

describe('/reports', () => {
  test('lists the reports page by page, in place', async () => {
    const bot = new Recorder({ desk: fakeDesk({ moreReports: 10 }) });
    const [list] = await bot.say('/reports');
    expect(list?.text).toContain('共 13 份报告');
    expect(labelsOf(list!)).toHaveLength(6 + 2);
    await bot.press('下一页', list!);
    await bot.press('下一页', list!);
    expect(labelsOf(list!)).toEqual([expect.stringContaining('2019年'), '‹ 上一页', '3/3']);
  });

  test('opens one, and remembers for the person to ask only it, in every chat', async () => {
    const bot = new Recorder();
    const [list] = await bot.say('/reports');
    await bot.press('石拐区', list!);
    expect(list?.text).toContain('发布：石拐区发展和改革委员会');
    await bot.press('只问这份报告', list!);
    await bot.press('返回目录', list!);
    expect(list?.text).toContain('目前只问：《石拐区');
    expect(labelsOf(list!)[1]).toMatch(/^✓ 石拐区/);
    await bot.say('/ask GDP', ANNA, { chat: group(-9) });
    await bot.say('GDP', person(7));
    expect(bot.desk.asked.map(({ options }) => options?.reports)).toEqual([['shiguai024'], undefined]);
    await bot.press('取消选定', list!);
    await bot.say('GDP');
    expect(bot.desk.asked[2]?.options?.reports).toBeUndefined();
  });

  test('says so where there are none, or one is gone', async () => {
    const bot = new Recorder({ desk: { ...fakeDesk(), reports: () => [] } });
    const [none] = await bot.say('/reports');
    expect(none?.text).toBe('还没有收录报告。');
    const [line] = await bot.during(() => bot.handle(pressOfData('r:gonegonego:0', none!, ANNA)));
    expect(line?.text).toContain('已不在报告库里');
  });

  test.each([
    [[2023], '2023'],
    [[2021, 2022, 2023], '2021–2023'],
    [[2023, 2019], '2019、2023'],
    [[], ''],
  ])('shows the years %j as %s', (years, text) => {
    expect(yearSpan(years)).toBe(text);
  });
});

describe('the source file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'judian-source-'));
  const file = path.join(folder, 'report.txt');
  writeFileSync(file, '全年地区生产总值完成451亿元');

  test('is sent as a document, the second time by its id', async () => {
    const bot = new Recorder({ desk: fakeDesk({ files: { donghe2024: file } }) });
    const [answer] = await bot.say('东河区GDP');
    await bot.press('源文件', answer!);
    await bot.press('源文件', answer!);
    const [first, second] = bot.callsOf('sendDocument').map(({ payload }) => payload);
    expect(first).toMatchObject({
      caption: expect.stringMatching(/^《东河区/),
      document: { upload: '000_donghe.txt' },
    });
    expect(second?.['document']).toMatch(/^file\d+$/);
  });

  test('that is missing gets one line', async () => {
    const bot = new Recorder({ desk: fakeDesk({ files: { donghe2024: path.join(folder, 'none.txt') } }) });
    const [answer] = await bot.say('东河区GDP');
    expect((await bot.press('源文件', answer!))[0]?.text).toBe('源文件已不在原处，暂时无法发送。');
  });

  test.each([
    ['规划/004_outline.pdf', '004_outline.pdf'],
    ['..\\..\\evil"\r\nX-Header: 1.txt', 'evil___X-Header_ 1.txt'],
    ['a\u202egpj.txt', 'a_gpj.txt'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(119)}….docx`],
  ])('of a hostile name %j is sent as %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});

describe('/search', () => {
  test('shows passages with the words in bold, and opens them', async () => {
    const bot = new Recorder();
    const [hits] = await bot.say('/search 营商环境');
    expect(runsOf(hits!, 'bold')).toEqual(['营商环境', '营商环境']);
    const [context] = await bot.press('上下文 1', hits!);
    expect(context?.text).toContain('第三章 主要目标');
  });

  test('pages through many', async () => {
    const bot = new Recorder();
    const [first] = await bot.say('/search 年');
    const [second] = await bot.press('下一页', first!);
    expect(second?.text).toMatch(/^含有“年”的段落（第 4 条起）：/);
    expect(second?.text).toContain('[4] ');
  });

  test('says so where there are none, and how to use it', async () => {
    const bot = new Recorder();
    expect((await bot.say('/search 火星'))[0]?.text).toBe('没有找到与“火星”有关的段落。');
    expect((await bot.say('/search'))[0]?.text).toContain('/search 营商环境');
  });

  test('marks words in order and never twice', () => {
    expect(occurrences('营商环境与营商', '营商环境 营商')).toEqual([
      [0, 4],
      [5, 7],
    ]);
    expect(occurrences('GDP and gdp', 'Gdp')).toEqual([
      [0, 3],
      [8, 11],
    ]);
    expect(occurrences('', '')).toEqual([]);
  });
});

describe('/cite', () => {
  const REFERENCE =
    '“全年地区生产总值完成451亿元，同比增长7%；规上工业增加值增长9%；固定资产投资完成76.5亿元，同比增长15.1%。”' +
    '——包头市东河区发展和改革委员会《关于包头市东河区2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告》（2024-01-24），' +
    '一、2023年国民经济和社会发展计划执行情况，第43–45行。';

  test('gives the last answer in a form to paste', async () => {
    const bot = new Recorder();
    await bot.say('东河区GDP');
    const [reference] = await bot.say('/cite');
    expect(reference?.text).toBe(REFERENCE);
    expect(runsOf(reference!, 'pre')).toEqual([REFERENCE]);
  });

  test('gives the answer it replies to', async () => {
    const bot = new Recorder();
    const [first] = await bot.say('东河区GDP');
    await bot.say('石拐区GDP');
    const replyTo = botMessage(first!, privateChat(ANNA));
    expect((await bot.say('/cite', ANNA, { replyTo }))[0]?.text).toBe(REFERENCE);
    expect((await bot.say('/cite'))[0]?.text).toContain('134.7亿元');
  });

  test('has a button in the context, for the quote there', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const [context] = await bot.press('上下文', answer!);
    expect((await bot.press('引用格式', context!))[0]?.text).toMatch(/^“全年地区生产总值完成451亿元，同比增长7%”——/);
    await bot.press('下一段', context!);
    expect((await bot.press('引用格式', context!))[0]?.text).toMatch(/^“一般公共预算收入/);
  });

  test('says so where there is nothing to cite', async () => {
    expect((await new Recorder().say('/cite'))[0]?.text).toContain('没有可引用的回答');
  });
});
