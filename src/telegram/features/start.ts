/** @module /start with its deep links, /help, and the greeting in a group the bot is added to. */

import { Composer } from 'grammy';
import { isAdmin } from '../access.js';
import type { BotDeps, JudianContext } from '../context.js';
import { decodeLink } from '../deep-link.js';
import type { LinkTarget } from '../deep-link.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import type { Outgoing } from '../messages/outgoing.js';
import { passageContext, passageMessage } from '../messages/passage.js';
import { startMessage } from '../messages/start.js';
import { reportView } from './reports.js';

export function startFeature({ config, desk, log }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('start', async (ctx) => {
    const target = decodeLink(ctx.match);
    if (target !== null) return void (await send(ctx, linked(ctx, target)));
    await send(ctx, startMessage(desk.reports(), ctx.chat.type === 'private' ? 'private' : 'group', ctx.t));
  });

  composer.command('help', async (ctx) => {
    const help = ctx.t('help', { bot: ctx.me.username });
    await send(ctx, line(isAdmin(config, ctx) ? `${help}\n\n${ctx.t('help-admin')}` : help));
  });

  composer.on('my_chat_member', async (ctx) => {
    const { old_chat_member: before, new_chat_member: after } = ctx.myChatMember;
    const was = isPresent(before.status);
    const is = isPresent(after.status);
    log.info({ chat: ctx.chat.id, type: ctx.chat.type, present: is }, 'membership changed');
    if (ctx.chat.type !== 'private' && ctx.chat.type !== 'channel' && !was && is) {
      await send(ctx, startMessage(desk.reports(), 'group', ctx.t));
    }
  });

  function linked(ctx: JudianContext, target: LinkTarget): Outgoing {
    if (target.kind === 'passage') {
      const passage = passageContext(target.id, target.mark, (id) => desk.passage(id));
      return passage === undefined ? line(ctx.t('link-outdated')) : passageMessage(passage, ctx.t);
    }
    const report = desk.report(target.id);
    return report === undefined ? line(ctx.t('link-outdated')) : reportView(ctx, report, 0);
  }

  return composer;
}

function isPresent(status: string): boolean {
  return status === 'member' || status === 'administrator';
}
