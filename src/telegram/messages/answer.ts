/** @module An answer as a person reads it on a phone: the quotes, where each stands, and what to do next. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Answered, Citation, NotFound, ReportRef } from '../../answer/index.js';
import { VERDICTS } from '../callback-data.js';
import type { Mark } from '../callback-data.js';
import type { Translate } from '../language.js';
import { citationBlock, reportName } from './citation.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';
import { packBlocks } from './split.js';

/** At most this many buttons “only this report” and headings below a message. */
const MOST_REPORT_BUTTONS = 3;
const MOST_HEADING_BUTTONS = 5;

/** What an answer is shown with. */
export interface AnswerSetting {
  /** Id of the question, for the buttons. */
  readonly question: string;
  /** Reports the question was limited to; empty for all. */
  readonly scope: readonly ReportRef[];
  /** Citations shown before, and how many to show now. */
  readonly offset: number;
  readonly count: number;
  /** Where the highlight of a citation stands in its passage, if it stands in one. */
  readonly markOf: (citation: Citation) => Mark | null;
  /** The address that opens a passage. */
  readonly linkOf: (passage: string, mark: Mark | null) => string;
  /** What the buttons call a report, by its id. */
  readonly labels: ReadonlyMap<string, string>;
  readonly t: Translate;
}

/**
 * The citations from `offset` on. The first words are the best quote, or how many there are, so that a notification
 * says something. Quotes of several reports stand side by side, each below its report.
 */
export function answerMessage(answer: Answered, setting: AnswerSetting): Outgoing {
  const { offset, count, scope, t } = setting;
  const shown = byReport(sideBySide(answer.citations).slice(offset, offset + count));
  const hasSeveral = distinctReports(shown).length > 1;
  const isNumbered = answer.citations.length > 1;
  const quotes = shown.map((citation, index) => {
    const link = setting.linkOf(citation.passageId, setting.markOf(citation));
    const block = citationBlock(citation, { number: isNumbered ? offset + index + 1 : null, isUnderReport: hasSeveral, link, t });
    const isFirst = shown[index - 1]?.report.id !== citation.report.id;
    return hasSeveral && isFirst ? FormattedString.join([FormattedString.bold(reportName(citation.report)), block], '\n') : block;
  });
  const [first, ...others] = quotes;
  const lead = isNumbered && offset === 0 ? t('answer-found', { count: answer.citations.length }) : null;
  const blocks =
    lead !== null && first !== undefined ? [FormattedString.join([`${lead}\n`, first]), ...others] : quotes;
  return { parts: packBlocks([...blocks, ...scopeBlock(scope, t)]), ...keyboard(answerRows(answer, shown, setting)) };
}

/**
 * The citations in the order in which they are shown: where they are of several places, the best of each place first,
 * so that none is pushed out by a second quote of another.
 */
export function sideBySide(citations: readonly Citation[]): Citation[] {
  const best = new Map(citations.toReversed().map((citation) => [citation.report.region, citation]));
  if (best.size < 2) return [...citations];
  const firsts = new Set(best.values());
  return [...citations.filter((citation) => firsts.has(citation)), ...citations.filter((citation) => !firsts.has(citation))];
}

/** Brings the quotes of a report together, below its best one. */
function byReport(citations: readonly Citation[]): Citation[] {
  return distinctReports(citations).flatMap(({ id }) => citations.filter(({ report }) => report.id === id));
}

function answerRows(answer: Answered, shown: readonly Citation[], setting: AnswerSetting): InlineKeyboardButton[][] {
  const { question, scope, offset, labels, t } = setting;
  const reports = distinctReports(shown);
  const only = scope.length === 1 || reports.length < 2 ? [] : reports.slice(0, MOST_REPORT_BUTTONS);
  const [single] = reports.length === 1 ? reports : [];
  const rest = answer.citations.length - offset - shown.length;
  return [
    shown.map((citation, index) => {
      const label = shown.length === 1 ? t('button-context') : t('button-context-of', { number: offset + index + 1 });
      return button(label, { kind: 'open', passage: citation.passageId, mark: setting.markOf(citation) });
    }),
    [
      rest > 0
        ? button(t('button-more', { count: rest }), { kind: 'more', question, offset: offset + shown.length })
        : button(t('button-search'), { kind: 'search', question, offset: 0 }),
      ...(single === undefined ? [] : [button(t('button-source'), { kind: 'source', report: single.id })]),
    ],
    ...only.map((report) => [
      button(t('button-only', { report: labels.get(report.id) ?? report.name }), { kind: 'only', question, report: report.id }),
    ]),
    scope.length > 0 ? [button(t('button-everywhere'), { kind: 'everywhere', question })] : [],
    offset === 0 ? verdictRow(question, 'answer', t) : [],
  ];
}

/** Is the answer right? One tap tells those who run the bot. */
function verdictRow(question: string, of: 'answer' | 'refusal', t: Translate): InlineKeyboardButton[] {
  return VERDICTS.map((verdict) => button(t(`button-${of}-${verdict}`), { kind: 'verdict', question, verdict }));
}

/** What is said where nothing answers: why, and the nearest headings to open. */
export function refusalMessage(answer: NotFound, setting: Pick<AnswerSetting, 'question' | 'scope' | 't'>): Outgoing {
  const { question, scope, t } = setting;
  const nearest = answer.reason === 'no_evidence' ? answer.nearest.slice(0, MOST_HEADING_BUTTONS) : [];
  const lines = [t(`refusal-${answer.reason}`), ...(nearest.length > 0 ? [t('refusal-nearest')] : [])];
  const headings = nearest.map((heading) => [
    button([heading.report.region ?? heading.report.name, heading.section.at(-1)].filter(Boolean).join(' · '), {
      kind: 'open',
      passage: heading.passageId,
      mark: null,
    }),
  ]);
  const everywhere = scope.length > 0 && answer.reason === 'no_evidence';
  return {
    parts: packBlocks([new FormattedString(lines.join('\n')), ...scopeBlock(scope, t)]),
    ...keyboard([
      ...headings,
      everywhere ? [button(t('button-everywhere'), { kind: 'everywhere', question })] : [],
      ...(answer.reason === 'no_evidence'
        ? [[button(t('button-search'), { kind: 'search', question, offset: 0 })], verdictRow(question, 'refusal', t)]
        : []),
    ]),
  };
}

/** A last line that says which reports were asked, where not all were. */
function scopeBlock(scope: readonly ReportRef[], t: Translate): FormattedString[] {
  if (scope.length === 0) return [];
  return [FormattedString.italic(t('answer-scope', { reports: scope.map(reportName).join('') }))];
}

/** The reports of `citations`, each once, in their order. */
export function distinctReports(citations: readonly Citation[]): ReportRef[] {
  return [...new Map(citations.map(({ report }) => [report.id, report])).values()];
}
