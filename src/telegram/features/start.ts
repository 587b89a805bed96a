/** @module /start with its deep links, /help, and the greeting in a group the bot is added to. */

import { Composer } from 'grammy';
import type { BotDeps, JudianContext } from '../context.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import { passageContext, passageMessage } from '../messages/passage.js';
import { reportMessage } from '../messages/reports.js';
import { startMessage } from '../messages/start.js';

/** `p_` and the id of a passage, `r_` and the id of a report: what a link `?start=` may carry. */
const DEEP_LINK = /^([pr])_([A-Za-z0-9_-]{10})$/;

export function startFeature({ desk, log }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('start', async (ctx) => {
    const [, kind, id = ''] = DEEP_LINK.exec(ctx.match) ?? [];
    const passage = kind === 'p' ? passageContext(id, null, (passageId) => desk.passage(passageId)) : undefined;
    const report = kind === 'r' ? desk.report(id) : undefined;
    if (passage !== undefined) await send(ctx, passageMessage(passage, ctx.t));
    else if (report !== undefined)
      await send(ctx, reportMessage(report, 0, ctx.session.user.reports.includes(id), ctx.t));
    else if (kind !== undefined) await send(ctx, line(ctx.t('link-outdated')));
    else await send(ctx, startMessage(desk.reports(), ctx.chat.type === 'private' ? 'private' : 'group', ctx.t));
  });

  composer.command('help', (ctx) => send(ctx, line(ctx.t('help', { bot: ctx.me.username }))).then(() => undefined));

  composer.on('my_chat_member', async (ctx) => {
    const { old_chat_member: before, new_chat_member: after } = ctx.myChatMember;
    const was = isPresent(before.status);
    const is = isPresent(after.status);
    log.info({ chat: ctx.chat.id, type: ctx.chat.type, present: is }, 'membership changed');
    if (ctx.chat.type !== 'private' && ctx.chat.type !== 'channel' && !was && is) {
      await send(ctx, startMessage(desk.reports(), 'group', ctx.t));
    }
  });

  return composer;
}

function isPresent(status: string): boolean {
  return status === 'member' || status === 'administrator';
}
