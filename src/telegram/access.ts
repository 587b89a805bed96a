/** @module Who may use the bot: checked once, before any handler sees an update. */

import { Composer } from 'grammy';
import type { TelegramConfig } from '../config.js';
import type { BotDeps, JudianContext } from './context.js';
import { quietly } from './delivery.js';

type AccessLists = Pick<TelegramConfig, 'allowedUsers' | 'allowedChats' | 'admins'>;

/** Both lists empty: everyone may. Otherwise the person, the chat, or an admin must be listed, by numeric id. */
export function mayUse(lists: AccessLists, userId: number | undefined, chatId: number | undefined): boolean {
  if (lists.allowedUsers.size === 0 && lists.allowedChats.size === 0) return true;
  if (userId !== undefined && (lists.allowedUsers.has(userId) || lists.admins.has(userId))) return true;
  return chatId !== undefined && lists.allowedChats.has(chatId);
}

/** Admins are known by their numeric id, whatever chat they write in. */
export function isAdmin({ admins }: Pick<TelegramConfig, 'admins'>, { from }: Pick<JudianContext, 'from'>): boolean {
  return from !== undefined && admins.has(from.id);
}

/** Lets pass whoever may use the bot; tells others their id once they write or tap, and stays silent in groups. */
export function guardAccess({ config, log }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();
  composer.use(async (ctx, next) => {
    if (mayUse(config, ctx.from?.id, ctx.chat?.id)) return next();
    log.info({ user: ctx.from?.id, chat: ctx.chat?.id }, 'access refused');
    const line = ctx.t('access-refused', { id: String(ctx.from?.id ?? '') });
    if (ctx.callbackQuery) await quietly(ctx.answerCallbackQuery({ text: line, show_alert: true }), log);
    else if (ctx.inlineQuery) await quietly(ctx.answerInlineQuery([], { is_personal: true, cache_time: 60 }), log);
    else if (ctx.message && ctx.chat?.type === 'private') await quietly(ctx.reply(line), log);
  });
  return composer;
}
