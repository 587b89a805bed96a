import { describe, expect, it } from 'vitest';

import type { Report, SourceLine } from '../../src/reports/index.js';
import { parseLines, passageWith } from '../support/parsed.js';

const prose = '全年全省粮食产量达到3012.5万吨，比上年增长1.2%。';
const row = (...cells: string[]): SourceLine => ({ text: cells.join('\t'), tableRow: true });
const parse = (...lines: (string | SourceLine)[]): Report => parseLines(['一、综合', ...lines, '二、农业', prose], 'docx');

describe('a table row', () => {
  it('knows the title and the header of its table', () => {
    const report = parse('表1 2023年农产品产量', row('指标', '产量（万吨）', '增长（%）'), row('粮食', '133.77', '-2.3'));
    expect(passageWith(report, '133.77')).toMatchObject({ kind: 'table-row', stem: '表1 2023年农产品产量｜指标 产量（万吨） 增长（%）', text: '粮食\t133.77\t-2.3' });
  });

  it('shares a passage with its neighbours up to 160 characters', () => {
    const report = parse('表1 产量', row('指标', '产量', '增长'), ...Array.from({ length: 30 }, (_, index) => row(`农产品品种${index}`, '133.77', '2.3')));
    const rows = report.passages.filter(({ text, kind }) => kind === 'table-row' && !text.startsWith('指标'));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ text }) => text.length <= 160)).toBe(true);
  });

  it('takes the unit line above into the title, not for it', () => {
    const report = parse('表2 财政收支情况', '单位：亿元', row('指标', '绝对数'), row('收入', '77.25'));
    expect(passageWith(report, '77.25').stem).toBe('表2 财政收支情况（单位：亿元）｜指标 绝对数');
  });

  it('takes no paragraph for its title', () => {
    const report = parse(prose, row('指标', '绝对数'), row('收入', '77.25'));
    expect(passageWith(report, '77.25').stem).toBe('一、综合｜指标 绝对数');
  });

  it('takes a stem that announces it for its title', () => {
    const report = parse('主要指标如下：', row('指标', '绝对数'), row('收入', '77.25'));
    expect(passageWith(report, '77.25').stem).toBe('主要指标如下：｜指标 绝对数');
  });

  it('has a header of two lines where the first leaves places open', () => {
    const report = parse('表3 价格涨跌', row('指标', '全省', ''), row('', '城市', '农村'), row('食品', '0.4', '0.3'));
    expect(passageWith(report, '0.4').stem).toBe('表3 价格涨跌｜指标 全省 城市 农村');
  });

  it('has no header where the first row has figures', () => {
    const report = parse('表3 价格涨跌', row('食品', '0.4', '0.3'), row('居住', '0.1', '0.2'));
    expect(passageWith(report, '0.1').stem).toBe('表3 价格涨跌');
  });

  it('stands in the group of the row with one cell above it', () => {
    const report = parse('表4 主要指标', row('指标', '单位', '2025年'), row('一、经济发展', '', ''), row('地区生产总值', '亿元', '500'), row('二、民生福祉', '', ''), row('人均预期寿命', '岁', '80'));
    expect(passageWith(report, '预期寿命').stem).toBe('表4 主要指标｜指标 单位 2025年｜二、民生福祉');
  });

  it('stands in the group named in the first column of a row above', () => {
    const report = parse('表4 主要指标', row('类别', '指标', '2025年'), row('经济发展', '地区生产总值', '500'), row('', '财政收入', '30'));
    expect(passageWith(report, '财政收入').stem).toBe('表4 主要指标｜类别 指标 2025年｜经济发展');
  });

  it.each([['with', [row('指标', '产量（万吨）')]], ['without', []]])('goes on behind 续表 %s a repeated header', (_, header) => {
    const report = parse('表1 农产品产量', row('指标', '产量（万吨）'), row('粮食', '133.77'), '续表1', ...header, row('蔬菜', '389.84'));
    expect(passageWith(report, '389.84').stem).toBe('表1 农产品产量｜指标 产量（万吨）');
  });

  it('goes on over the page number of a PDF, its header repeated', () => {
    const lines = ['一、综合', '表1 农产品产量', '指标\t产量\t增长', '粮食\t133.77\t2.1', '—1—', '指标\t产量\t增长', '蔬菜\t389.84\t3.8'];
    const report = parseLines(lines.map((text, index) => ({ text, page: index < 5 ? 1 : 2 })), 'pdf');
    expect(passageWith(report, '389.84')).toMatchObject({ stem: '表1 农产品产量｜指标 产量 增长', page: 2, lines: [7, 7] });
  });

  it('is written with | in Markdown', () => {
    const report = parseLines(['一、综合', '表1 产量', '| 指标 | 产量 |', '| --- | --- |', '| 粮食 | 133.77万吨 |', prose], 'md');
    expect(passageWith(report, '133.77')).toMatchObject({ kind: 'table-row', text: '粮食\t133.77万吨' });
    expect(report.text).not.toContain('---');
  });

  it('ends with the paragraph below', () => {
    const report = parse('表1 产量', row('指标', '产量'), row('粮食', '133.77'), prose, row('项目', '投资'), row('水库', '5.2'));
    expect(passageWith(report, '水库').stem).toBe('一、综合｜项目 投资');
  });
});
