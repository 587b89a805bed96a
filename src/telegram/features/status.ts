/** @module /status, for admins: what the index holds and how the bot does. */

import { Composer } from 'grammy';
import { isAdmin } from '../access.js';
import type { BotDeps, JudianContext } from '../context.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import { shorten } from '../messages/split.js';

const MINUTE = 60_000;
const ERROR_LIMIT = 200;

export function statusFeature({ config, desk, health }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('status').filter(
    (ctx) => isAdmin(config, ctx),
    async (ctx) => {
      const status = desk.status();
      const receiver = health.receiver();
      const minutes = Math.floor(health.uptime() / MINUTE);
      const lines = [
        ctx.t('status-index', {
          reports: status.reports,
          passages: String(status.passages),
          generation: String(status.generation),
        }),
        ctx.t('status-model', { model: status.modelId }),
        ctx.t('status-uptime', { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) }),
        receiver.mode === 'polling'
          ? ctx.t('status-polling', { restarts: String(receiver.restarts), failures: String(receiver.failures) })
          : ctx.t('status-webhook', { received: String(receiver.received), refused: String(receiver.refused) }),
        // This very question is one of them.
        ctx.t('status-queue', { count: String(Math.max(0, health.underWay() - 1)) }),
        health.errors().length === 0 ? ctx.t('status-no-errors') : ctx.t('status-errors'),
        ...health.errors().map(({ at, reason }) => `· ${new Date(at).toISOString()} ${shorten(reason, ERROR_LIMIT)}`),
      ];
      await send(ctx, line(lines.join('\n')));
    },
  );

  return composer;
}
