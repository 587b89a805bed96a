/** @module /reports: the list, one report, and the person's filter. */

import { Composer } from 'grammy';
import type { ReportSummary } from '../../answer/index.js';
import { onAction } from '../actions.js';
import type { BotDeps, JudianContext } from '../context.js';
import { reportLink } from '../deep-link.js';
import { edit, send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import type { Outgoing } from '../messages/outgoing.js';
import { reportListMessage, reportMessage } from '../messages/reports.js';

/** Reports a filter may hold; more are as good as all. */
const MOST_PICKED = 20;

export function reportsFeature({ desk }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('reports', async (ctx) => {
    await send(ctx, reportListMessage(desk.reports(), 0, ctx.session.user.reports, ctx.t));
  });

  onAction(composer, 'reports', async (ctx, { page }) => {
    await edit(ctx, reportListMessage(desk.reports(), page, ctx.session.user.reports, ctx.t));
  });

  onAction(composer, 'unpick', async (ctx, { page }) => {
    ctx.session.user.reports = [];
    await edit(ctx, reportListMessage(desk.reports(), page, [], ctx.t));
  });

  onAction(composer, 'report', async (ctx, { report, page }) => {
    await showReport(ctx, report, page);
  });

  onAction(composer, 'pick', async (ctx, { report, page }) => {
    const { user } = ctx.session;
    const others = user.reports.filter((id) => id !== report && desk.report(id) !== undefined);
    user.reports = user.reports.includes(report) ? others : [...others, report].slice(-MOST_PICKED);
    await showReport(ctx, report, page);
  });

  async function showReport(ctx: JudianContext, id: string, page: number): Promise<void> {
    const report = desk.report(id);
    if (report === undefined) await send(ctx, line(ctx.t('report-gone')));
    else await edit(ctx, reportView(ctx, report, page));
  }

  return composer;
}

/** One report as the person of `ctx` sees it; `page` of the list is what it goes back to. */
export function reportView(ctx: JudianContext, report: ReportSummary, page: number): Outgoing {
  const isPicked = ctx.session.user.reports.includes(report.id);
  return reportMessage(report, { page, isPicked, link: reportLink(ctx.me.username, report.id) }, ctx.t);
}
