import { describe, expect, it } from 'vitest';

import { outline, parseLines, parseText } from '../support/parsed.js';

const prose = '全区地区生产总值增长6%，固定资产投资增长8%，主要指标好于预期。';

describe('furniture', () => {
  it.each([
    '—5—', '- 12 -', '－3－', '第5页 共20页', 'http://www.example.gov.cn/art/2024/1/8/art_1.html', '2026/03/01 23:21:42  by: 某人',
    '【字体：大 中 小】', '打印 关闭', '来源：某县人民政府办公室 发布时间：2024-01-20 浏览次数：12', '当前位置：首页 > 政务公开 > 政府工作报告',
    '首页 > 政务公开 > 政府工作报告', '上一篇：2023年预算报告', '版权所有：某县人民政府 某ICP备05000001号', '2024-01-20 10:22 来源：县政府办',
  ])('%s is dropped and keeps its place in the line count', (line) => {
    const report = parseLines(['一、工作回顾', prose, line, '（一）工业', prose]);
    expect(report.text).not.toContain(line.trim().slice(0, 12));
    expect(report.sections[1]?.line).toBe(4);
  });

  it('inside a sentence leaves the sentence whole', () => {
    const report = parseText('一、工作回顾\n全区地区生产总值增长6%，固定资产\n—5—\n投资增长8%，主要指标好于预期。');
    expect(report.passages[0]).toMatchObject({ text: '全区地区生产总值增长6%，固定资产投资增长8%，主要指标好于预期。', lines: [2, 4] });
  });

  it('is a lone number only where numbers ascend as pages do', () => {
    const paged = parseLines(['一、工作回顾', prose, '1', prose, '2', prose, '3']);
    expect(paged.text).not.toMatch(/^\d$/mu);
    expect(parseLines(['一、工作回顾', prose, '7', prose]).text).toMatch(/7/u);
  });

  it('is a running head that returns on the pages of a PDF', () => {
    const told = ['农业增加值增长4%，粮食丰收。', '工业增加值增长6%，利润增长。', '服务业增加值增长5%，消费回暖。', '外贸进出口增长3%，结构优化。'];
    const report = parseLines(told.flatMap((text, index) => [{ text: '某某市2023年统计公报', page: index + 1 }, { text, page: index + 1 }, { text: prose, page: index + 1 }, { text, page: index + 1 }]), 'pdf');
    expect(report.text).not.toContain('统计公报');
    expect(new Set(report.lineMap.pages)).toEqual(new Set([1, 2, 3, 4]));
  });

  it('is a table of contents, with leaders or without', () => {
    const report = parseText(`
目 录
第一章 发展环境……………………1
第一节 发展基础 2
第二章 总体要求
第一章 发展环境
第一节 发展基础
${prose}
第二章 总体要求
${prose}`);
    expect(outline(report)).toEqual(['第一章 发展环境', '  第一节 发展基础', '第二章 总体要求']);
    expect(report.sections.map(({ line }) => line)).toEqual([5, 6, 8]);
  });

  it('is no text that stands twice in the file', () => {
    const text = `目录\n第一章 发展环境\n第二章 总体要求\n第一章 发展环境\n${prose}\n第二章 总体要求\n${prose}`;
    expect(outline(parseText(`${text}\n${text}`)).slice(0, 2)).toEqual(['第一章 发展环境', '第二章 总体要求']);
    expect(parseText(`${text}\n${text}`).text.split(prose)).toHaveLength(5);
  });

  it('is the record above a document of a government site', () => {
    const report = parseLines(['索 引 号：000014349/2019-00005', '主题分类：科技、教育', '发文机关：国务院', '成文日期：2019年01月24日', '关于推进改革的意见', `一、总体要求`, prose], 'html');
    expect(report.text).toMatch(/^关于推进改革的意见/u);
    expect(report).toMatchObject({ title: '关于推进改革的意见', date: '2019-01-24', issuer: '国务院', region: '全国' });
  });
});
