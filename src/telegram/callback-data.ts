/**
 * @module What a button means, as the 1 to 64 bytes that Telegram hands back when it is pressed.
 *
 * One letter for the action, then its fields, joined by `:`. Ids are content hashes, so a button still works after a
 * restart and after re-indexing.
 */

import type { Language } from '../errors.js';

/** A run of characters in a passage: `[start, end)`. */
export interface Mark {
  readonly passage: string;
  readonly start: number;
  readonly end: number;
}

/** What a person says of an answer. */
export const VERDICTS = ['right', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Ids are 10 characters of base64url; offsets, pages and counts are whole numbers from 0 to 999,999. */
export type Action =
  /** Open a passage in a new message. */
  | { readonly kind: 'open'; readonly passage: string; readonly mark: Mark | null }
  /** Turn the message of the button into this passage. */
  | { readonly kind: 'turn'; readonly passage: string; readonly mark: Mark | null }
  /** More citations of a question, from `offset` on. */
  | { readonly kind: 'more'; readonly question: string; readonly offset: number }
  /** Ask the question again in one report. */
  | { readonly kind: 'only'; readonly question: string; readonly report: string }
  /** Ask the question again in all reports. */
  | { readonly kind: 'everywhere'; readonly question: string }
  /** Passages that match the words, from `offset` on. */
  | { readonly kind: 'search'; readonly question: string; readonly offset: number }
  /** Send the file of a report. */
  | { readonly kind: 'source'; readonly report: string }
  /** A page of the list of reports. */
  | { readonly kind: 'reports'; readonly page: number }
  /** One report, and the page of the list to go back to. */
  | { readonly kind: 'report'; readonly report: string; readonly page: number }
  /** Add a report to the person's filter, or take it out. */
  | { readonly kind: 'pick'; readonly report: string; readonly page: number }
  /** Empty the person's filter. */
  | { readonly kind: 'unpick'; readonly page: number }
  /** A page of the list of reports that may be removed. */
  | { readonly kind: 'removals'; readonly page: number }
  /** Ask whether to remove a report. */
  | { readonly kind: 'remove'; readonly report: string }
  /** Remove it. */
  | { readonly kind: 'removal'; readonly report: string }
  /** The citation of a run of characters, to paste. */
  | { readonly kind: 'cite'; readonly mark: Mark }
  /** Say of an answer whether it is right. */
  | { readonly kind: 'verdict'; readonly question: string; readonly verdict: Verdict }
  | { readonly kind: 'language'; readonly language: Language | null }
  | { readonly kind: 'quotes'; readonly count: number }
  /** A button that only shows something. */
  | { readonly kind: 'nothing' };

export type ActionKind = Action['kind'];

const ID = /^[A-Za-z0-9_-]{10}$/;
const LARGEST = 999_999;

/** The callback data of `action`, 1 to 64 bytes of ASCII. */
export function encodeAction(action: Action): string {
  switch (action.kind) {
    case 'open':
      return join('o', action.passage, ...markFields(action.mark));
    case 'turn':
      return join('t', action.passage, ...markFields(action.mark));
    case 'more':
      return join('m', action.question, action.offset);
    case 'only':
      return join('y', action.question, action.report);
    case 'everywhere':
      return join('e', action.question);
    case 'search':
      return join('s', action.question, action.offset);
    case 'source':
      return join('f', action.report);
    case 'reports':
      return join('l', action.page);
    case 'report':
      return join('r', action.report, action.page);
    case 'pick':
      return join('p', action.report, action.page);
    case 'unpick':
      return join('u', action.page);
    case 'removals':
      return join('d', action.page);
    case 'remove':
      return join('x', action.report);
    case 'removal':
      return join('z', action.report);
    case 'cite':
      return join('c', ...markFields(action.mark));
    case 'verdict':
      return join('v', action.question, VERDICTS.indexOf(action.verdict));
    case 'language':
      return join('g', action.language ?? '');
    case 'quotes':
      return join('q', action.count);
    case 'nothing':
      return 'n';
  }
}

/** The action that `data` stands for, or null if no {@link encodeAction} made it. */
export function decodeAction(data: string): Action | null {
  const [letter, ...fields] = data.split(':');
  const action = decodeFields(letter ?? '', fields);
  return action !== null && encodeAction(action) === data ? action : null;
}

function decodeFields(letter: string, fields: readonly string[]): Action | null {
  const id = idOf(fields[0]);
  const first = numberOf(fields[0]);
  const second = numberOf(fields[1]);
  switch (letter) {
    case 'o':
    case 't': {
      const mark = markOf(fields.slice(1));
      if (id === null || (mark === null && fields.length > 1)) return null;
      return { kind: letter === 'o' ? 'open' : 'turn', passage: id, mark };
    }
    case 'm':
    case 's':
      return id === null || second === null
        ? null
        : { kind: letter === 'm' ? 'more' : 'search', question: id, offset: second };
    case 'y': {
      const report = idOf(fields[1]);
      return id === null || report === null ? null : { kind: 'only', question: id, report };
    }
    case 'e':
      return id === null ? null : { kind: 'everywhere', question: id };
    case 'f':
      return id === null ? null : { kind: 'source', report: id };
    case 'l':
    case 'u':
      return first === null ? null : { kind: letter === 'l' ? 'reports' : 'unpick', page: first };
    case 'r':
    case 'p':
      return id === null || second === null
        ? null
        : { kind: letter === 'r' ? 'report' : 'pick', report: id, page: second };
    case 'd':
      return first === null ? null : { kind: 'removals', page: first };
    case 'x':
    case 'z':
      return id === null ? null : { kind: letter === 'x' ? 'remove' : 'removal', report: id };
    case 'c': {
      const mark = markOf(fields);
      return mark === null ? null : { kind: 'cite', mark };
    }
    case 'v': {
      const verdict = VERDICTS[second ?? VERDICTS.length];
      return id === null || verdict === undefined ? null : { kind: 'verdict', question: id, verdict };
    }
    case 'g':
      return { kind: 'language', language: fields[0] === 'zh' || fields[0] === 'en' ? fields[0] : null };
    case 'q':
      return first === null ? null : { kind: 'quotes', count: first };
    case 'n':
      return { kind: 'nothing' };
    default:
      return null;
  }
}

function markFields(mark: Mark | null): (string | number)[] {
  return mark === null ? [] : [mark.passage, mark.start, mark.end];
}

function markOf(fields: readonly string[]): Mark | null {
  const passage = idOf(fields[0]);
  const start = numberOf(fields[1]);
  const end = numberOf(fields[2]);
  return passage === null || start === null || end === null ? null : { passage, start, end };
}

function join(letter: string, ...fields: readonly (string | number)[]): string {
  return [letter, ...fields].join(':');
}

function idOf(field: string | undefined): string | null {
  return field !== undefined && ID.test(field) ? field : null;
}

function numberOf(field: string | undefined): number | null {
  if (field === undefined || !/^\d{1,6}$/.test(field)) return null;
  const value = Number(field);
  return value <= LARGEST ? value : null;
}
