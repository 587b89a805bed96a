import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadDocument } from '../../../src/reports/load/index.js';
import { splitLines } from '../../../src/reports/load/lines.js';
import { loadError, loadLines } from '../../support/document-lines.js';
import { SIMPLIFIED_TEXT, TRADITIONAL_TEXT, type TestEncoding, encodeText } from '../../support/document-text.js';

const ENCODINGS: readonly (readonly [TestEncoding, mark: boolean])[] = [
  ['utf-8', false], ['utf-8', true],
  ['utf-16le', false], ['utf-16le', true],
  ['utf-16be', false], ['utf-16be', true],
  ['gb18030', false], ['gb18030', true],
  ['big5', false],
];

describe('encodings', () => {
  it.each(ENCODINGS)('reads %s (byte order mark: %s)', async (encoding, mark) => {
    const text = encoding === 'big5' ? TRADITIONAL_TEXT : SIMPLIFIED_TEXT;
    expect(await loadLines(encodeText(text, encoding, mark), 'a.txt')).toEqual([text]);
  });

  it.each(ENCODINGS)('gives back any stretch of prose in %s (byte order mark: %s)', async (encoding, mark) => {
    const source = encoding === 'big5' ? TRADITIONAL_TEXT : SIMPLIFIED_TEXT;
    const stretch = fc
      .tuple(fc.nat(source.length - 21), fc.integer({ min: 20, max: source.length }))
      .map(([start, length]) => source.slice(start, start + length));
    const text = fc.array(stretch, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, async (prose) => {
        expect((await loadLines(encodeText(prose, encoding, mark), 'a.txt')).join('\n')).toBe(prose);
      }),
    );
  });

  it('reads Traditional Chinese in GB18030 and Simplified in UTF-16', async () => {
    expect(await loadLines(encodeText(TRADITIONAL_TEXT.replaceAll(/[「」]/g, ''), 'gb18030'), 'a.txt')).toEqual([
      TRADITIONAL_TEXT.replaceAll(/[「」]/g, ''),
    ]);
  });

  it('finds the encoding of a text that starts with a long stretch of ASCII', async () => {
    const text = `${'-'.repeat(300_000)}${SIMPLIFIED_TEXT}`;
    expect(await loadLines(encodeText(text, 'gb18030'), 'a.txt')).toEqual([text]);
  });

  it('reads UTF-8 with a broken character', async () => {
    const bytes = encodeText(SIMPLIFIED_TEXT.repeat(5), 'utf-8').slice(0, -2);
    expect((await loadLines(bytes, 'a.txt'))[0]).toContain('地区生产总值完成451亿元');
  });

  it.each(['utf-8', 'gb18030'] as const)('reads %s with a stray NUL', async (encoding) => {
    const bytes = Buffer.concat([encodeText(SIMPLIFIED_TEXT, encoding), Buffer.of(0), encodeText(SIMPLIFIED_TEXT, encoding)]);
    expect(await loadLines(bytes, 'a.txt')).toEqual([`${SIMPLIFIED_TEXT} ${SIMPLIFIED_TEXT}`]);
  });

  it('refuses an encoding that it does not know', async () => {
    const japanese = Buffer.from([...'日本語'].flatMap(() => [0x8d, 0xc6, 0x83, 0x5e, 0x82, 0xf0, 0x95, 0xb7, 0xe9, 0x82]));
    expect((await loadError(japanese, 'a.txt')).code).toBe('FILE_ENCODING');
  });
});

describe('lines', () => {
  it('are those of split at LF, blank ones and the last one too', async () => {
    const text = '\n一、工作回顾\n\n全年\n';
    expect(await loadLines(text, 'a.txt')).toEqual(text.split('\n'));
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['NEL', '\u0085'],
    ['form feed', '\f'],
  ])('end at %s', async (_, separator) => {
    expect(await loadLines(['政府工作报告', '', '各位代表：'].join(separator), 'a.txt')).toEqual(['政府工作报告', '', '各位代表：']);
  });

  it('do not end at a form feed or a stray CR where LF ends lines', async () => {
    expect(await loadLines('甲\f乙\r丙\n丁', 'a.txt')).toEqual(['甲 乙 丙', '丁']);
  });

  it('are numbered as split numbers them, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('甲', '。', ' ', '\n', '\t', '\r\n'), { maxLength: 200 }), (pieces) => {
        const text = pieces.join('');
        expect(splitLines(text, 'a.txt').map((line) => line.text)).toEqual(
          text.split('\n').map((line) => line.replace(/\r$/, '')),
        );
      }),
    );
  });

  it('keep Markdown marks, indents and inner spaces', async () => {
    const lines = ['# 政府工作报告', '　　**稳步增强。** 195 亿元', '- `甲`'];
    const document = await loadDocument(Buffer.from(lines.join('\n')), 'a.md');
    expect(document).toEqual({ format: 'md', lines: lines.map((text) => ({ text })) });
  });

  it('take a single line of 50 MB as one line', async () => {
    const bytes = Buffer.alloc(50 * 1024 * 1024, '全年地区生产总值。');
    const { lines } = await loadDocument(bytes.subarray(0, bytes.length - (bytes.length % 27)), 'a.txt');
    expect(lines).toHaveLength(1);
  });

  it('are refused when there are too many of them', async () => {
    expect((await loadError('\n'.repeat(1_000_001), 'a.txt')).code).toBe('FILE_TOO_LARGE');
  });
});
