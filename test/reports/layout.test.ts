import { describe, expect, it } from 'vitest';

import { measureLayout } from '../../src/reports/layout.js';
import { readLines, settle } from '../../src/reports/lines.js';
import { parseText } from '../support/parsed.js';

const layoutOf = (lines: readonly string[], format: 'txt' | 'docx' = 'txt') => measureLayout(readLines({ format, lines: lines.map((text) => ({ text })) }), format);
const full = '全区上下坚持稳中求进工作总基调完整准确全面贯彻发展';

describe('the layout of a text', () => {
  it('is wrapped where most lines reach one margin', () => {
    expect(layoutOf([...Array.from({ length: 12 }, () => full), '增速位居全市的前列。'])).toEqual({ wrapped: true, margin: 50, continues: true });
  });

  it('is not where each line is a paragraph', () => {
    expect(layoutOf(Array.from({ length: 12 }, (_, index) => full.repeat(3 + (index % 7)))).wrapped).toBe(false);
  });

  it('knows its paragraphs in DOCX and HTML', () => {
    expect(layoutOf([full], 'docx').continues).toBe(false);
  });
});

describe('wrapped lines', () => {
  it('are joined over blank lines and page breaks', () => {
    const lines = ['　　今年以来，全区上下坚持稳中求进工作总基调，完整', '准确全面贯彻新发展理念，扎实推动经济社会高质量发', '', '展，较好完成了全年各项目标任务，主要经济指标增速', '—5—', '位居前列。'];
    const report = parseText([...lines, ...lines, ...lines].join('\n'));
    expect(report.text.split('\n')[0]).toBe('今年以来，全区上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，扎实推动经济社会高质量发展，较好完成了全年各项目标任务，主要经济指标增速位居前列。');
  });

  it('keep a space between English words', () => {
    const line = '全区上下坚持稳中求进总基调完整准确推进国际合作的Belt and';
    const report = parseText([...Array.from({ length: 10 }, () => line.slice(0, 26)), line, 'Road项目建设，各项工作有序推进，取得积极成效。'].join('\n'));
    expect(report.text).toContain('Belt and Road项目');
  });

  it('do not swallow a signature or a caption of a text without margin', () => {
    const report = parseText('一、工作要求\n各单位要认真落实，确保完成任务。\n临江市人民政府\n2024年3月5日\n附表说明材料');
    expect(report.text.split('\n').slice(-3)).toEqual(['临江市人民政府', '2024年3月5日', '附表说明材料']);
  });
});

describe('white space', () => {
  it.each([['政 府 工 作 报 告', '政府工作报告'], ['完成 195 亿元', '完成195亿元'], ['GDP growth', 'GDP growth'], ['第一章  总则', '第一章 总则'], ['第一章总则', '第一章 总则'], ['表3 主要指标', '表3 主要指标'], ['增长\u200b5%', '增长5%']])('of %o is settled', (text, settled) => {
    expect(settle(text)).toBe(settled);
  });

  it('and marks of Markdown and HTML are no text', () => {
    const report = parseText('## **一、工作回顾**\n推进`稳增长、提质效`各项工作，建成10万m<sup>2</sup>厂房，实行7\\*24小时服务。', 'md');
    expect(report.text).toBe('一、工作回顾\n推进稳增长、提质效各项工作，建成10万m2厂房，实行7*24小时服务。');
  });
});
