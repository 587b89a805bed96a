/** @module The quote of a window and the part of it that answers, re-read from the report. */

import { fold } from '../index/index.js';
import { clauses, headingPath, linesOf, pageOf, type Range } from '../reports/index.js';
import { JudianError } from '../errors.js';
import { matchConcept, type Question, type RankedWindow } from '../retrieve/index.js';
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

/** The shortest run of clauses that says what the whole says of the question, a number with it where one is asked for. */
export function findHighlight(question: Question, quote: string): Range {
  const parts = clauses(quote);
  if (parts.length <= 1) return clip(trim(quote, { start: 0, end: quote.length }));
  const folded = parts.map((part) => fold(quote.slice(part.start, part.end)));
  const matches = folded.map((text) => question.concepts.map((concept) => concept.weight * matchConcept(concept, text)));
  const wantsNumber = question.kind === 'number' || question.units.length > 0;
  const total = question.concepts.reduce((sum, concept) => sum + concept.weight, 0) || 1;
  let best: { range: Range; value: number } | null = null;
  for (let from = 0; from < parts.length; from++) {
    const covered = question.concepts.map(() => 0);
    let number = false;
    for (let to = from; to < parts.length; to++) {
      matches[to]!.forEach((value, i) => { covered[i] = Math.max(covered[i]!, value); });
      number ||= NUMBER.test(folded[to]!);
      const range = trim(quote, { start: parts[from]!.start, end: parts[to]!.end });
      const length = range.end - range.start;
      if (length > LONGEST_HIGHLIGHT) break;
      const value = covered.reduce((sum, one) => sum + one, 0) / total + (wantsNumber && number ? 0.25 : 0) - length * HIGHLIGHT_COST;
      if (!best || value > best.value) best = { range, value };
    }
  }
  return best?.range ?? clip(trim(quote, { start: 0, end: quote.length }));
}

/** What a character more in the highlight must bring in coverage. */
const HIGHLIGHT_COST = 0.0006;

function clip({ start, end }: Range): Range {
  return { start, end: Math.min(end, start + LONGEST_HIGHLIGHT) };
}

/**
 * The citation of a window. The quote is read again from the report by offset.
 * @throws JudianError QUOTE_NOT_VERBATIM
 */
export function citationOf(question: Question, window: RankedWindow, score: number): Citation {
  const { report, passage } = window.passage.indexed;
  const first = window.passage.units[window.from]!;
  const last = window.passage.units[window.to]!;
  const own = trimSpace(passage.text, { start: first.start, end: Math.min(last.end, first.start + LONGEST_QUOTE) });
  const start = passage.start + own.start;
  const end = passage.start + own.end;
  const quote = report.text.slice(start, end);
  if (quote !== passage.text.slice(own.start, own.end) || quote === '') throw new JudianError('QUOTE_NOT_VERBATIM', { report: report.id, passage: passage.id });
  const highlight = findHighlight(question, quote);
  const page = pageOf(report.lineMap, start);
  return {
    passageId: passage.id,
    quote,
    highlight: quote.slice(highlight.start, highlight.end),
    highlightRange: [highlight.start, highlight.end],
    report: referenceTo(report),
    section: headingPath(report.sections, passage.section),
    lines: linesOf(report.lineMap, start, end),
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
