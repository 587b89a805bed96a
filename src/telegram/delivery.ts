/** @module Sends, edits and acknowledges, and takes calmly what often goes wrong. */

import type { InlineKeyboardMarkup } from 'grammy/types';
import type { JudianContext, Log } from './context.js';
import type { Outgoing } from './messages/outgoing.js';
import { classifyError, describeError, isHarmless } from './telegram-errors.js';

/**
 * Sends every part of `message` to the chat of the update, in its forum topic, as a reply to `replyTo` if that still
 * exists. The keyboard goes below the last part.
 *
 * @returns ids of the messages sent, in order
 */
export async function send(ctx: JudianContext, message: Outgoing, replyTo?: number): Promise<number[]> {
  const ids: number[] = [];
  for (const [index, part] of message.parts.entries()) {
    const isLast = index === message.parts.length - 1;
    const sent = await ctx.reply(part.text, {
      link_preview_options: { is_disabled: true },
      ...(part.entities.length > 0 ? { entities: part.entities } : {}),
      ...(replyTo === undefined
        ? {}
        : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
      ...(isLast && message.keyboard !== undefined ? { reply_markup: message.keyboard } : {}),
    });
    ids.push(sent.message_id);
  }
  return ids;
}

/** A message of the bot's own. */
export interface SentMessage {
  readonly chat: number;
  readonly id: number;
}

/**
 * Turns `target`, or the message whose button was pressed, into `message`, or sends it anew where that cannot be edited
 * any more.
 */
export async function edit(ctx: JudianContext, message: Outgoing, target?: SentMessage): Promise<void> {
  const [part] = message.parts;
  if (part === undefined) return;
  const markup: InlineKeyboardMarkup | undefined =
    message.keyboard !== undefined && 'inline_keyboard' in message.keyboard ? message.keyboard : undefined;
  try {
    const options = {
      link_preview_options: { is_disabled: true },
      ...(part.entities.length > 0 ? { entities: part.entities } : {}),
      ...(markup === undefined ? {} : { reply_markup: markup }),
    };
    if (target === undefined) await ctx.editMessageText(part.text, options);
    else await ctx.api.editMessageText(target.chat, target.id, part.text, options);
  } catch (error) {
    const failure = classifyError(error);
    if (failure === 'message_gone') await send(ctx, message);
    else if (failure !== 'not_modified') throw error;
  }
}

/** Waits for a call that may fail without harm: an acknowledgement, a typing action, a courtesy. */
export async function quietly(call: Promise<unknown>, log: Log): Promise<void> {
  try {
    await call;
  } catch (error) {
    const level = isHarmless(classifyError(error)) ? 'debug' : 'warn';
    log[level]({ reason: describeError(error) }, 'call to Telegram failed');
  }
}
