import { dict } from '@node-rs/jieba/dict.js';
import { expect, it } from 'vitest';
import { frequentWords, words } from '../../src/retrieve/segment.js';

it('keeps the lines of words that are not rare, as they are', () => {
  const lines = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString().split('\n').filter(Boolean);
  expect(lines(frequentWords(Buffer.from('甲 3 n\n乙丙 4 n\n丁 30 v\n戊 0 n\n己 1 n\n庚 5 n')))).toEqual(['乙丙 4 n', '丁 30 v', '庚 5 n']);
  const all = lines(dict);
  expect(lines(frequentWords(dict))).toEqual(all.filter((line) => Number(line.split(' ')[1]) > 3));
});

it('cuts the terms of reports as wholes', () => {
  expect(words('营商环境优化，同比增长7%')).toEqual(['营商环境', '优化', '同比增长', '7%']);
});
