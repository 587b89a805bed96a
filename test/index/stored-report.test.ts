import { expect, test } from 'vitest';
import { decodeBody, decodeHead, decodePassage, encodeReport, placedPassages } from '../../src/index/stored-report.js';
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
  const stored = encodeReport(report);
  const { passages, text, lineMap, sections, ...head } = report;
  expect(decodeHead(stored.head, report.file)).toEqual({ ...head, sections: sections.length });
  expect(decodeBody(stored.body)).toEqual({ text, lineMap, sections });
  expect(stored.passages.map(decodePassage)).toEqual(placedPassages(report));
  expect(placedPassages(report).map((placed) => placed.passage)).toEqual(passages);
  expect(decodePassage(stored.passages[1] ?? new Uint8Array()).headings).toEqual(['一、工作回顾']);
});

test('knows the line of the heading above a passage and where its section begins', () => {
  const report = tinyReport('政府工作报告\n前言一段。\n一、工作回顾\n全年地区生产总值完成451亿元。\n财政收入完成20亿元。\n二、工作安排\n新增就业六千人。');
  const found = placedPassages(report).map(({ passage, headingLine, sectionStart }) => [passage.text.slice(0, 4), headingLine, sectionStart]);
  expect(found).toEqual([['前言一段', null, 0], ['全年地区', 3, 1], ['财政收入', 3, 1], ['新增就业', 6, 3]]);
});

test('refuses a passage that lacks something', () => {
  const [stored] = encodeReport(plain).passages;
  const placed = JSON.parse(Buffer.from(stored!).toString('utf8'));
  const other = (change: object): Uint8Array => Buffer.from(JSON.stringify({ ...placed, passage: { ...placed.passage, ...change } }));
  expect(decodePassage(other({ more: 1 })).passage).toHaveProperty('more', 1);
  for (const change of [{ id: 1 }, { text: null }, { start: -1 }, { lines: [1] }, { kind: 'poem' }, { claim: null }, { period: {} }, { stem: 3 }]) {
    expect(() => decodePassage(other(change)), JSON.stringify(change)).toThrow('not a passage');
  }
  expect(() => decodePassage(Buffer.from('null'))).toThrow('not a passage');
});

test('keeps where words lie, and is another revision with other words', () => {
  const stored = encodeReport(plain, ['"# !', '\\ 甲']);
  expect(stored.passages.map(decodePassage)).toEqual(placedPassages(plain).map((placed, i) => ({ ...placed, words: ['"# !', '\\ 甲'][i] })));
  expect(stored.revision).not.toBe(encodeReport(plain).revision);
});

test('has the same revision under another file name, another for another content', () => {
  const { revision } = encodeReport(plain);
  expect(encodeReport({ ...plain, file: '新名.txt' }).revision).toBe(revision);
  expect(encodeReport({ ...plain, region: '昆都仑区' }).revision).not.toBe(revision);
  expect(encodeReport({ ...plain, passages: plain.passages.slice(1) }).revision).not.toBe(revision);
  expect(encodeReport({ ...plain, lineMap: { offsets: [0], lines: [2] } }).revision).not.toBe(revision);
});

test('refuses a passage that does not stand at its offsets', () => {
  const [passage] = plain.passages;
  const passages = passage ? [{ ...passage, start: passage.start + 1 }] : [];
  expect(() => encodeReport({ ...plain, passages })).toThrow('does not stand at its offsets');
});
