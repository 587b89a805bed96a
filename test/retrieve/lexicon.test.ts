import { expect, it } from 'vitest';
import { fold } from '../../src/index/index.js';
import { english, everyday } from '../../src/retrieve/lexicon/index.js';

it.each(Object.entries({ english, everyday }))('%s words are written as they are folded, which no start has to do', (_, { entries }) => {
  const words = [...entries].flatMap(([key, values]) => [key, ...values]);
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => fold(word) !== word)).toEqual([]);
});
