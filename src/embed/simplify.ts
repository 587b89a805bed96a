/** @module Traditional → Simplified Chinese by OpenCC, skipping what is Simplified already. */

import { createRequire } from 'node:module';
import type * as OpenCC from 'opencc-js/t2cn';
import { TRADITIONAL } from './traditional.js';

/** OpenCC's names: Traditional as it is written in Taiwan, Traditional at large. */
type Variant = 'tw' | 't';

/**
 * Not where the character is Simplified just so, as in words of every second text: 么 alone stands for 幺, 覆 alone for 复 in a few words, and
 * OpenCC takes 显著 for Traditional, though it makes 显著 of 顯著.
 */
const SUSPECT = new RegExp(`(?!(?<=[什怎多好要这那甚])么|(?<![函反名回拜明申示答见重电覆])覆盖|(?<=显)著)[${TRADITIONAL}]`, 'u');
const HAN_RUN = /\p{Script=Han}+/gu;

const converters = new Map<Variant, (text: string) => string>();

/**
 * The same as OpenCC's converter to `cn` but for 显著, about five times as fast on Simplified text: its rules speak of Chinese
 * characters only, so that a run of them without any character a rule changes stays as it is.
 */
export function simplify(text: string, from: Variant): string {
  if (!SUSPECT.test(text)) return text;
  const convert = converters.get(from) ?? createConverter(from);
  return text.replace(HAN_RUN, (run) => (SUSPECT.test(run) ? convert(run) : run));
}

/** May {@link simplify} change this character, alone or beside others? */
export const mayChange = (character: string): boolean => TRADITIONAL.includes(character);

/** Its rules take a twentieth of a second to load, and much of what people write needs none. */
function createConverter(from: Variant): (text: string) => string {
  const load: (name: 'opencc-js/t2cn') => typeof OpenCC = createRequire(import.meta.url);
  const convert = load('opencc-js/t2cn').Converter({ from, to: 'cn' });
  converters.set(from, convert);
  return convert;
}
