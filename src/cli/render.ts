/** @module An answer as people read it in a terminal, and as JSON. */

import type { Answer, Citation } from '../answer/index.js';
import type { Messages } from './messages.js';

const BOLD = ['\u001b[1m', '\u001b[22m'] as const;
const DIM = ['\u001b[2m', '\u001b[22m'] as const;

/** Where a citation stands: report · section path · lines. */
export function locationOf({ report, section, lines, page }: Citation, messages: Messages): string {
  const place = page === undefined ? messages.lines(...lines) : `${messages.page(page)} ${messages.lines(...lines)}`;
  return [`${report.name}（${report.file}）`, ...(section.length > 0 ? [section.join(' › ')] : []), place].join(' · ');
}

/** `colour`: mark the answering part with bold type, else with nothing. */
export function renderAnswer(answer: Answer, messages: Messages, colour: boolean): string {
  const wrap = ([open, close]: readonly [string, string], text: string): string => (colour ? open + text + close : text);
  if (answer.status === 'not_found') {
    if (answer.reason === 'greeting') return messages.greeting;
    const nearest = answer.nearest.map(({ report, section, line }) => `  · ${report.name} · ${section.join(' › ')} · ${messages.lines(line, line)}`);
    return [messages.noEvidence, ...(nearest.length > 0 ? [messages.nearest, ...nearest] : [])].join('\n');
  }
  return answer.citations
    .map((citation, i) => {
      const [start, end] = citation.highlightRange;
      const quote = citation.quote.slice(0, start) + wrap(BOLD, citation.quote.slice(start, end)) + citation.quote.slice(end);
      const stem = citation.stem === null ? [] : [wrap(DIM, `   ${citation.stem}`)];
      return [...stem, `${i + 1}. “${quote}”`.replaceAll('\n', '\n    '), wrap(DIM, `   —— ${locationOf(citation, messages)}`)].join('\n');
    })
    .join('\n\n');
}

/** The JSON contract: one object a line. */
export function answerJson(answer: Answer): string {
  const { question, status, tookMs } = answer;
  const rounded = Math.round(tookMs * 100) / 100;
  if (answer.status === 'not_found') {
    const nearest = answer.nearest.map(({ report, section, line }) => ({ report: { file: report.file, name: report.name }, section, line }));
    return JSON.stringify({ question, status, reason: answer.reason, citations: [], nearest, tookMs: rounded });
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
  return JSON.stringify({ question, status, citations, tookMs: rounded });
}
