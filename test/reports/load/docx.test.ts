import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadDocument } from '../../../src/reports/load/index.js';
import { type DocxParts, docxTable, makeDocx, numbered, numberingXml, paragraph } from '../../support/document-docx.js';
import { loadError, loadLines } from '../../support/document-lines.js';
import { makeZip } from '../../support/document-zip.js';

const load = (parts: DocxParts) => loadLines(makeDocx(parts), 'a.docx');
const loadAll = async (parts: DocxParts) => (await loadDocument(makeDocx(parts), 'a.docx')).lines;
const style = (id: string, inside: string) => `<w:style w:type="paragraph" w:styleId="${id}">${inside}</w:style>`;

describe('lines of a DOCX', () => {
  it('are its paragraphs, blank ones too, and line breaks', async () => {
    const body = `${paragraph('政府工作报告')}<w:p/><w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙&amp;丁</w:t></w:r></w:p>`;
    expect(await load({ body })).toEqual(['政府工作报告', '', '甲', '乙\t丙&丁']);
  });

  it('are as many as its paragraphs, with their text', async () => {
    const text = fc.string({ unit: fc.constantFrom('全', '年', '7', '%', '&lt;', ' ', '。'), minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        fc.pre(texts.some((one) => one.trim() !== ''));
        const lines = await load({ body: texts.map((one) => paragraph(one)).join('') });
        expect(lines).toEqual(texts.map((one) => one.replaceAll('&lt;', '<')));
      }),
    );
  });

  it('state the level of heading styles, inherited ones and outline levels', async () => {
    const styles =
      style('1', '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>') +
      style('a', '<w:name w:val="节标题"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>') +
      style('b', '<w:name w:val="小节"/><w:basedOn w:val="a"/>') +
      style('loop', '<w:basedOn w:val="loop"/>');
    const body =
      paragraph('一、回顾', '<w:pStyle w:val="1"/>') +
      paragraph('（一）经济', '<w:pStyle w:val="b"/>') +
      paragraph('1.工业', '<w:outlineLvl w:val="2"/>') +
      paragraph('正文', '<w:pStyle w:val="b"/><w:outlineLvl w:val="9"/>') +
      paragraph('尾', '<w:pStyle w:val="loop"/>');
    expect(await loadAll({ body, styles })).toEqual([
      { text: '一、回顾', heading: 1 },
      { text: '（一）经济', heading: 2 },
      { text: '1.工业', heading: 3 },
      { text: '正文' },
      { text: '尾' },
    ]);
  });

  it('leave out deleted, moved and hidden text and field codes, and keep inserted text', async () => {
    const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const body =
      `<w:p>${run('甲')}<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>${run('乙')}</w:ins>` +
      `<w:moveFrom>${run('移')}</w:moveFrom>${run('隐', '<w:vanish/>')}${run('丙', '<w:vanish w:val="0"/>')}` +
      '<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>';
    expect(await load({ body })).toEqual(['甲乙丙']);
  });

  it('go on where the mark of a paragraph was deleted', async () => {
    const body = paragraph('全年地区', '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph('生产总值');
    expect(await load({ body })).toEqual(['全年地区生产总值']);
  });

  it('hold a text box once, behind its paragraph', async () => {
    const box = `<w:txbxContent>${paragraph('框内')}</w:txbxContent>`;
    const shape = `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
    expect(await load({ body: `<w:p><w:r><w:t>前</w:t>${shape}<w:t>后</w:t></w:r></w:p>${paragraph('尾')}` })).toEqual(['前后', '框内', '尾']);
  });

  it('end with the footnotes and endnotes', async () => {
    const note = (kind: string, text: string) => `<w:${kind} w:id="2">${paragraph(text)}</w:${kind}>`;
    const separator = `<w:footnote w:type="separator" w:id="0">${paragraph('线')}</w:footnote>`;
    const parts = { body: paragraph('正文'), footnotes: separator + note('footnote', '脚注'), endnotes: note('endnote', '尾注') };
    expect(await load(parts)).toEqual(['正文', '脚注', '尾注']);
  });

  it('are read whatever prefix the file gives the namespace', async () => {
    const xml = '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>报告</x:t></x:r></x:p></x:body></x:document>';
    expect(await loadLines(makeZip([{ name: 'word/document.xml', data: xml, stored: true }]), 'a.docx')).toEqual(['报告']);
  });
});

describe('automatic numbers', () => {
  const numbering = numberingXml([
    { format: 'chineseCountingThousand', text: '%1、' },
    { format: 'chineseCounting', text: '（%2）' },
    { format: 'decimal', text: '%3.' },
    { format: 'bullet', text: '' },
  ]);

  it('are written out, and start again under each higher one', async () => {
    const levels = [0, 1, 1, 2, 0, 1, 3];
    const body = levels.map((level) => paragraph('目', numbered(level))).join('');
    expect(await load({ body, numbering })).toEqual(['一、目', '（一）目', '（二）目', '1.目', '二、目', '（一）目', '目']);
  });

  it('come from the style too, and can be taken away', async () => {
    const styles = style('x', '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>');
    const body = paragraph('甲', '<w:pStyle w:val="x"/>') + paragraph('乙', '<w:pStyle w:val="x"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    expect(await load({ body, numbering, styles })).toEqual(['一、甲', '乙']);
  });

  it('count past ten in Chinese', async () => {
    const body = Array.from({ length: 21 }, () => paragraph('目', numbered(0))).join('');
    const lines = await load({ body, numbering });
    expect([lines[9], lines[10], lines[19], lines[20]]).toEqual(['十、目', '十一、目', '二十、目', '二十一、目']);
  });

  it('are set apart where they end in a letter', async () => {
    const chapters = numberingXml([{ format: 'chineseCounting', text: '第%1章' }]);
    expect(await load({ body: paragraph('总则', numbered(0)), numbering: chapters })).toEqual(['第一章 总则']);
  });
});

describe('tables of a DOCX', () => {
  it('of data have one line a row', async () => {
    const table = docxTable([['指标', '单位', '增长'], ['粮食', '万吨', '-2.3']]);
    expect(await loadAll({ body: paragraph('表1') + table + paragraph('完') })).toEqual([
      { text: '表1' },
      { text: '指标\t单位\t增长', tableRow: true },
      { text: '粮食\t万吨\t-2.3', tableRow: true },
      { text: '完' },
    ]);
  });

  it('of one cell are a box around text', async () => {
    expect(await loadAll({ body: docxTable([['专栏1 重点工程']]) })).toEqual([{ text: '专栏1 重点工程' }]);
  });

  it('keep cells under their column where others span', async () => {
    const cell = (text: string, span = 1) => `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr>${paragraph(text)}</w:tc>`;
    const body = `<w:tbl><w:tr>${cell('甲', 2)}${cell('乙')}</w:tr><w:tr>${cell('丙')}${cell('丁')}${cell('戊')}</w:tr></w:tbl>`;
    expect(await load({ body })).toEqual(['甲\t\t乙', '丙\t丁\t戊']);
  });

  it('lose the rows that were deleted', async () => {
    const deleted = `<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>${paragraph('删')}</w:tc></w:tr>`;
    const table = docxTable([['甲', '乙'], ['丙', '丁']]).replace('</w:tbl>', `${deleted}</w:tbl>`);
    expect(await load({ body: table })).toEqual(['甲\t乙', '丙\t丁']);
  });
});

describe('a DOCX that cannot be read', () => {
  const good = makeDocx({ body: paragraph('政府工作报告'.repeat(50)) });

  it('is cut off', async () => {
    expect(await loadError(good.subarray(0, good.length / 2), 'a.docx')).toMatchObject({
      code: 'DOCX_DAMAGED',
      parameters: { file: 'a.docx', reason: 'cut off: no central directory' },
    });
  });

  it('does not match its checksum', async () => {
    const parts = { name: 'word/document.xml', data: '<w:document><w:p><w:r><w:t>451</w:t></w:r></w:p></w:document>', stored: true };
    const bytes = Buffer.from(makeZip([parts]));
    bytes.write('7', bytes.indexOf('451'));
    expect((await loadError(bytes, 'a.docx')).parameters['reason']).toBe('word/document.xml does not match its checksum');
  });

  it('has broken XML', async () => {
    expect((await loadError(makeDocx({ body: '<w:p><w:r>' }), 'a.docx')).code).toBe('DOCX_DAMAGED');
  });

  it('lacks its text', async () => {
    expect((await loadError(makeZip([{ name: 'word/styles.xml', data: '<x/>' }]), 'a.docx')).code).toBe('DOCX_DAMAGED');
  });

  it('is a zip bomb that says so', async () => {
    const others = [{ name: 'word/a.xml', data: '', claims: 0xfffffff0 }];
    expect(await loadError(makeDocx({ body: paragraph('报告'), others }), 'a.docx')).toMatchObject({
      code: 'DOCX_TOO_LARGE',
      parameters: { file: 'a.docx', limit: '100 MB' },
    });
  });

  it('is a zip bomb that lies about its size', async () => {
    const bomb = makeZip([{ name: 'word/document.xml', data: Buffer.alloc(101 * 1024 * 1024), claims: 1000 }]);
    expect((await loadError(bomb, 'a.docx')).code).toBe('DOCX_TOO_LARGE');
  });

  it('has too many entries', async () => {
    const others = Array.from({ length: 10_001 }, (_, index) => ({ name: `word/${index}.png`, data: '', stored: true }));
    expect((await loadError(makeDocx({ body: paragraph('报告'), others }), 'a.docx')).code).toBe('DOCX_TOO_LARGE');
  });
});
