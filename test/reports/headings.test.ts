import { describe, expect, it } from 'vitest';

import { outline, parseLines, parseText, passageWith, pathOf } from '../support/parsed.js';

/** Prose lines of one width, so that the margin of a wrapped page is seen. */
const wrapped = ['全区上下坚持稳中求进工作总基调，完整准确全面贯彻', '新发展理念，扎实推动高质量发展，较好完成了全年各', '项目标任务，经济社会发展取得了新的成效，主要指标'];
const paragraph = [...wrapped, ...wrapped, ...wrapped, '增速位居前列。'];

describe('headings', () => {
  it('stand below the nearest heading of an outer number', () => {
    const report = parseText(`
政府工作报告
各位代表：
一、2023年工作回顾
全年完成投资10亿元，增长5%。
（一）工业
工业增加值增长6%，利润增长7%。
二、2024年工作安排
（一）工业
工业增加值力争增长8%左右。`);
    expect(outline(report)).toEqual(['一、2023年工作回顾', '  （一）工业', '二、2024年工作安排', '  （一）工业']);
    expect(pathOf(report, passageWith(report, '力争增长8%'))).toEqual(['二、2024年工作安排', '（一）工业']);
  });

  it('go on over the margin, blank lines between', () => {
    const report = parseLines(['一、2024年重点工作', ...paragraph, '（一）聚焦加快转型升级，让工业更好发挥稳增长、强后', '', '劲的支柱作用', ...paragraph]);
    expect(outline(report)[1]).toBe('  （一）聚焦加快转型升级，让工业更好发挥稳增长、强后劲的支柱作用');
    expect(report.sections[1]?.line).toBe(12);
  });

  it('end at the first full stop where they run into their paragraph', () => {
    const report = parseText(`
一、重点工作
（一）做强工业经济。实施技改项目20个，完成投资15亿元，新增规上企业10户。
（二）做优现代农业。粮食产量稳定在5万吨以上，建设高标准农田3万亩。`);
    expect(outline(report)).toEqual(['一、重点工作', '  （一）做强工业经济', '  （二）做优现代农业']);
    expect(passageWith(report, '技改项目20个').text).toMatch(/^实施技改项目/u);
  });

  it('keep duplicate and skipped numbers', () => {
    const report = parseText(`
一、重点工作
（一）工业发展
工业增加值增长6%，利润增长7%。
（三）农业发展
粮食产量稳定在5万吨以上。
（三）城市建设
改造老旧小区20个。`);
    expect(outline(report).slice(1)).toEqual(['  （一）工业发展', '  （三）农业发展', '  （三）城市建设']);
  });

  it('may be counted on from one part to the next', () => {
    const report = parseText(`
一、总体要求
（一）指导思想。
坚持稳中求进，推动高质量发展。
（二）基本原则。
坚持统筹兼顾，突出重点。
二、主要任务
（三）完善制度体系。
健全工作机制，落实工作责任。`, 'html');
    expect(outline(report)).toEqual(['一、总体要求', '  （一）指导思想', '  （二）基本原则', '二、主要任务', '  （三）完善制度体系']);
  });

  it('of parts, chapters and sections nest whatever their marks', () => {
    const report = parseText(`
## 第一篇 总论
# 第一章 发展环境
#### 第一节 发展基础
全区地区生产总值年均增长5%，综合实力稳步提升。
## 第二节 面临形势
当前和今后一个时期，机遇与挑战并存。`, 'md');
    expect(outline(report)).toEqual(['第一篇 总论', '  第一章 发展环境', '    第一节 发展基础', '    第二节 面临形势']);
  });

  it('may have their number on a line of its own', () => {
    const report = parseText(`
第一章
发展基础
全市地区生产总值年均增长6%，综合实力稳步提升。`);
    expect(report.sections).toMatchObject([{ heading: '第一章 发展基础', line: 1 }]);
  });

  it('are 1. and （1） where prose follows, and list items where the next number follows', () => {
    const report = parseText(`
一、重点工作
1. 聚力产业升级，做强实体经济
实施技改项目20个，完成投资15亿元。
（1）工业提质
新增规上企业6户，产值增长8%。
2. 聚力改善民生
办好以下实事：
1.新建学校
2.改造医院
3.修缮道路`);
    expect(outline(report)).toEqual(['一、重点工作', '  1.聚力产业升级，做强实体经济', '    （1）工业提质', '  2.聚力改善民生']);
    expect(passageWith(report, '改造医院').kind).toBe('list-item');
  });

  it.each(['一是', '二是', '——', '首先'])('are not made by %s', (start) => {
    expect(outline(parseText(`一、工作回顾\n${start}工业稳步增长。全年工业增加值增长6%，利润增长7%。`))).toEqual(['一、工作回顾']);
  });

  it.each(['名词解释', '《政府工作报告》名词解释', '名 词 解 释', '有关用语说明'])('may be a name: %s', (name) => {
    const report = parseText(`一、工作回顾\n全年工业增加值增长6%，利润增长7%。\n${name}\n1.两新：新增、抓实。`);
    expect(outline(report)).toHaveLength(2);
    expect(report.passages.at(-1)).toMatchObject({ kind: 'glossary', claim: 'none' });
  });

  it('of a preface stand beside the chapters', () => {
    const report = parseText('前 言\n本规划是全市人民的行动纲领，对各项事业意义重大。\n第一章 发展环境\n全市综合实力稳步提升，民生持续改善。');
    expect(outline(report)).toEqual(['前言', '第一章 发展环境']);
  });

  it('come from styles where they have no number', () => {
    const report = parseLines([{ text: '总体情况', heading: 2 }, '全年财政收入增长6%，支出增长5%。', { text: '存在问题', heading: 2 }, '财政收支矛盾依然突出，增收基础还不稳固。'], 'docx');
    expect(outline(report)).toEqual(['总体情况', '存在问题']);
  });

  it('are found in a text without a single line break', () => {
    const body = '全市上下齐心协力，经济社会发展取得新成效，人民生活持续改善。'.repeat(20);
    const report = parseText(`政府工作报告2023年1月9日在平安市第九届人民代表大会第二次会议上市长李某某各位代表：现在，我报告工作。一、2022年工作回顾2022年极不平凡。${body}（一）工业稳步增长。${body}二、2023年工作安排${body}`);
    expect(outline(report)).toEqual(['一、2022年工作回顾', '  （一）工业稳步增长', '二、2023年工作安排']);
    expect(report).toMatchObject({ title: '政府工作报告', date: '2023-01-09', region: '平安市', issuer: '市长李某某' });
  });
});
