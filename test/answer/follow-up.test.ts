import { describe, expect, test } from 'vitest';
import { completeFollowUp } from '../../src/answer/follow-up.js';
import type { Topic } from '../../src/answer/index.js';

const PLACES = ['石拐区', '东河区', '包头市', '石拐', '东河', '包头'];
const GDP: Topic = { question: '东河区2023年GDP是多少？', region: '东河区', years: [2023] };
const PROJECTS: Topic = { question: '包头市有哪些重点项目？', region: '包头市', years: [] };

describe('a follow-up', () => {
  test.each([
    ['那2024年呢？', '东河区2024年GDP是多少？'],
    ['2022年呢', '东河区2022年GDP是多少？'],
    ['石拐区呢？', '石拐区2023年GDP是多少？'],
    ['那石拐区2024年呢？', '石拐区2024年GDP是多少？'],
  ])('%s asks the same of another year or place', (text, asked) => {
    expect(completeFollowUp(text, GDP, PLACES)).toBe(asked);
  });

  test.each(['具体哪些？', '那固定资产投资呢？', '为什么？', '什么时候完成？'])('%s is asked along with the question before', (text) => {
    const asked = completeFollowUp(text, PROJECTS, PLACES);
    expect(asked).toContain(PROJECTS.question);
    expect(asked.length).toBeGreaterThan(PROJECTS.question.length);
  });

  test('names a year where the question before had none', () => {
    expect(completeFollowUp('那2024年呢？', PROJECTS, PLACES)).toBe('2024年包头市有哪些重点项目？');
  });
});

describe('a question that stands alone', () => {
  test.each(['石拐区2024年一般公共预算收入的目标是多少？', '“十四五”期间要建设哪些铁路和公路项目？'])('%s is searched as it is', (text) => {
    expect(completeFollowUp(text, GDP, PLACES)).toBe(text);
  });

  test('is any question without one before', () => {
    expect(completeFollowUp('那2024年呢？', null, PLACES)).toBe('那2024年呢？');
  });
});
