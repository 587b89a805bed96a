/** @module An answer as a person reads it on a phone: the quotes, where each stands, and what to do next. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Answered, Citation, NotFound, ReportRef } from '../../answer/index.js';
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
  readonly t: Translate;
}

/**
 * The citations from `offset` on. The first words are the best quote, or how many there are, so that a notification
 * says something.
 */
export function answerMessage(answer: Answered, setting: AnswerSetting): Outgoing {
  const { offset, count, scope, t } = setting;
  const shown = answer.citations.slice(offset, offset + count);
  const numbered = answer.citations.length > 1;
  const quotes = shown.map((citation, index) => citationBlock(citation, numbered ? offset + index + 1 : null, t));
  const [first, ...others] = quotes;
  const lead = numbered && offset === 0 ? t('answer-found', { count: answer.citations.length }) : null;
  const blocks =
    lead !== null && first !== undefined ? [FormattedString.join([`${lead}\n`, first]), ...others] : quotes;
  return { parts: packBlocks([...blocks, ...scopeBlock(scope, t)]), ...keyboard(answerRows(answer, shown, setting)) };
}

function answerRows(answer: Answered, shown: readonly Citation[], setting: AnswerSetting): InlineKeyboardButton[][] {
  const { question, scope, offset, t } = setting;
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
      button(t('button-only', { report: report.name }), { kind: 'only', question, report: report.id }),
    ]),
    scope.length > 0 ? [button(t('button-everywhere'), { kind: 'everywhere', question })] : [],
  ];
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
    ...keyboard([...headings, everywhere ? [button(t('button-everywhere'), { kind: 'everywhere', question })] : []]),
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
