import { describe, expect, it } from 'vitest';

import { loadDocument } from '../../../src/reports/load/index.js';
import { loadError, loadLines } from '../../support/document-lines.js';
import { type PdfText, makePdf, pdfLines } from '../../support/document-pdf.js';

/** A line of pieces at these x, in points. */
const row = (y: number, pieces: Readonly<Record<number, string>>, size = 16): PdfText[] =>
  Object.entries(pieces).map(([x, text]) => ({ text, x: Number(x), y, size }));

const load = (...pages: PdfText[][]) => loadLines(makePdf(pages), 'a.pdf');

describe('lines of a PDF', () => {
  it('come from top to bottom with their page, whatever the order in the file', async () => {
    const first = pdfLines(['政府工作报告', '各位代表：', '现在报告工作。']).toReversed();
    const { format, lines } = await loadDocument(makePdf([first, pdfLines(['二、工作安排'])]), 'a.pdf');
    expect(format).toBe('pdf');
    expect(lines).toEqual([
      { text: '政府工作报告', page: 1 },
      { text: '各位代表：', page: 1 },
      { text: '现在报告工作。', page: 1 },
      { text: '二、工作安排', page: 2 },
    ]);
  });

  it('have the indent of a first line', async () => {
    const pieces = [...row(780, { 122: '全年地区生产总值完成' }), ...row(752, { 90: '451亿元，同比增长' }), ...row(724, { 90: '7%。' })];
    expect(await load(pieces)).toEqual(['　　全年地区生产总值完成', '451亿元，同比增长', '7%。']);
  });

  it('hold a raised note where it stands', async () => {
    const pieces = [...row(700, { 90: '全州生产总值', 198: '1329.65亿元' }), { text: '[2]', x: 186, y: 705.3, size: 8 }];
    expect(await load(pieces)).toEqual(['全州生产总值[2]1329.65亿元']);
  });

  it('have no space between Chinese and figures that are set a quarter apart', async () => {
    expect(await load(row(700, { 90: '增加值', 142: '128.77', 194: '亿元' }))).toEqual(['增加值128.77亿元']);
  });

  it('keep the spaces between English words', async () => {
    expect(await load(row(700, { 90: 'Gross', 140: 'Domestic', 214: 'Product' }))).toEqual(['Gross Domestic Product']);
  });

  it('lose the spaces of letterspaced and justified text', async () => {
    const letters = [...'第二产业增加值'].map((text, index) => ({ text, x: 90 + 26 * index, y: 700, size: 16 }));
    const words = row(660, { 90: '上', 118: '年末增', 178: '加人', 222: '口' });
    expect(await load([...letters, ...words])).toEqual(['第二产业增加值', '上年末增加人口']);
  });

  it('close up two characters set apart in a heading and in a cell', async () => {
    const cell = row(600, { 90: '渔', 110.5: '业', 300: '15.49', 420: '8.5' }, 10);
    expect(await load([...row(700, { 200: '一、综', 284: '合' }), ...cell])).toEqual(['一、综合', '渔业\t15.49\t8.5']);
  });

  it('have a tab between the cells of a table row', async () => {
    const table = [
      ...row(700, { 90: '指标名称', 250: '单位', 320: '绝对数', 420: '比上年增长（%）' }, 10),
      ...row(684, { 90: '国内旅游收入', 250: '亿元', 320: '875.82', 420: '37.0' }, 10),
    ];
    expect(await load(table)).toEqual(['指标名称\t单位\t绝对数\t比上年增长（%）', '国内旅游收入\t亿元\t875.82\t37.0']);
  });

  it('keep a caption together', async () => {
    expect(await load(row(700, { 90: '表8', 150: '2023年房地产开发增长速度' }, 12))).toEqual(['表8 2023年房地产开发增长速度']);
  });

  it('have page numbers in one piece', async () => {
    expect(await load([...pdfLines(['政府工作报告']), ...row(45, { 300: '—', 312: '5', 320: '—' }, 12)])).toEqual(['政府工作报告', '—5—']);
  });

  it('take text printed twice to look bold once', async () => {
    expect(await load([...row(700, { 90: '政府工作报告' }), ...row(700, { 90.4: '政府工作报告' })])).toEqual(['政府工作报告']);
  });

  it('keep two figures printed over each other apart', async () => {
    expect(await load([...row(700, { 90: '教育', 300: '4.6' }, 10), ...row(697, { 300: '3.7' }, 10)])).toEqual(['教育\t4.6 3.7']);
  });

  it('run down one column and then the other', async () => {
    const left = Array.from({ length: 10 }, (_, index) => `左栏第${index + 10}行坚持稳中求进工作总基调，`);
    const right = Array.from({ length: 10 }, (_, index) => `右栏第${index + 10}行全面推进乡村振兴战略，`);
    const title = row(800, { 120: '在第十七届人民代表大会第三次会议上所作的报告' }, 16);
    const columns = [...pdfLines(left, 40, 760), ...pdfLines(right, 310, 760)].map((text) => ({ ...text, size: 11 }));
    expect(await load([...title, ...columns])).toEqual(['在第十七届人民代表大会第三次会议上所作的报告', ...left, ...right]);
  });

  it('read a table printed sideways', async () => {
    const sideways = (text: string, x: number, y: number) => ({ text, x, y, size: 10, degrees: 90 });
    const pieces = [sideways('指标', 100, 100), sideways('绝对数', 100, 300), sideways('粮食', 116, 100), sideways('133.77', 116, 300)];
    expect(await load(pieces)).toEqual(['指标\t绝对数', '粮食\t133.77']);
  });

  it('leave out a slanting watermark', async () => {
    expect(await load([...pdfLines(['政府工作报告']), { text: '内部资料', x: 100, y: 300, size: 60, degrees: 45 }])).toEqual(['政府工作报告']);
  });
});

describe('a PDF that cannot be read', () => {
  it('has a password', async () => {
    expect((await loadError(makePdf([pdfLines(['报告'])], { encrypted: true }), 'a.pdf')).code).toBe('PDF_ENCRYPTED');
  });

  it('is cut off', async () => {
    const bytes = makePdf([pdfLines(['政府工作报告'])]);
    expect(await loadError(bytes.subarray(0, 300), 'a.pdf')).toMatchObject({ code: 'PDF_DAMAGED', parameters: { file: 'a.pdf' } });
  });

  it('is a header and noise', async () => {
    expect((await loadError(`%PDF-1.7\n${'坏'.repeat(2000)}`, 'a.pdf')).code).toBe('PDF_DAMAGED');
  });

  it('is a scan without text', async () => {
    expect((await loadError(makePdf([[], [], []]), 'a.pdf')).code).toBe('PDF_NO_TEXT');
  });

  it('is a scan with only page numbers and the mark of the scanner', async () => {
    const pages = [1, 2, 3, 4].map((page) => [...row(40, { 300: `— ${page} —` }), ...row(20, { 400: '扫描全能王 创建' })]);
    expect((await loadError(makePdf(pages), 'a.pdf')).code).toBe('PDF_NO_TEXT');
  });

  it('has too many pages', async () => {
    const error = await loadError(makePdf(Array.from({ length: 3001 }, () => [])), 'a.pdf');
    expect(error).toMatchObject({ code: 'FILE_TOO_LARGE', parameters: { size: '3001 页 (pages)' } });
  });
});
