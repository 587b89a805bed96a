/** @module Chinese words: jieba with the terms of government reports added. */

import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { everyday } from './lexicon/index.js';

const RARE = 3;
const RARE_DIGIT = 0x30 + RARE;
const BLANK = 0x20;
const NEWLINE = 0x0a;

let jieba: Jieba | null = null;

/** Loading the dictionary takes a tenth of a second: it is done with the first question, or ahead of it by calling this. */
export function segmenter(): Jieba {
  if (jieba) return jieba;
  jieba = Jieba.withDict(frequentWords(dict));
  jieba.loadDict(Buffer.from(ownTerms().map((word) => `${word} 1000 n`).join('\n')));
  return jieba;
}

/**
 * The lines of a dictionary (`word frequency tag`) without those of words that were met at most {@link RARE} times in the corpus it was counted
 * on: names and sayings mostly, four in seven of all words and as much of the time that loading takes.
 */
export function frequentWords(dictionary: Uint8Array): Uint8Array {
  const kept = new Uint8Array(dictionary.length);
  let length = 0;
  let line = 0;
  let isFrequencyNext = true;
  let isRare = false;
  for (let i = 0; i < dictionary.length; i++) {
    const byte = dictionary[i]!;
    kept[length++] = byte;
    if (byte === BLANK && isFrequencyNext) {
      isRare = dictionary[i + 1]! <= RARE_DIGIT && dictionary[i + 2] === BLANK;
      isFrequencyNext = false;
    } else if (byte === NEWLINE) {
      if (isRare) length = line;
      line = length;
      isFrequencyNext = true;
    }
  }
  return kept.subarray(0, length);
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
