import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COMPILED_DICTIONARY, frequentWords, wholeDictionary } from '../../src/retrieve/dictionary.js';
import { words } from '../../src/retrieve/segment.js';

it('keeps the lines of words that are not rare, as they are', () => {
  const lines = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString().split('\n').filter(Boolean);
  expect(lines(frequentWords(Buffer.from('甲 3 n\n乙丙 4 n\n丁 30 v\n戊 0 n\n己 1 n\n庚 5 n')))).toEqual(['乙丙 4 n', '丁 30 v', '庚 5 n']);
  const all = lines(wholeDictionary());
  expect(lines(frequentWords(wholeDictionary()))).toEqual(all.filter((line) => Number(line.split(' ')[1]) > 3));
});

it('finds the same beside the compiled program', () => {
  const compiled = readFileSync(join(import.meta.dirname, '..', '..', 'dist', COMPILED_DICTIONARY));
  expect(Buffer.compare(compiled, frequentWords(wholeDictionary()))).toBe(0);
});

it('cuts the terms of reports as wholes', () => {
  expect(words('营商环境优化，同比增长7%')).toEqual(['营商环境', '优化', '同比增长', '7%']);
});
