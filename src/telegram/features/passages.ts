/** @module A quote in its context: opened below an answer, then read on in place. */

import { Composer } from 'grammy';
import { onAction } from '../actions.js';
import type { Mark } from '../callback-data.js';
import type { BotDeps, JudianContext } from '../context.js';
import { edit, send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import type { Outgoing } from '../messages/outgoing.js';
import { passageContext, passageMessage } from '../messages/passage.js';

export function passagesFeature({ desk }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  onAction(composer, 'open', async (ctx, { passage, mark }) => {
    await send(ctx, view(ctx, passage, mark), ctx.msg?.message_id);
  });

  onAction(composer, 'turn', async (ctx, { passage, mark }) => {
    await edit(ctx, view(ctx, passage, mark));
  });

  function view(ctx: JudianContext, id: string, mark: Mark | null): Outgoing {
    const context = passageContext(id, mark, (passageId) => desk.passage(passageId));
    return context === undefined ? line(ctx.t('passage-gone')) : passageMessage(context, ctx.t);
  }

  return composer;
}
