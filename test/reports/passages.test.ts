import { describe, expect, it } from 'vitest';

import { parseLines, parseText, passageWith } from '../support/parsed.js';

const sentence = (subject: string): string => `${subject}增加值完成12.5亿元，同比增长6.3%，高于全市平均水平0.8个百分点，对经济增长的贡献率持续提升。`;
const head = '政府工作报告\n——2024年1月8日在清水县第十八届人民代表大会第三次会议上\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n一、2023年工作回顾\n';

describe('a passage of prose', () => {
  it('is whole sentences of 60 to 250 characters', () => {
    const report = parseText(`${head}${Array.from({ length: 20 }, (_, index) => sentence(`产业${index}`)).join('')}`);
    const lengths = report.passages.filter(({ section }) => section === 0).map(({ text }) => text.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(250);
    expect(report.passages.every(({ text }) => /[。：]$/u.test(text))).toBe(true);
  });

  it('is cut at semicolons only where the sentence is overlong', () => {
    const clause = '完成重点项目二十个投资十五亿元同比增长百分之六高于年初计划目标；';
    const report = parseText(`${head}${clause.repeat(20)}全面完成年度任务。`);
    expect(report.passages.slice(2).every(({ text }) => /[；。]$/u.test(text) && text.length <= 350)).toBe(true);
  });

  it('is not cut inside brackets or book-title marks', () => {
    const report = parseText(`${head}${sentence('工业')}落实意见（详见附件。请各单位对照执行。）和《关于创新！的意见》，各项工作有序推进。${sentence('农业').repeat(4)}`);
    expect(passageWith(report, '详见附件').text).toContain('（详见附件。请各单位对照执行。）和《关于创新！的意见》');
  });

  it('keeps closing quotes with the sentence', () => {
    const report = parseText(`${head}企业说“服务真好！”${sentence('工业').repeat(5)}`);
    expect(report.passages.every(({ text }) => !/^[”）]/u.test(text))).toBe(true);
  });

  it('knows the lead of its paragraph where another holds it', () => {
    const report = parseText(`${head}工业基础不断夯实。${sentence('铝业')}${sentence('钢铁')}${sentence('建材')}${sentence('化工')}${sentence('食品')}${sentence('纺织')}`);
    const [first, second] = report.passages.filter(({ section }) => section === 0);
    expect(first).toMatchObject({ lead: null });
    expect(first?.text).toMatch(/^工业基础不断夯实。/u);
    expect(second).toMatchObject({ lead: '工业基础不断夯实' });
  });

  it('never crosses a heading', () => {
    const report = parseText(`${head}（一）工业\n增长6%。\n（二）农业\n增长5%，丰收。`);
    expect(report.passages.filter(({ text }) => text.includes('增长')).map(({ section }) => section)).toEqual([1, 2]);
  });

  it('has its first and last line, and its page', () => {
    const report = parseLines([{ text: '一、回顾', page: 1 }, { text: '全年地区生产总值增长6%，固定资产', page: 1 }, { text: '— 1 —', page: 1 }, { text: '投资增长8%，主要指标好于预期。', page: 2 }], 'pdf');
    expect(report.passages[0]).toMatchObject({ lines: [2, 4], page: 1 });
  });
});

describe('a list item', () => {
  const list = parseText(`${head}主要预期目标是：\n——地区生产总值增长6%左右，规模以上工业增加值增长8%以上，固定资产投资增长10%，社会消费品零售总额增长7%；\n——城镇新增就业1200人以上。\n重点抓好以下工作。`);

  it('carries its stem', () => {
    expect(passageWith(list, '地区生产总值增长')).toMatchObject({ kind: 'list-item', stem: '主要预期目标是：' });
  });

  it('carries the heading where it has no stem', () => {
    const report = parseText(`一、主要指标\n——地区生产总值增长6%左右，城镇新增就业1200人以上。`);
    expect(report.passages[0]?.stem).toBe('一、主要指标');
  });

  it('of a box carries its heading', () => {
    const report = parseText('第一章 基础\n专栏1 重点工程\n1.城北水库除险加固工程，总投资5.2亿元。\n2.城南污水处理厂扩建工程，日处理能力3万吨。');
    expect(report.passages[0]).toMatchObject({ kind: 'list-item', stem: '专栏1 重点工程' });
  });
});

describe('a glossary', () => {
  it('has one passage an entry, wrapped or not', () => {
    const report = parseText('一、回顾\n全年地区生产总值增长6%，好于预期。\n名词解释\n1.两新：指大规模设备更新和消费品以旧换新。\n2.四上企业：指规模以上工业、资质以内建筑业、\n限额以上批零住餐和规模以上服务业企业。');
    expect(report.passages.filter(({ kind }) => kind === 'glossary').map(({ text }) => text)).toEqual([
      '1.两新：指大规模设备更新和消费品以旧换新。', '2.四上企业：指规模以上工业、资质以内建筑业、限额以上批零住餐和规模以上服务业企业。',
    ]);
  });
});

describe('claim and period', () => {
  const text = `${head}全年完成投资10亿元，增长5%。去年引进企业5户。2022年完成的项目除外。\n二、2024年工作安排\n完成投资12亿元以上。\n三、今后五年目标\n到2028年，地区生产总值达到200亿元。`;
  const report = parseText(text);

  it('are those of the heading above', () => {
    expect(passageWith(report, '完成投资12亿元')).toMatchObject({ claim: 'target', period: { from: 2024, to: 2024 } });
    expect(passageWith(report, '全年完成投资').claim).toBe('result');
  });

  it('have the years that the passage names', () => {
    expect(passageWith(report, '2028年')).toMatchObject({ claim: 'target', period: { from: 2028, to: 2028 } });
  });

  it('are unknown before the first heading', () => {
    expect(passageWith(report, '请予审议')).toMatchObject({ claim: 'none' });
  });

  it('of a heading that names only the year reviewed are a result', () => {
    expect(parseText(text.replace('工作回顾', '工作')).passages.find((passage) => passage.text.includes('全年完成'))?.claim).toBe('result');
  });

  it('count 本年 of a bulletin as the year it tells of', () => {
    const bulletin = parseText('临江市2023年国民经济和社会发展统计公报\n临江市统计局\n2024年4月1日\n一、投资\n本年到位资金比计划增长5%，房屋施工面积增长3%。');
    expect(passageWith(bulletin, '本年到位').period).toEqual({ from: 2023, to: 2023 });
  });
});

describe('ids', () => {
  it('depend on the content, not on the file', () => {
    const text = `${head}全年完成投资10亿元，增长5%。`;
    expect(parseText(text, 'txt', 'b.txt').passages.map(({ id }) => id)).toEqual(parseText(text, 'txt', 'c.txt').passages.map(({ id }) => id));
  });

  it('tell the same sentence twice apart', () => {
    const twice = `（一）工业\n${sentence('工业')}\n`;
    const ids = parseText(`${head}${twice}${twice}`).passages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
