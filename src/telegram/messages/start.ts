/** @module The first screen: what can be asked, of which reports, and three questions to tap. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { ReportSummary } from '../../answer/index.js';
import type { Translate } from '../language.js';
import type { Outgoing } from './outgoing.js';
import { packBlocks } from './split.js';
import { yearSpan } from './reports.js';

/** Reports named on the first screen; the rest is behind /reports. */
const NAMED_REPORTS = 5;

/** The first screen. In a private chat the examples are a keyboard, so that a tap asks as the person. */
export function startMessage(reports: readonly ReportSummary[], place: 'private' | 'group', t: Translate): Outgoing {
  if (reports.length === 0) return { parts: [new FormattedString(`${t('start-about')}\n\n${t('reports-none')}`)] };
  const names = reports.slice(0, NAMED_REPORTS).map(({ name }) => `· ${name}`);
  const rest = reports.length - names.length;
  const list = [
    t('start-reports', { count: reports.length }),
    ...names,
    ...(rest > 0 ? [t('start-reports-rest', { count: rest })] : []),
  ];
  const examples = exampleQuestions(reports, t);
  const invitation = place === 'private' ? t('start-ask') : t('start-ask-group', { example: examples[0] ?? '' });
  return {
    parts: packBlocks([t('start-about'), list.join('\n'), invitation].map((block) => new FormattedString(block))),
    ...(place === 'private' && examples.length > 0
      ? {
          keyboard: {
            keyboard: examples.map((text) => [{ text }]),
            resize_keyboard: true,
            one_time_keyboard: true,
            input_field_placeholder: t('start-placeholder'),
          },
        }
      : {}),
  };
}

/** A question about a figure, and which years of a report it is about. An outline tells few results. */
const EXAMPLE_KINDS = [
  { key: 'example-gdp', yearsOf: (report: ReportSummary) => report.years.slice(-1) },
  { key: 'example-target', yearsOf: (report: ReportSummary) => report.targetYears },
  { key: 'example-revenue', yearsOf: (report: ReportSummary) => report.years.slice(-1) },
];

/** Up to three questions that the reports probably answer, of different places where there are several. */
export function exampleQuestions(reports: readonly ReportSummary[], t: Translate): string[] {
  const yearly = reports.filter(({ kind, years }) => kind !== '规划纲要' && years.length > 0);
  const byPlace = [...new Map([...yearly].reverse().map((report) => [report.region, report])).values()].reverse();
  const questions = EXAMPLE_KINDS.map(({ key, yearsOf }, index) => {
    const report = byPlace[index % Math.max(byPlace.length, 1)];
    const years = report === undefined ? [] : yearsOf(report);
    return report === undefined || years.length === 0
      ? null
      : t(key, { region: report.region ?? '', year: yearSpan(years) });
  });
  return questions.filter((question) => question !== null);
}
