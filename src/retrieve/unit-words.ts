/** @module The words of a passage's units, cut once when the report is indexed: cutting takes longer than all else that is done with a passage. */

import { crc32 } from 'node:zlib';
import { fold } from '../index/index.js';
import { semicolonParts } from '../reports/index.js';
import { ownTerms, segmenter } from './segment.js';

/** Raise when other words are cut or they are written down otherwise: reports are read again. */
const VERSION = 2;

/** Names how words are cut: by this version, with these terms added to the dictionary. */
export function wordsId(): string {
  return `${VERSION}-${crc32(ownTerms().join(' ')).toString(36)}`;
}

const isTelling = (word: string): boolean => word.length >= 2 && /[\p{L}\p{N}]/u.test(word) && !/^[\d.%]+$/u.test(word);

/** Words of two characters or more of a folded text, each once, numbers apart. */
export function tellingWords(folded: string): string[] {
  return [...new Set(segmenter().cut(folded, true).filter(isTelling))];
}

/** Between units. All other characters are a number more than this one. */
const SEPARATOR = ' ';
const ZERO = SEPARATOR.charCodeAt(0) + 1;

/**
 * Where the {@link tellingWords} of each unit of a passage lie: of each word, the characters since the one before and its
 * length, each number as a character; a blank between units.
 */
export function findWords(text: string): string {
  return semicolonParts(text).map(({ start, end }) => placesOf(fold(text.slice(start, end)))).join(SEPARATOR);
}

function placesOf(folded: string): string {
  const found = new Set<string>();
  let places = '';
  let at = 0;
  let after = 0;
  for (const word of segmenter().cut(folded, true)) {
    if (isTelling(word) && !found.has(word)) {
      found.add(word);
      places += String.fromCharCode(ZERO + at - after, ZERO + word.length);
      after = at + word.length;
    }
    at += word.length;
  }
  return places;
}

/** The words of each unit as {@link findWords} found them, or cut now where they are not of these units. */
export function wordsOf(units: readonly string[], found: string | undefined): string[][] {
  const places = found?.split(SEPARATOR);
  return places?.length === units.length ? units.map((folded, i) => wordsAt(folded, places[i]!)) : units.map(tellingWords);
}

function wordsAt(folded: string, places: string): string[] {
  const words: string[] = [];
  let at = 0;
  for (let i = 0; i + 1 < places.length; i += 2) {
    at += places.charCodeAt(i) - ZERO;
    const end = at + places.charCodeAt(i + 1) - ZERO;
    words.push(folded.slice(at, end));
    at = end;
  }
  return words;
}
