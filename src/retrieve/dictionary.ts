/** @module jieba's dictionary without its rare words. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Made when the program is compiled, beside it: the dictionary as {@link dictionary} gives it. */
export const COMPILED_DICTIONARY = 'dictionary.txt';

const RARE = 3;
const RARE_DIGIT = 0x30 + RARE;
const BLANK = 0x20;
const NEWLINE = 0x0a;

/** Lines of `word frequency tag`. */
export function dictionary(): Uint8Array {
  try {
    return readFileSync(path.join(import.meta.dirname, COMPILED_DICTIONARY));
  } catch {
    return frequentWords(wholeDictionary());
  }
}

/** As jieba brings it along. */
export function wholeDictionary(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'));
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
