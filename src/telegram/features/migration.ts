/** @module A group becomes a supergroup and gets a new id: what the bot remembers of it moves along. */

import { Composer } from 'grammy';
import type { BotDeps, JudianContext } from '../context.js';

export function migrationFeature({ config, log, store }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.on('message:migrate_to_chat_id', async (ctx) => {
    const before = String(ctx.chat.id);
    const after = String(ctx.msg.migrate_to_chat_id);
    const memory = store.chats.read(before);
    if (memory !== undefined) store.chats.write(after, memory);
    store.chats.delete(before);
    if (config.allowedChats.has(ctx.chat.id))
      log.warn({ before, after }, 'ALLOWED_CHATS names the old id of a group; add the new one');
    else log.info({ before, after }, 'group has a new id');
  });

  return composer;
}
