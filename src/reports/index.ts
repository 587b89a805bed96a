/** @module From a file to a report of sections and passages. */

export { isArticle, isReport } from './kind.js';
export { PARSER_VERSION, parseDocument } from './parse.js';
export { headingPath } from './sections.js';
export { linesOf, pageOf } from './text.js';
export { clauses, semicolonParts, sentences, type Range } from './sentences.js';
export { overlaps, periodOf, yearMentions, type YearMention, type YearOptions } from './period.js';
export { placesAtStart, shortPlace } from './places.js';
export { parseNumeral } from './numerals.js';
export { REPORT_KINDS } from './types.js';
export type * from './types.js';
