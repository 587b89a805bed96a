/** @module /reindex and /remove, for admins. */

import { Composer } from 'grammy';
import { onAction } from '../actions.js';
import { isAdmin } from '../access.js';
import type { BotDeps, JudianContext } from '../context.js';
import { edit, send } from '../delivery.js';
import { confirmRemovalMessage, removalListMessage, removalMatchesMessage } from '../messages/removal.js';
import { line } from '../messages/outgoing.js';
import { ProgressMessage } from '../progress-message.js';
import { progressText, syncText, troubleText } from '../syncing.js';

export function maintenanceFeature(deps: BotDeps): Composer<JudianContext> {
  const { config, desk, library, inBackground, log } = deps;
  const composer = new Composer<JudianContext>();
  const forAdmins = (ctx: JudianContext): boolean => isAdmin(config, ctx);

  composer.command('reindex').filter(forAdmins, async (ctx) => {
    const shown = await ProgressMessage.send(ctx, ctx.t('reindex-started'), log);
    inBackground(reindex(ctx, shown));
  });

  composer.command('remove').filter(forAdmins, async (ctx) => {
    const words = ctx.match.trim();
    await send(ctx, words === '' ? removalListMessage(desk.reports(), 0, ctx.t) : removalMatchesMessage(desk.reports(), words, ctx.t));
  });

  onAction(composer, 'removals', async (ctx, { page }) => {
    if (forAdmins(ctx)) await edit(ctx, removalListMessage(desk.reports(), page, ctx.t));
  });

  onAction(composer, 'remove', async (ctx, { report: id }) => {
    if (!forAdmins(ctx)) return;
    const report = desk.report(id);
    await edit(ctx, report === undefined ? line(ctx.t('report-gone')) : confirmRemovalMessage(report, ctx.t));
  });

  onAction(composer, 'removal', async (ctx, { report }) => {
    if (!forAdmins(ctx)) return;
    await edit(ctx, line(ctx.t('remove-started')));
    inBackground(remove(ctx, report));
  });

  async function reindex(ctx: JudianContext, shown: ProgressMessage): Promise<void> {
    try {
      const summary = await library.sync({ onProgress: (progress) => shown.update(progressText(progress, ctx.t)) });
      log.info({ user: ctx.from?.id, ...summary }, 'reindexed');
      await shown.finish(line(syncText(summary, ctx.t)));
    } catch (error) {
      await shown.finish(line(troubleText(error, ctx, deps)));
    }
  }

  async function remove(ctx: JudianContext, id: string): Promise<void> {
    try {
      const removed = await library.remove(id);
      if (removed.status === 'unknown') return await edit(ctx, line(ctx.t('report-gone')));
      const { report, kept } = removed;
      log.info({ user: ctx.from?.id, file: report.file, kept }, 'report removed');
      await edit(ctx, line(kept === null ? ctx.t('remove-done-gone', { report: report.name }) : ctx.t('remove-done', { report: report.name, kept })));
    } catch (error) {
      await edit(ctx, line(troubleText(error, ctx, deps)));
    }
  }

  return composer;
}
