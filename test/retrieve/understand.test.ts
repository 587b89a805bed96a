import { describe, expect, it } from 'vitest';
import { knownPlaces, understand, type Vocabulary } from '../../src/retrieve/index.js';
import { parseDocument } from '../../src/reports/index.js';
import { terms } from '../../src/index/index.js';
import { TWO_DISTRICTS } from '../support/asking.js';

const reports = Object.entries(TWO_DISTRICTS).map(([file, text]) => parseDocument({ format: 'txt', lines: text.split('\n').map((line) => ({ text: line })) }, file));
const counts = new Map<string, number>();
for (const { passages } of reports) for (const { text } of passages) for (const term of new Set(terms(text))) counts.set(term, (counts.get(term) ?? 0) + 1);
const vocabulary: Vocabulary = {
  size: reports.reduce((sum, report) => sum + report.passages.length, 0),
  places: knownPlaces(reports),
  subjects: new Set(),
  documentFrequency: (term) => counts.get(term) ?? 0,
};
const ask = (text: string): ReturnType<typeof understand> => understand(text, vocabulary, 2026);
const surfaces = (text: string): string[] => ask(text).concepts.map(({ surface }) => surface);

describe('place', () => {
  it('is found by its full and its short name, in Traditional characters and in pinyin', () => {
    for (const text of ['云溪区GDP多少', '云溪GDP多少', '雲溪區GDP多少', "What was Yunxi's GDP?"]) expect(ask(text).regions, text).toEqual(['云溪区']);
  });

  it('is the child where parent and child are named', () => {
    expect(ask('青石市白岭区2023年GDP').regions).toEqual(['白岭区']);
  });

  it('is told apart from places that no report is about', () => {
    expect(ask('红山县2023年GDP').foreignPlaces).toEqual(['红山']);
    expect(ask('What is Hongshan District’s GDP?'.replace('’', "'")).foreignPlaces).toEqual(['hongshan']);
    expect(ask('云溪区的老旧小区和开发区').foreignPlaces).toEqual([]);
  });
});

describe('period', () => {
  it('is read from years written out, short, bare and planned', () => {
    expect(ask('2023年GDP').periods).toEqual([{ from: 2023, to: 2023 }]);
    expect(ask('云溪 2023 GDP').periods).toEqual([{ from: 2023, to: 2023 }]);
    expect(ask('23年云溪GDP').periods).toEqual([{ from: 2023, to: 2023 }]);
    expect(ask('“十四五”期间GDP').periods).toEqual([{ from: 2021, to: 2025 }]);
    expect(ask('去年GDP').periods).toEqual([{ from: 2025, to: 2025 }]);
  });

  it('of a report is not the one asked about', () => {
    const question = ask('云溪区2024年政府工作报告里有哪些不足');
    expect(question.periods).toEqual([]);
    expect(question.reportYears).toEqual([2024]);
  });

  it('of two years makes two parts', () => {
    expect(ask('2023年完成多少，2024年目标多少').parts).toBe(2);
  });
});

describe('what is asked', () => {
  it('is a result or a target where the words say so', () => {
    expect(ask('GDP目标是多少').claim).toBe('target');
    expect(ask('GDP完成了多少').claim).toBe('result');
    expect(ask('GDP').claim).toBeNull();
  });

  it('has a kind, and units for a number', () => {
    expect(ask('新建了多少所幼儿园').kind).toBe('number');
    expect(ask('有哪些项目').kind).toBe('list');
    expect(ask('“三清零”是什么意思').kind).toBe('definition');
    expect(ask('为什么要改造').kind).toBe('reason');
    expect(ask('什么时候开工').kind).toBe('time');
    expect(ask('区长是谁').kind).toBe('person');
    expect(ask('增速是多少').units).toContain('%');
    expect(ask('投资多少亿').units).toContain('元');
  });
});

describe('concepts', () => {
  it('carry what a report may call them', () => {
    expect(ask('GDP').concepts[0]?.alternatives).toContain('地区生产总值');
    expect(ask('社零').concepts[0]?.alternatives).toContain('社会消费品零售总额');
  });

  it('leave out question words, places and years', () => {
    expect(surfaces('请问云溪区2023年到底有多少个重点项目？')).toEqual(['重点项目']);
  });

  it('repair a sound-alike typo from the words of the reports', () => {
    const concept = ask('充电庄').concepts.find(({ alternatives }) => alternatives.some((word) => word.includes('电桩')));
    expect(concept).toBeDefined();
  });

  it('keep quoted terms whole', () => {
    expect(ask('“三清零”指什么').concepts.find(({ quoted }) => quoted)?.surface).toBe('三清零');
  });

  it('are few for chit-chat and none for nothing', () => {
    expect(ask('？').concepts).toEqual([]);
  });
});
