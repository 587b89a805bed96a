/** @module Which report to remove, whether to, and that it was. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { ReportSummary } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';
import { PAGE_SIZE, pageRow } from './reports.js';
import { packBlocks } from './split.js';

/** Matches of a search that are shown; more ask for better words. */
const MOST_MATCHES = 20;

/** Page `page` (0-based, clamped) of all reports, each a button that leads to the question whether to remove it. */
export function removalListMessage(reports: readonly ReportSummary[], page: number, t: Translate): Outgoing {
  if (reports.length === 0) return text(t('reports-none'));
  const pages = Math.ceil(reports.length / PAGE_SIZE);
  const current = Math.min(Math.max(page, 0), pages - 1);
  const shown = reports.slice(current * PAGE_SIZE, (current + 1) * PAGE_SIZE);
  return { ...text(t('remove-title', { count: reports.length })), ...keyboard([...shown.map(row), pages > 1 ? pageRow(current, pages, 'removals', t) : []]) };
}

/** The reports whose name or file holds `words`. */
export function removalMatchesMessage(reports: readonly ReportSummary[], words: string, t: Translate): Outgoing {
  const matches = reports.filter(({ name, title, file }) => [name, title, file].some((part) => part.includes(words)));
  if (matches.length === 0) return text(t('remove-no-match', { words }));
  const title = t('remove-matches', { words, count: matches.length });
  return { ...text(title), ...keyboard(matches.slice(0, MOST_MATCHES).map(row)) };
}

const row = (report: ReportSummary) => [button(report.name, { kind: 'remove', report: report.id })];

export function confirmRemovalMessage({ id, name, title, file, passages }: ReportSummary, t: Translate): Outgoing {
  const facts = [title, t('remove-file', { file }), t('remove-passages', { passages })].join('\n');
  const question = FormattedString.join([FormattedString.bold(t('remove-question', { report: name })), '\n', facts]);
  return {
    parts: packBlocks([question]),
    ...keyboard([[button(t('button-remove'), { kind: 'removal', report: id }), button(t('button-keep'), { kind: 'removals', page: 0 })]]),
  };
}

function text(content: string): Outgoing {
  return { parts: packBlocks([new FormattedString(content)]) };
}
