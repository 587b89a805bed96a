import { describe, expect, it } from 'vitest';

import { loadDocument } from '../../../src/reports/load/index.js';
import { makeDocx, paragraph } from '../../support/document-docx.js';
import { loadError, loadLines } from '../../support/document-lines.js';
import { makePdf, pdfLines } from '../../support/document-pdf.js';
import { SIMPLIFIED_TEXT } from '../../support/document-text.js';
import { makeZip } from '../../support/document-zip.js';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ole = (stream: string) => Buffer.concat([OLE, Buffer.alloc(600), Buffer.from(stream, 'utf16le'), Buffer.alloc(600)]);
const noise = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256));

describe('a file that cannot be read', () => {
  it.each([
    ['an empty file', '', 'a.txt', 'FILE_EMPTY'],
    ['a blank file', ' \n\n　\t\n', 'a.txt', 'FILE_NO_TEXT'],
    ['a byte order mark alone', Buffer.from('efbbbf', 'hex'), 'a.txt', 'FILE_NO_TEXT'],
    ['random bytes', noise, 'a.txt', 'FILE_BINARY'],
    ['zeros', Buffer.alloc(5000), 'a.md', 'FILE_BINARY'],
    ['random bytes named .pdf', noise, 'a.pdf', 'PDF_DAMAGED'],
    ['random bytes named .docx', noise, 'a.docx', 'DOCX_DAMAGED'],
    ['a file over 50 MB', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), 'a.txt', 'FILE_TOO_LARGE'],
    ['HTML without text', '<html><body><script>var a</script></body></html>', 'a.html', 'FILE_NO_TEXT'],
    ['a DOCX without text', makeDocx({ body: '<w:p/>' }), 'a.docx', 'FILE_NO_TEXT'],
  ])('%s', async (_, bytes, file, code) => {
    expect(await loadError(bytes, file)).toMatchObject({ code, parameters: { file } });
  });

  it.each([
    ['.doc', ole('WordDocument'), 'a.doc'],
    ['.doc', ole('WordDocument'), 'a.docx'],
    ['.xls', ole('Workbook'), 'a.txt'],
    ['.wps', ole('WordDocument'), 'a.wps'],
    ['.rtf', '{\\rtf1\\ansi 报告}', 'a.txt'],
    ['.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'a.pdf'],
    ['.xlsx', makeZip([{ name: 'xl/workbook.xml', data: '<x/>' }]), 'a.docx'],
    ['.ofd', makeZip([{ name: 'OFD.xml', data: '<x/>' }]), 'a.pdf'],
    ['.zip', makeZip([{ name: '报告.txt', data: '报告' }]), 'a.txt'],
    ['.mht', 'MIME-Version: 1.0\nContent-Type: multipart/related', 'a.html'],
  ])('names %s as not supported', async (extension, bytes, file) => {
    expect(await loadError(bytes, file)).toMatchObject({ code: 'FILE_UNSUPPORTED', parameters: { file, extension } });
  });

  it('says that a DOCX has a password', async () => {
    const error = await loadError(ole('EncryptedPackage'), 'a.docx');
    expect(error).toMatchObject({ code: 'DOCX_DAMAGED' });
    expect(error.in('zh')).toContain('有密码');
  });
});

describe('a file under a wrong name', () => {
  it('is read as the PDF it is', async () => {
    expect(await loadDocument(makePdf([pdfLines(['政府工作报告'])]), 'a.txt')).toMatchObject({ format: 'pdf' });
  });

  it('is read as the DOCX it is', async () => {
    expect(await loadDocument(makeDocx({ body: paragraph('政府工作报告') }), 'a.pdf')).toMatchObject({ format: 'docx' });
  });

  it('is read as the HTML it is', async () => {
    const html = `<!DOCTYPE html><html><body><p>${SIMPLIFIED_TEXT}</p></body></html>`;
    expect(await loadDocument(Buffer.from(html), 'a.txt')).toMatchObject({ format: 'html', lines: [{ text: SIMPLIFIED_TEXT }] });
  });

  it('is read as text where it is plain text', async () => {
    expect(await loadLines(SIMPLIFIED_TEXT, 'a.pdf')).toEqual([SIMPLIFIED_TEXT]);
    expect(await loadLines(`甲\n${SIMPLIFIED_TEXT}`, 'a.html')).toEqual(['甲', SIMPLIFIED_TEXT]);
  });

  it('stays text where it mentions marks of other formats', async () => {
    const text = `文件以“%PDF-1.4”开头。\n<div>${SIMPLIFIED_TEXT}</div>`;
    expect(await loadLines(text, 'a.txt')).toEqual(text.split('\n'));
  });
});
