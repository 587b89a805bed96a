/** @module People in chats, and the updates that Telegram makes of what they do. */

import type { Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import type { Shown } from './telegram-rules.js';

export type NewUpdate = Omit<Update, 'update_id'>;

export const TOKEN = '123456789:TESTTESTTESTTESTTESTTESTTESTTESTTES';

export const BOT = {
  id: 987_654_321,
  is_bot: true,
  first_name: '据典',
  username: 'judian_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: true,
  supports_guest_queries: false,
  supports_join_request_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
} as const;

const DATE = 1_700_000_000;

export function person(id: number, language = 'zh-hans'): User {
  return { id, is_bot: false, first_name: `P${id}`, language_code: language };
}

export function privateChat(user: User): Chat.PrivateChat {
  return { id: user.id, type: 'private', first_name: user.first_name };
}

export function group(id: number): Chat.SupergroupChat {
  return { id, type: 'supergroup', title: '研究组' };
}

export interface Said {
  readonly id: number;
  readonly from: User;
  readonly chat?: Chat;
  /** The message it replies to. */
  readonly replyTo?: Message | undefined;
  /** Topic of a forum group. */
  readonly thread?: number;
}

/** A text message, its commands and mentions marked as Telegram marks them. */
export function textMessage(
  text: string,
  { id, from, chat = privateChat(from), replyTo, thread }: Said,
): Message & Update.NonChannel {
  const entities: MessageEntity[] = [];
  const command = /^\/\w+(@\w+)?/.exec(text);
  if (command) entities.push({ type: 'bot_command', offset: 0, length: command[0].length });
  for (const mention of text.matchAll(/(?<![\w/])@\w{4,}/g)) {
    entities.push({ type: 'mention', offset: mention.index, length: mention[0].length });
  }
  return message({
    message_id: id,
    from,
    chat,
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(replyTo === undefined ? {} : { reply_to_message: { ...replyTo, reply_to_message: undefined } }),
    ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
  });
}

/** A message of any kind. */
export function message(fields: object): Message & Update.NonChannel {
  return JSON.parse(JSON.stringify({ date: DATE, ...fields }));
}

/** What the bot showed, as the message it is in Telegram. */
export function botMessage(shown: Shown, chat: Chat, replyTo?: Message): Message {
  return message({
    message_id: shown.message_id,
    from: BOT,
    chat,
    text: shown.text,
    entities: shown.entities,
    reply_markup: shown.reply_markup,
    ...(replyTo === undefined ? {} : { reply_to_message: replyTo }),
  });
}

/** Presses the button of `shown` whose label contains `label`. */
export function pressOf(
  label: string,
  shown: Shown,
  from: User,
  place: { chat?: Chat; replyTo?: Message | undefined; id?: string } = {},
): NewUpdate {
  const button = shown.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
  if (button === undefined || !('callback_data' in button)) {
    throw new Error(`no button ${label} in ${JSON.stringify(shown.reply_markup)}`);
  }
  return pressOfData(button.callback_data, shown, from, place);
}

/** Presses a button with any data. */
export function pressOfData(
  data: string,
  shown: Shown,
  from: User,
  {
    chat = privateChat(from),
    replyTo,
    id = `query${Math.random()}`,
  }: { chat?: Chat; replyTo?: Message | undefined; id?: string } = {},
): NewUpdate {
  return { callback_query: { id, from, chat_instance: 'c', data, message: botMessage(shown, chat, replyTo) } };
}

/** Labels of the inline buttons below a message. */
export function labelsOf(shown: Shown): string[] {
  return (shown.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

/** The runs of `shown` that carry an entity of `type`. */
export function runsOf(shown: Pick<Shown, 'text' | 'entities'>, type: string): string[] {
  return shown.entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => shown.text.slice(offset, offset + length));
}
