/** @module Is a message meant for the bot, and which words of it are the question? */

import type { Message, UserFromGetMe } from 'grammy/types';
import { COMMANDS } from './commands.js';

/**
 * The words of a message that are meant for the bot, its mention taken out, or null if they are not: in a private chat
 * all that is no command; in a group what mentions the bot or replies to it.
 */
export function questionIn(message: Message, me: UserFromGetMe): string | null {
  const { text } = message;
  if (text === undefined || commandIn(message, me) !== null) return null;
  const spoken = withoutMention(message, text, me);
  if (message.chat.type === 'private' || spoken !== text || repliesTo(message, me)) return spoken.trim();
  return null;
}

/**
 * The command at the start of a message and whether the bot is named, or null: `/ask@judian_bot` of another bot is no
 * command.
 */
export function commandIn(
  message: Message,
  me: UserFromGetMe,
): { readonly name: string; readonly named: boolean } | null {
  const entity = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (entity === undefined || message.text === undefined) return null;
  const [name = '', addressee] = message.text.slice(1, entity.length).split('@', 2);
  if (addressee !== undefined && addressee.toLowerCase() !== me.username.toLowerCase()) return null;
  return { name: name.toLowerCase(), named: addressee !== undefined };
}

/** Should the bot look at this message at all? In groups only at its own commands, mentions and replies. */
export function isAddressed(message: Message, me: UserFromGetMe): boolean {
  if (message.chat.type === 'private') return true;
  const command = commandIn(message, me);
  return command === null ? questionIn(message, me) !== null : COMMANDS.has(command.name) || command.named;
}

/** The words of a message without the command or the mention that calls the bot. */
export function wordsIn(message: Pick<Message, 'text' | 'entities'>, me: UserFromGetMe): string {
  const text = message.text ?? '';
  const command = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  return (command === undefined ? withoutMention(message, text, me) : text.slice(command.length)).trim();
}

function withoutMention(message: Pick<Message, 'entities'>, text: string, me: UserFromGetMe): string {
  const mention = message.entities?.find((entity) => {
    if (entity.type === 'text_mention') return entity.user.id === me.id;
    const name = text.slice(entity.offset, entity.offset + entity.length);
    return entity.type === 'mention' && name.toLowerCase() === `@${me.username.toLowerCase()}`;
  });
  if (mention === undefined) return text;
  return `${text.slice(0, mention.offset)}${text.slice(mention.offset + mention.length)}`;
}

function repliesTo(message: Message, me: UserFromGetMe): boolean {
  const original = message.reply_to_message;
  // In a forum every message replies to the one that opened the topic, which may be the bot's.
  return original?.from?.id === me.id && original.forum_topic_created === undefined;
}
