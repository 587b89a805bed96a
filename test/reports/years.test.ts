import { describe, expect, it } from 'vitest';

import { overlaps, parseNumeral, periodOf, yearMentions } from '../../src/reports/index.js';
import { fiveYearPlan } from '../../src/reports/numerals.js';
import { headingNumber, namedHeading } from '../../src/reports/numbering.js';

const years = (text: string, base?: number): string[] => yearMentions(text, { base: base ?? null }).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));

describe('a numeral', () => {
  it.each([['十四', 14], ['二十一', 21], ['一百零三', 103], ['二〇三五', 2035], ['１２', 12], ['2021', 2021], ['十', 10]])('%s is %i', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });
  it.each(['', '工', '十工', '一a'])('%o is none', (text) => {
    expect(parseNumeral(text)).toBeNull();
  });
});

it('counts five-year plans from the sixth', () => {
  expect([6, 13, 15].map(fiveYearPlan)).toEqual([{ from: 1981, to: 1985 }, { from: 2016, to: 2020 }, { from: 2026, to: 2030 }]);
  expect(fiveYearPlan(5)).toBeNull();
});

describe('the years of a text', () => {
  it.each([
    ['2023年完成投资', ['2023']], ['二〇三五年远景目标', ['2035']], ['二0一二年', ['2012']], ['２００９年', ['2009']], ['2021—2025年', ['2021–2025']], ['2021年至2025年', ['2021–2025']],
    ['“十四五”时期', ['2021–2025']], ['“十三五”末', ['2020']], ['完成2023万元', []], ['90年代', []],
  ])('%s', (text, expected) => {
    expect(years(text)).toEqual(expected);
  });

  it('count relative words from the base year', () => {
    expect(years('今年增长6%，去年增长5%，明年力争7%', 2024)).toEqual(['2024', '2023', '2025']);
    expect(years('今年增长6%')).toEqual([]);
  });

  it('take bare numbers only in questions', () => {
    expect(yearMentions('东河区 2023 GDP', { bare: true })).toMatchObject([{ from: 2023 }]);
    expect(yearMentions('东河区 2023 GDP')).toEqual([]);
  });
});

describe('the period of a text', () => {
  it('leaves out years that are only compared with', () => {
    expect(periodOf('2023年比2022年增长6%')).toEqual({ from: 2023, to: 2023 });
    expect(periodOf('较“十三五”末提高5个百分点')).toBeNull();
  });

  it.each(['2011年是“十二五”的开局之年', '2011年，“十二五”规划启动实施'])('is not widened by a plan in passing: %s', (text) => {
    expect(periodOf(text)).toEqual({ from: 2011, to: 2011 });
  });

  it('is a plan that stands for its time', () => {
    expect(periodOf('“十四五”期间，地区生产总值年均增长6%')).toEqual({ from: 2021, to: 2025 });
    expect(periodOf('全面完成“十四五”规划目标任务')).toBeNull();
  });

  it('of a heading is its plan', () => {
    expect(periodOf('“十五五”目标任务', { heading: true })).toEqual({ from: 2026, to: 2030 });
    expect(periodOf('2026年重点工作', { heading: true })).toEqual({ from: 2026, to: 2026 });
  });

  it('leaves out years in titles of other documents', () => {
    expect(periodOf('落实《2021年行动方案》，2023年完成任务')).toEqual({ from: 2023, to: 2023 });
  });

  it('overlaps another that shares a year', () => {
    expect(overlaps({ from: 2021, to: 2025 }, { from: 2025, to: 2030 })).toBe(true);
    expect(overlaps({ from: 2021, to: 2024 }, { from: 2025, to: 2030 })).toBe(false);
  });
});

describe('a heading number', () => {
  it.each([
    ['第一篇 总论', 'part', 1], ['第二部分 工作安排', 'part', 2], ['第十二章 保障', 'chapter', 12], ['第三节 布局', 'section', 3], ['十一、卫生', 'ideographic', 11],
    ['（四）农业', 'bracketed', 4], ['(四)农业', 'bracketed', 4], ['1.收入', 'arabic', 1], ['2、支出', 'arabic', 2], ['（3）农业', 'bracketed-arabic', 3],
  ])('%s is %s %i', (text, scheme, value) => {
    expect(headingNumber(text)).toMatchObject({ scheme, value });
  });

  it.each(['一是工业', '三大攻坚战', '2023年', '6.5%的增速', '第一产业', '一、二、三产业'])('%s has none', (text) => {
    expect(headingNumber(text)).toBeNull();
  });

  it.each([['专栏1 重点工程', 'box'], ['名词解释', 'glossary'], ['附件1：重点项目表', 'appendix'], ['前言', 'preface'], ['前言部分指出', null], ['附近居民', null]])('%s is named %s', (text, name) => {
    expect(namedHeading(text)).toBe(name);
  });
});
