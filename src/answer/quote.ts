/** @module The quote of a window and the part of it that answers, re-read from the report. */

import { fold } from '../index/index.js';
import { clauses, isArticle, linesOf, pageOf, semicolonParts, type Range } from '../reports/index.js';
import { JudianError } from '../errors.js';
import { expects, holdsKind, holdsMeasure, matchConcept, type Question, type RankedWindow, type Retrieval } from '../retrieve/index.js';
import { referenceTo } from './reference.js';
import type { Citation } from './types.js';

/** A quote has at most this many characters, its highlight at most that many. */
export const LONGEST_QUOTE = 400;
export const LONGEST_HIGHLIGHT = 150;

const NUMBER = /[\d０-９]/u;

/** Trims white space and the closing mark, which carry no answer. */
function trim(text: string, { start, end }: Range): Range {
  let from = start;
  let to = end;
  while (from < to && /[\s，；、]/u.test(text[from]!)) from++;
  while (to > from && /[\s。；，！？;,]/u.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}

/** Units of a window as a part of the report's text. */
function rangeOf({ passage, from, to }: RankedWindow): Range {
  const { start } = passage.indexed.passage;
  return { start: start + passage.units[from]!.start, end: start + passage.units[to]!.end };
}

/** A window of the same article that scores at most this much less than the one that is quoted may be what answers. */
const RIVAL = 7;

/**
 * What is quoted for a window. In an article sentences lean on each other, and which of them answers is told less surely: there
 * the best quote takes in the windows of the same section that score nearly as well, as long as it does not grow too long.
 */
function quotedRange(window: RankedWindow, windows: readonly RankedWindow[]): Range {
  const { report, passage: { section } } = window.passage.indexed;
  let own = rangeOf(window);
  const isBestOfArticle = isArticle(report) && window.passage === windows[0]?.passage;
  for (const other of isBestOfArticle ? windows : []) {
    if (window.score - other.score > RIVAL) break;
    const { indexed } = other.passage;
    if (indexed.report !== report || indexed.passage.section !== section) continue;
    const { start, end } = rangeOf(other);
    const both = { start: Math.min(own.start, start), end: Math.max(own.end, end) };
    if (both.end - both.start <= LONGEST_QUOTE) own = both;
  }
  return { start: own.start, end: Math.min(own.end, own.start + LONGEST_QUOTE) };
}

/** Of the units of a window, the one that ranks best by itself, as a part of the report's text; null where none was ranked. */
function answeringPart({ passage, from, to }: RankedWindow, windows: readonly RankedWindow[]): Range | null {
  const best = windows.find((other) => other.passage === passage && other.from === other.to && other.from >= from && other.to <= to);
  return best ? rangeOf(best) : null;
}

/** What a sentence that shows the kind of answer asked for gains over one that only speaks of the same. */
const KIND_BONUS = 0.25;

/**
 * The part that answers: `answering`, else the sentence, or part of one up to ；, that says most of what the question speaks of;
 * of one that is too long, the run of clauses around its best ones.
 */
export function findHighlight(question: Question, quote: string, answering: Range | null = null): Range {
  const total = question.concepts.reduce((sum, concept) => sum + concept.weight, 0) || 1;
  const valueOf = ({ start, end }: Range): number => {
    const text = fold(quote.slice(start, end));
    const covered = question.concepts.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, text), 0) / total;
    const shows = question.units.length > 0 ? holdsMeasure(question, text) : question.kind === 'number' ? NUMBER.test(text) : expects(question) && holdsKind(question, text);
    return covered + (shows ? KIND_BONUS : 0);
  };
  const best = answering ?? greatest(semicolonParts(quote), valueOf) ?? { start: 0, end: quote.length };
  const own = trim(quote, best);
  if (own.end - own.start <= LONGEST_HIGHLIGHT) return own;
  const parts = clauses(quote, own.start, own.end);
  const core = greatest(parts, valueOf);
  let from = core ? parts.indexOf(core) : 0;
  let to = from;
  const fits = (first: number, last: number): boolean => parts[last]!.end - parts[first]!.start <= LONGEST_HIGHLIGHT;
  // What follows a clause says more of it than what stands before.
  for (;;) {
    if (to + 1 < parts.length && fits(from, to + 1)) to++;
    else if (from > 0 && fits(from - 1, to)) from--;
    else break;
  }
  return clip(trim(quote, { start: parts[from]!.start, end: parts[to]!.end }));
}

function greatest(ranges: readonly Range[], valueOf: (range: Range) => number): Range | undefined {
  return ranges.reduce<{ range: Range; value: number } | undefined>((best, range) => {
    const value = valueOf(range);
    return best && best.value >= value ? best : { range, value };
  }, undefined)?.range;
}

function clip({ start, end }: Range): Range {
  return { start, end: Math.min(end, start + LONGEST_HIGHLIGHT) };
}

/**
 * The citation of a window. The quote is read again from the report by offset.
 * @throws JudianError QUOTE_NOT_VERBATIM
 */
export function citationOf({ question, snapshot, windows }: Pick<Retrieval, 'question' | 'snapshot' | 'windows'>, window: RankedWindow, score: number): Citation {
  const { report, passage, headings } = window.passage.indexed;
  const body = snapshot.body(report.id);
  const notVerbatim = (): JudianError => new JudianError('QUOTE_NOT_VERBATIM', { report: report.id, passage: passage.id });
  if (body === undefined) throw notVerbatim();
  const { start, end } = trimSpace(body.text, quotedRange(window, windows));
  const quote = body.text.slice(start, end);
  const own = rangeOf(window);
  const held = { start: Math.max(start, own.start), end: Math.min(end, own.end) };
  const expected = passage.text.slice(held.start - passage.start, held.end - passage.start);
  if (quote === '' || expected === '' || body.text.slice(held.start, held.end) !== expected) throw notVerbatim();
  const answering = answeringPart(window, windows);
  const part = answering && { start: Math.max(start, answering.start) - start, end: Math.min(end, answering.end) - start };
  const highlight = findHighlight(question, quote, part && part.start < part.end ? part : null);
  const page = pageOf(body.lineMap, start);
  return {
    passageId: passage.id,
    quote,
    highlight: quote.slice(highlight.start, highlight.end),
    highlightRange: [highlight.start, highlight.end],
    report: referenceTo(report),
    section: headings,
    lines: linesOf(body.lineMap, start, end),
    ...(page === undefined ? {} : { page }),
    stem: passage.stem,
    score,
  };
}

function trimSpace(text: string, { start, end }: Range): Range {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from]!)) from++;
  while (to > from && /\s/u.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}
