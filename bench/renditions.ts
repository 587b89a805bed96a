/** @module A report's lines as Markdown, HTML, DOCX and PDF, so that every loader gets something to read. */

import { docxTable, makeDocx, paragraph } from '../test/support/document-docx.js';
import { makePdf, pdfLines } from '../test/support/document-pdf.js';
import type { SourceFile } from './mutations.js';

/** Lines of one page of a PDF. */
const PAGE_LINES = 26;
/** Characters of one line of a PDF. */
const LINE_CHARACTERS = 28;

const TABLE = [['指标', '单位', '2023年'], ['地区生产总值', '亿元', '451'], ['一般公共预算收入', '亿元', '11']];

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** `lines`: paragraphs of a report. The PDF has as many pages as they need. */
export function renditions(lines: readonly string[]): SourceFile[] {
  const texts = lines.filter((line) => line.trim() !== '');
  const html = `<html><head><meta charset="utf-8"><title>${escape(texts[0] ?? '')}</title></head><body>${texts.map((line) => `<p>${escape(line)}</p>`).join('\n')}`
    + `<table>${TABLE.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></body></html>`;
  const markdown = [...texts.map((line) => (/^[一二三四五六七八九十]、/u.test(line) ? `## ${line}` : line)), ...TABLE.map((row) => `| ${row.join(' | ')} |`)].join('\n\n');
  const docx = makeDocx({ body: texts.map((line) => paragraph(escape(line))).join('') + docxTable(TABLE) });
  return [
    { file: 'rendition.html', extension: '.html', bytes: Buffer.from(html) },
    { file: 'rendition.md', extension: '.md', bytes: Buffer.from(markdown) },
    { file: 'rendition.docx', extension: '.docx', bytes: docx },
    { file: 'rendition.pdf', extension: '.pdf', bytes: renderPdf(texts) },
  ];
}

/** A PDF of these paragraphs, wrapped, with page numbers. */
export function renderPdf(texts: readonly string[]): Uint8Array {
  const lines = texts.flatMap((text) => text.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'gu')) ?? []);
  const pages = Array.from({ length: Math.ceil(lines.length / PAGE_LINES) }, (_, index) => [
    ...pdfLines(lines.slice(index * PAGE_LINES, (index + 1) * PAGE_LINES)),
    { text: `—${index + 1}—`, x: 280, y: 40 },
  ]);
  return makePdf(pages);
}
