/** @module Plain passages that hold the words searched for. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { PassageView } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { quoted, withPlace } from './citation.js';
import type { Range } from './citation.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';
import { packBlocks } from './split.js';

/** Passages in one message. */
export const SEARCH_PAGE = 3;

/** `hits` are those from `offset` on, one more than a page if there are more. `question` is the id of the words. */
export function searchMessage(
  words: string,
  hits: readonly PassageView[],
  offset: number,
  question: string,
  linkOf: (passage: string) => string,
  t: Translate,
): Outgoing {
  const page = hits.slice(0, SEARCH_PAGE);
  if (page.length === 0)
    return { parts: packBlocks([new FormattedString(t(offset === 0 ? 'search-none' : 'search-no-more', { words }))]) };
  const blocks = page.map((hit, index) =>
    withPlace(hit, quoted(hit.text, occurrences(hit.text, words), 'expandable'), { number: offset + index + 1, link: linkOf(hit.id), t }),
  );
  const [first, ...others] = blocks;
  const lead = offset === 0 ? t('search-found', { words }) : t('search-more', { words, from: offset + 1 });
  return {
    parts: packBlocks(first === undefined ? blocks : [FormattedString.join([`${lead}\n`, first]), ...others]),
    ...keyboard([
      page.map((hit, index) =>
        button(t('button-context-of', { number: offset + index + 1 }), { kind: 'open', passage: hit.id, mark: null }),
      ),
      hits.length > SEARCH_PAGE
        ? [button(t('button-next-page'), { kind: 'search', question, offset: offset + SEARCH_PAGE })]
        : [],
    ]),
  };
}

/** Where the words, separated by white space, stand in `text` as they were typed: in order, none overlapping. */
export function occurrences(text: string, words: string): Range[] {
  const found: Range[] = [];
  const folded = text.toLowerCase();
  // Lower-casing can change the length of a few foreign letters; then nothing can be marked safely.
  if (folded.length !== text.length) return found;
  for (const word of new Set(words.toLowerCase().split(/\s+/).filter(Boolean))) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = 0;
  return found.filter((range) => {
    const free = range[0] >= end;
    if (free) end = range[1];
    return free;
  });
}
