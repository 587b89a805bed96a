/** @module The list of reports, page by page, and one report on its own. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardButton } from 'grammy/types';
import type { ReportSummary } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';
import { packBlocks } from './split.js';

/** Reports on one page of the list. */
export const PAGE_SIZE = 6;

/**
 * Page `page` (0-based, clamped) of `reports`, each a button. `picked` are the ids of the reports that the person asks;
 * a mark stands before each.
 */
export function reportListMessage(
  reports: readonly ReportSummary[],
  page: number,
  picked: readonly string[],
  t: Translate,
): Outgoing {
  if (reports.length === 0) return { parts: [new FormattedString(t('reports-none'))] };
  const pages = Math.ceil(reports.length / PAGE_SIZE);
  const current = Math.min(Math.max(page, 0), pages - 1);
  const known = reports.filter(({ id }) => picked.includes(id));
  const lines = [
    t('reports-title', { count: reports.length }),
    known.length === 0
      ? t('reports-scope-all')
      : t('reports-scope', { reports: known.map(({ name }) => `《${name}》`).join('') }),
  ];
  const rows = reports.slice(current * PAGE_SIZE, (current + 1) * PAGE_SIZE).map((report) => [
    button(`${picked.includes(report.id) ? '✓ ' : ''}${report.name}`, {
      kind: 'report',
      report: report.id,
      page: current,
    }),
  ]);
  return {
    parts: packBlocks([new FormattedString(lines.join('\n'))]),
    ...keyboard([
      ...rows,
      pages > 1 ? pageRow(current, pages, 'reports', t) : [],
      known.length > 0 ? [button(t('button-unpick'), { kind: 'unpick', page: current })] : [],
    ]),
  };
}

/** Buttons that turn the pages of a list; `current` is 0-based. */
export function pageRow(current: number, pages: number, kind: 'reports' | 'removals', t: Translate): InlineKeyboardButton[] {
  return [
    ...(current > 0 ? [button(t('button-page-previous'), { kind, page: current - 1 })] : []),
    button(`${current + 1}/${pages}`, { kind: 'nothing' }),
    ...(current < pages - 1 ? [button(t('button-page-next'), { kind, page: current + 1 })] : []),
  ];
}

/**
 * What is known of one report, with buttons to ask it alone, get its file, or go back to page `page` of the list. Its
 * name leads to `link`, to be passed on.
 */
export function reportMessage(
  report: ReportSummary,
  { page, isPicked, link }: { readonly page: number; readonly isPicked: boolean; readonly link: string },
  t: Translate,
): Outgoing {
  const name = FormattedString.link(FormattedString.bold(`《${report.name}》`), link);
  const facts = [
    report.title,
    ...(report.issuer === null ? [] : [t('report-issuer', { issuer: report.issuer })]),
    ...(report.region === null ? [] : [t('report-region', { region: report.region })]),
    ...(report.date === null ? [] : [t('report-date', { date: report.date })]),
    ...(report.years.length === 0 ? [] : [t('report-years', { years: yearSpan(report.years) })]),
    ...(report.targetYears.length === 0 ? [] : [t('report-target-years', { years: yearSpan(report.targetYears) })]),
    t('report-size', { sections: report.sections, passages: report.passages }),
  ];
  return {
    parts: packBlocks([FormattedString.join([name, '\n', facts.join('\n')])]),
    ...keyboard([
      [button(isPicked ? t('button-unpick-one') : t('button-pick'), { kind: 'pick', report: report.id, page })],
      [
        button(t('button-source'), { kind: 'source', report: report.id }),
        button(t('button-report-list'), { kind: 'reports', page }),
      ],
    ]),
  };
}

/** `2023`, `2021–2025`, or `2019、2023` where years are missing between. */
export function yearSpan(years: readonly number[]): string {
  const sorted = [...new Set(years)].sort((a, b) => a - b);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || first === last) return sorted.join('');
  return last - first === sorted.length - 1 ? `${first}–${last}` : sorted.join('、');
}
