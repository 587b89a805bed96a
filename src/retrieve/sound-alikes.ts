/** @module Typing errors of pinyin input: characters that sound alike (医宝 for 医保, 煤矿 typed 没矿). */

import { createRequire } from 'node:module';
import type * as PinyinPro from 'pinyin-pro';

let pinyinPro: typeof PinyinPro | null = null;

/** Few questions hold a typing error or a name in Latin letters, so the library is loaded with the first that does. */
function pinyin(text: string, options: { readonly v: boolean }): string[] {
  pinyinPro ??= loadPinyin();
  return pinyinPro.pinyin(text, { toneType: 'none', type: 'array', ...options });
}

function loadPinyin(): typeof PinyinPro {
  const load: (name: 'pinyin-pro') => typeof PinyinPro = createRequire(import.meta.url);
  return load('pinyin-pro');
}

let byCharacter: Map<string, string> | null = null;
let bySound: Map<string, string[]> | null = null;

/** The 6,763 characters of GB 2312, which are those that people type. */
function commonCharacters(): string[] {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, row) => Uint8Array.from({ length: 2 * 94 }, (__, i) => (i % 2 === 0 ? 0xb0 + row : 0xa1 + (i >> 1))));
  return rows.flatMap((row) => [...decoder.decode(row)]).filter((character) => /^\p{Script=Han}$/u.test(character));
}

/** Toneless pinyin with the distinctions that many speakers do not make folded: zh/z, ch/c, sh/s, ing/in, eng/en, ang/an. */
function foldSound(syllable: string): string {
  return syllable.replace(/^([zcs])h/u, '$1').replace(/([aei])ng$/u, '$1n');
}

function load(): { byCharacter: Map<string, string>; bySound: Map<string, string[]> } {
  if (byCharacter && bySound) return { byCharacter, bySound };
  byCharacter = new Map();
  bySound = new Map();
  const characters = commonCharacters();
  // One call for all, set apart by spaces so that neighbours do not form words: a hundred times as fast as one by one.
  const sounds = pinyin(characters.join(' '), { v: true }).filter((syllable) => syllable !== ' ');
  for (const [i, character] of characters.entries()) {
    const sound = foldSound(sounds[i] ?? '');
    if (!/^[a-z]+$/u.test(sound)) continue;
    byCharacter.set(character, sound);
    const same = bySound.get(sound);
    if (same) same.push(character);
    else bySound.set(sound, [character]);
  }
  return { byCharacter, bySound };
}

/**
 * Words that sound like `word` with one character exchanged and that `known` accepts, most frequent first, at most
 * three. `known` gives how often a word occurs in the reports, 0 for never.
 */
export function soundAlikes(word: string, known: (word: string) => number): string[] {
  const sounds = load();
  const found: { word: string; count: number }[] = [];
  const characters = [...word];
  characters.forEach((character, at) => {
    const sound = sounds.byCharacter.get(character);
    if (!sound) return;
    for (const other of sounds.bySound.get(sound) ?? []) {
      if (other === character) continue;
      const candidate = [...characters.slice(0, at), other, ...characters.slice(at + 1)].join('');
      const count = known(candidate);
      if (count > 0) found.push({ word: candidate, count });
    }
  });
  return found.sort((a, b) => b.count - a.count).slice(0, 3).map(({ word: same }) => same);
}

/** Toneless pinyin of a text without white space, as a foreigner would spell it (东河 → donghe). */
export function romanise(text: string): string {
  return pinyin(text, { v: false }).join('').toLowerCase();
}
