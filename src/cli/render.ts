/** @module An answer as people read it in a terminal, and as JSON. */

import type { Answer, Citation, NearestHeading } from '../answer/index.js';
import type { Messages } from './messages.js';
import { wrap } from './wrap.js';

/** People see the best few citations; JSON has all. */
export const SHOWN_CITATIONS = 3;
/** Longer lines are tiring to read. */
const WIDEST = 100;
const INDENT = 3;

const BOLD = ['\u001b[1m', '\u001b[22m'] as const;
const DIM = ['\u001b[2m', '\u001b[22m'] as const;

/** How answers are shown. */
export interface View {
  readonly messages: Messages;
  /** Mark the answering part by bold type and what stands around a quote by dim type. */
  readonly colour: boolean;
  /** Columns of the terminal; null leaves lines as long as they are. */
  readonly width: number | null;
}

/** A run of text and how it is set. */
interface Run {
  readonly text: string;
  readonly style: typeof BOLD | typeof DIM | null;
}

/** Where a citation stands: report · section path · lines · file. */
export function locationOf({ report, section, lines, page }: Citation, messages: Messages): string {
  const place = page === undefined ? messages.lines(...lines) : `${messages.page(page)} ${messages.lines(...lines)}`;
  return [report.name, ...(section.length > 0 ? [section.join(' › ')] : []), place, report.file].join(' · ');
}

/** An answer for people: its best citations, or a refusal with the nearest headings. */
export function renderAnswer(answer: Answer, view: View): string {
  if (answer.status === 'answered') return renderCitations(answer.citations.slice(0, SHOWN_CITATIONS), 1, view);
  const { messages } = view;
  if (answer.reason === 'greeting') return messages.greeting;
  if (answer.nearest.length === 0) return messages.noEvidence;
  return [messages.noEvidence, messages.nearest, ...answer.nearest.map((heading) => renderHeading(heading, view))].join('\n');
}

/** Citations, numbered from `first`. */
export function renderCitations(citations: readonly Citation[], first: number, view: View): string {
  return citations.map((citation, i) => renderCitation(citation, first + i, view)).join('\n\n');
}

function renderCitation(citation: Citation, number: number, view: View): string {
  const { quote, highlightRange, stem } = citation;
  const [start, end] = highlightRange;
  const quoted: Run[] = [
    { text: `“${cells(quote.slice(0, start))}`, style: null },
    { text: cells(quote.slice(start, end)), style: BOLD },
    { text: `${cells(quote.slice(end))}”`, style: null },
  ];
  const said: (readonly Run[])[] = [
    ...(stem === null ? [] : [[{ text: cells(stem), style: DIM }]]),
    quoted,
    [{ text: `—— ${locationOf(citation, view.messages)}`, style: DIM }],
  ];
  return said.map((runs, i) => paragraph(runs, i === 0 ? `${number}. ` : '', INDENT, view)).join('\n');
}

function renderHeading({ report, section, line }: NearestHeading, view: View): string {
  const text = [report.name, section.join(' › '), view.messages.lines(line, line)].join(' · ');
  return paragraph([{ text, style: null }], ' · ', INDENT, view);
}

/** Cells of a table row stand apart. */
function cells(text: string): string {
  return text.replaceAll('\t', ' │ ');
}

/** Runs as one paragraph: `mark` before its first line, `indent` columns before the others, wrapped to the width. */
function paragraph(runs: readonly Run[], mark: string, indent: number, { colour, width }: View): string {
  const text = runs.map((run) => run.text).join('');
  const lines = wrap(text, width === null ? null : Math.max(20, Math.min(WIDEST, width) - indent - 1));
  return lines.map(({ start, end }, i) => (i === 0 ? mark.padStart(indent) : ' '.repeat(indent)) + styled(runs, start, end, colour)).join('\n');
}

/** `[start, end)` of the joined runs, each part in its style. */
function styled(runs: readonly Run[], start: number, end: number, colour: boolean): string {
  let at = 0;
  let line = '';
  for (const { text, style } of runs) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    line += colour && style !== null && part !== '' ? style[0] + part + style[1] : part;
    at += text.length;
  }
  return line;
}

/** The JSON contract: one object, on one line whatever its reader takes for a line break. */
export function answerJson(answer: Answer): string {
  return JSON.stringify(contractOf(answer)).replace(/[\u2028\u2029]/gu, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

function contractOf(answer: Answer): object {
  const { question, status, tookMs } = answer;
  const rounded = Math.round(tookMs * 100) / 100;
  if (answer.status === 'not_found') {
    const nearest = answer.nearest.map(({ report, section, line }) => ({ report: { file: report.file, name: report.name }, section, line }));
    return { question, status, reason: answer.reason, citations: [], nearest, tookMs: rounded };
  }
  const citations = answer.citations.map(({ quote, highlight, report, section, lines, page, stem, score }) => ({
    quote,
    highlight,
    report: { file: report.file, title: report.title, name: report.name, region: report.region, date: report.date },
    section,
    lines,
    ...(page === undefined ? {} : { page }),
    ...(stem === null ? {} : { stem }),
    score,
  }));
  return { question, status, citations, tookMs: rounded };
}
