/** What holds for every report, tried on reports put together at random and on the seeds, line by line damaged. */

import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { JudianError } from '../../src/errors.js';
import { parseDocument, type Report, type SourceDocument } from '../../src/reports/index.js';
import { findFurniture } from '../../src/reports/furniture.js';
import { readLines } from '../../src/reports/lines.js';
import { loadDocument } from '../../src/reports/load/index.js';

const squeeze = (text: string): string => text.replace(/\s+/gu, '');

const subject = fc.constantFrom('地区生产总值', '一般公共预算收入', '固定资产投资', '规上工业增加值', '城乡居民收入', '粮食产量');
const clause = fc.tuple(subject, fc.nat(9999)).map(([name, figure]) => `${name}完成${figure / 100}亿元`);
const sentence = fc.tuple(fc.array(clause, { minLength: 1, maxLength: 6 }), fc.constantFrom('。', '。', '！', '；', '：', '')).map(([clauses, end]) => clauses.join('，') + end);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((sentences) => sentences.join(''));
const heading = fc.tuple(fc.constantFrom('第一章 ', '第二节 ', '一、', '二、', '三、', '（一）', '（二）', '（七）', '1.', '2.', '（1）', '专栏1 ', ''), fc.constantFrom('发展基础', '2023年工作回顾', '2024年重点工作', '名词解释', '做强工业。', '主要指标')).map((parts) => parts.join(''));
const furniture = fc.constantFrom('', '', '—5—', '12', '目录', '发展基础……………3', 'https://example.gov.cn/a', '打印 关闭');
const row = fc.array(fc.constantFrom('指标', '产量', '133.77', '-2.3', '', '单位：亿元'), { minLength: 3, maxLength: 5 }).map((cells) => cells.join('\t'));
const item = fc.tuple(fc.constantFrom('——', '1.', '①', '• ', '一是', '[2]'), paragraph).map((parts) => parts.join(''));
const top = fc.constantFrom('政府工作报告', '——2024年1月8日在清水县第十八届人民代表大会第三次会议上', '清水县人民政府', '各位代表：', '关于清水县2023年', '标题：', '');
const mark = fc.constantFrom('', '', '', '## ', '　　', '**', '> ', '| ');

/** Breaks a paragraph at a margin. */
const wrap = (text: string, width: number): string[] => (width === 0 ? [text] : (text.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [text]));

const assembled: fc.Arbitrary<SourceDocument> = fc
  .record({
    head: fc.array(top, { maxLength: 5 }),
    parts: fc.array(fc.oneof({ weight: 4, arbitrary: paragraph }, { weight: 3, arbitrary: heading }, furniture, row, item, fc.string({ maxLength: 40 })), { minLength: 1, maxLength: 40 }),
    marks: fc.array(mark, { minLength: 40, maxLength: 40 }),
    width: fc.constantFrom(0, 0, 20, 28),
    format: fc.constantFrom('txt' as const, 'md' as const, 'html' as const, 'docx' as const, 'pdf' as const),
  })
  .map(({ head, parts, marks, width, format }) => {
    const texts = [...head, ...parts.flatMap((part, index) => wrap((marks[index] ?? '') + part, width))];
    return { format, lines: texts.map((text, index) => ({ text, ...(format === 'pdf' ? { page: 1 + Math.floor(index / 20) } : {}) })) };
  });

/** The report, or null where too little text is left to be one. */
function parsed(document: SourceDocument): Report | null {
  try {
    return parseDocument(document, 'a.txt');
  } catch (error) {
    if (error instanceof JudianError && error.code === 'FILE_NO_TEXT') return null;
    throw error;
  }
}

/** Text of the lines `[first, last]` that are no furniture, without marks and white space. */
function sourceText(document: SourceDocument): (first: number, last: number) => string {
  const lines = readLines(document);
  const dropped = findFurniture(lines);
  const byLine = new Map<number, string>();
  lines.forEach((line, at) => {
    if (!dropped.has(at)) byLine.set(line.number, (byLine.get(line.number) ?? '') + squeeze(line.text));
  });
  return (first, last) => Array.from({ length: last - first + 1 }, (_, index) => byLine.get(first + index) ?? '').join('');
}

function expectLawful(document: SourceDocument): void {
  const report = parsed(document);
  if (report === null) return;
  const { text, sections, passages, lineMap } = report;
  const source = sourceText(document);

  // Nothing but furniture is lost, nothing is added.
  expect(squeeze(text)).toBe(source(1, document.lines.length));

  // Passages and headings cover the text, each character once.
  const ranges = [...sections, ...passages].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
  let at = 0;
  for (const { start, end } of ranges) {
    expect(text.slice(at, start).trim()).toBe('');
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    at = end;
  }
  expect(text.slice(at).trim()).toBe('');

  for (const passage of passages) {
    expect(passage.text).toBe(text.slice(passage.start, passage.end));
    expect(source(...passage.lines)).toContain(squeeze(passage.text));
    expect(passage.section === null || sections[passage.section]!.end <= passage.start).toBe(true);
    const below = passage.section === null ? sections[0] : sections[passage.section + 1];
    expect(below === undefined || passage.end <= below.start).toBe(true);
  }
  for (const section of sections) {
    expect(source(section.line, section.line)).not.toBe('');
    expect(section.parent === null || section.parent < section.index).toBe(true);
    expect(section.level).toBe(section.parent === null ? 1 : sections[section.parent]!.level + 1);
  }
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  expect(lineMap.offsets.every((offset, index) => index === 0 || offset >= lineMap.offsets[index - 1]!)).toBe(true);
}

const seeds = await Promise.all(readdirSync('seeds').filter((file) => file.endsWith('.txt')).map((file) => loadDocument(readFileSync(`seeds/${file}`), file)));

type Mutation = (lines: SourceDocument['lines'], at: number, other: number) => SourceDocument['lines'];
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  drop: (lines, at) => lines.toSpliced(at, 1),
  repeat: (lines, at) => lines.toSpliced(at, 0, lines[at]!),
  swap: (lines, at, other) => lines.with(at, lines[other]!).with(other, lines[at]!),
  blank: (lines, at) => lines.toSpliced(at, 0, { text: '' }),
  join: (lines, at) => lines.toSpliced(at, 2, { text: lines[at]!.text + (lines[at + 1]?.text ?? '') }),
  split: (lines, at) => lines.toSpliced(at, 1, { text: lines[at]!.text.slice(0, 9) }, { text: lines[at]!.text.slice(9) }),
  truncate: (lines, at) => lines.slice(0, at + 1),
  tab: (lines, at) => lines.with(at, { text: lines[at]!.text.replaceAll('，', '\t') }),
};
const mutation = fc.tuple(fc.constantFrom(...Object.keys(MUTATIONS)), fc.nat(), fc.nat());

describe('every report', () => {
  it.each(seeds)('of the seeds keeps the laws', (document) => {
    expectLawful(document);
  });

  it('put together at random keeps them', () => {
    fc.assert(fc.property(assembled, expectLawful), { numRuns: 400 });
  });

  it('made from a seed by changing lines keeps them', () => {
    const damaged = fc.tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 12 })).map(([{ format, lines }, steps]) => ({
      format,
      lines: steps.reduce<SourceDocument['lines']>((current, [name, at, other]) => (current.length === 0 ? current : MUTATIONS[name]!(current, at % current.length, other % current.length)), lines.slice(0, 400)),
    }));
    fc.assert(fc.property(damaged, expectLawful), { numRuns: 60 });
  });

  it('comes out the same twice', () => {
    fc.assert(fc.property(assembled, (document) => {
      expect(parsed(document)).toEqual(parsed(document));
    }), { numRuns: 50 });
  });
});

/** Characters that regular expressions are given to look at while `work` runs: a measure that no busy machine changes. */
function charactersSearched(work: () => void): number {
  const { exec } = RegExp.prototype;
  let characters = 0;
  RegExp.prototype.exec = function counting(text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    characters += (match === null ? text.length : match.index + match[0].length) - from;
    return match;
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return characters;
}

describe('parsing', () => {
  it('looks at each character so many times, however long the report', () => {
    const document = seeds[1]!;
    const times = (count: number): SourceDocument => ({ ...document, lines: Array.from({ length: count }, () => document.lines).flat() });
    const searched = (count: number): number => charactersSearched(() => parseDocument(times(count), 'a.txt'));
    expect(searched(8) / searched(2)).toBeLessThan(4.2);
  });

  it.each(['.', '。', '，', ' ', '\t', '(', '（', '“', '*', '1', '年', '2023年', '一、', '第一章', '——', '[1]', '：', '\u3000 ', '《', '……'])('does not hang on a line of nothing but %o', (piece) => {
    const line = piece.repeat(200_000 / piece.length);
    const start = process.cpuUsage();
    parsed({ format: 'txt', lines: [{ text: '全区地区生产总值增长6%，固定资产投资增长8%，好于预期。' }, { text: line }] });
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
