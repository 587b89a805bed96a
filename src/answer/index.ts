/** @module From ranked passages to an answer: quoted, cited, or refused. */

export { createDesk, LONGEST_QUESTION, type DeskDeps } from './desk.js';
export { LONGEST_HIGHLIGHT, LONGEST_QUOTE } from './quote.js';
export type * from './types.js';
