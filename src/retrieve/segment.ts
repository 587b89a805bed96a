/** @module Chinese words: jieba with the terms of government reports added. */

import { Jieba } from '@node-rs/jieba';
import { dictionary } from './dictionary.js';
import { everyday } from './lexicon/index.js';

let jieba: Jieba | null = null;

/** Loading the dictionary takes a tenth of a second: it is done with the first question, or ahead of it by calling this. */
export function segmenter(): Jieba {
  if (jieba) return jieba;
  jieba = Jieba.withDict(dictionary());
  jieba.loadDict(Buffer.from(ownTerms().map((word) => `${word} 1000 n`).join('\n')));
  return jieba;
}

/** Terms of reports that are added to the dictionary, each once. */
export function ownTerms(): string[] {
  const terms = [...everyday.entries].flatMap(([key, values]) => [key, ...values]).filter((word) => /^\p{Script=Han}{2,8}$/u.test(word));
  return [...new Set(terms)];
}

/** Words of a folded text, in order; punctuation and white space dropped. */
export function words(text: string): string[] {
  return segmenter().cut(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
