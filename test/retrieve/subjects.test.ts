import { expect, it } from 'vitest';
import { findSubjects, namesOf } from '../../src/retrieve/subjects.js';

it('calls an article by its title, and by what stands before brackets', () => {
  expect(namesOf('元皇后 (北齐)')).toEqual(['元皇后 (北齐)', '元皇后']);
  expect(namesOf('銀鏡湖')).toEqual(['银镜湖']);
});

const subjectsIn = (question: string): string[] =>
  findSubjects(question, new Set(['黄蝉', '软枝黄蝉', '水', '银镜湖']), (character) => question.startsWith(character)).map(({ subject }) => subject);

it.each([
  ['软枝黄蝉与银镜湖', ['软枝黄蝉', '银镜湖']],
  ['黄蝉的花', ['黄蝉']],
  ['水的沸点', ['水']],
  ['节水措施', []],
])('finds the longest subjects of %s', (question, subjects) => {
  expect(subjectsIn(question)).toEqual(subjects);
});
