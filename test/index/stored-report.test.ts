import { expect, test } from 'vitest';
import { decodeReport, encodeReport } from '../../src/index/stored-report.js';
import type { Passage, Report } from '../../src/reports/index.js';
import { tinyReport } from '../support/index-reports.js';

const plain = tinyReport('政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n𠮷野家\u0000开业。');

test('keeps every field of a report', () => {
  const passage: Required<Passage> = {
    ...(plain.passages[0] as Passage),
    page: 3,
    kind: 'table-row',
    lead: '工业稳步提升。',
    stem: '主要目标是：',
    period: { from: 2021, to: 2025 },
    claim: 'target',
  };
  const report: Report = {
    ...plain,
    lineMap: { offsets: [0, 7], lines: [1, 3], pages: [1, 2] },
    passages: [passage, ...plain.passages.slice(1)],
  };
  expect(decodeReport(encodeReport(report), report.file)).toEqual(report);
});

test('has the same revision under another file name, another for another content', () => {
  expect(encodeReport({ ...plain, file: '新名.txt' }).revision).toBe(encodeReport(plain).revision);
  expect(encodeReport({ ...plain, region: '昆都仑区' }).revision).not.toBe(encodeReport(plain).revision);
});

test('refuses bytes that are not those that were stored', () => {
  const stored = encodeReport(plain);
  const text = stored.text.slice();
  text[30] = (text[30] ?? 0) ^ 1;
  expect(() => decodeReport({ ...stored, text }, 'a.txt')).toThrow('not as it was stored');
});

test('refuses a passage that does not stand at its offsets', () => {
  const [passage] = plain.passages;
  const passages = passage ? [{ ...passage, start: passage.start + 1 }] : [];
  expect(() => encodeReport({ ...plain, passages })).toThrow('does not stand at its offsets');
});
