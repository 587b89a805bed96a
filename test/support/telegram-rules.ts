/**
 * @module What Telegram refuses, for the recorder and the emulator alike: lengths, entities, buttons, replies.
 *
 * From https://core.telegram.org/bots/api and the error texts of the public server.
 */

import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { z } from 'zod';

/** A message as a chat holds it. */
export interface Shown {
  readonly message_id: number;
  readonly chat: { readonly id: number };
  text: string;
  entities: readonly MessageEntity[];
  reply_markup?: InlineKeyboardMarkup | undefined;
  /** Texts of a reply keyboard. */
  readonly suggestions?: readonly string[] | undefined;
  readonly replyTo?: number | undefined;
  readonly document?: { readonly file_id: string; readonly file_name: string };
}

export type Unsent = Omit<Shown, 'message_id'>;

/** An answer that is not `ok`. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code = 400,
    readonly parameters?: object,
  ) {
    super(message);
  }
}

const TEXT_LIMIT = 4_096;
const CAPTION_LIMIT = 1_024;
const BUTTON_DATA_LIMIT = 64;

const entitySchema = z.custom<MessageEntity>(
  (value) =>
    z.looseObject({ type: z.string(), offset: z.int().min(0), length: z.int().min(1) }).safeParse(value).success,
);
const buttonSchema = z.union([
  z.strictObject({ text: z.string().min(1), callback_data: z.string() }),
  z.strictObject({ text: z.string().min(1), url: z.url() }),
]);
const markupSchema = z.union([
  z.strictObject({ inline_keyboard: z.array(z.array(buttonSchema).min(1).max(8)).max(100) }),
  z.object({ keyboard: z.array(z.array(z.object({ text: z.string().min(1) }))) }),
]);
const replySchema = z.looseObject({ message_id: z.int(), allow_sending_without_reply: z.boolean().optional() });

const messageSchema = z.looseObject({
  chat_id: z.coerce.number(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entitySchema).default([]),
  reply_markup: markupSchema.optional(),
  reply_parameters: replySchema.optional(),
});

/**
 * The message of a sendMessage or editMessageText, or the refusal. `exists` tells whether a message can be replied to.
 */
export function checkMessage(payload: unknown, exists: (chat: number, message: number) => boolean): Unsent {
  const {
    chat_id: chat,
    text = '',
    entities,
    reply_markup: markup,
    reply_parameters: reply,
  } = parse(messageSchema, payload);
  checkText(text, TEXT_LIMIT, 'Bad Request: message is too long');
  if (text.trim() === '') throw new Refusal('Bad Request: message text is empty');
  checkEntities(text, entities);
  return { chat: { id: chat }, text, entities, ...checkMarkup(markup), replyTo: checkReply(chat, reply, exists) };
}

/** The buttons of an editMessageReplyMarkup, or the refusal. */
export function checkMarkupOf(payload: unknown): InlineKeyboardMarkup | undefined {
  return checkMarkup(parse(messageSchema, payload).reply_markup).reply_markup;
}

/** The caption and target of a sendDocument, or the refusal. */
export function checkCaption(payload: unknown, exists: (chat: number, message: number) => boolean): Unsent {
  const { chat_id: chat, caption = '', reply_parameters: reply } = parse(messageSchema, payload);
  checkText(caption, CAPTION_LIMIT, 'Bad Request: message caption is too long');
  return { chat: { id: chat }, text: caption, entities: [], replyTo: checkReply(chat, reply, exists) };
}

const inlineSchema = z.array(
  z.looseObject({
    id: z.string().min(1).max(64),
    title: z.string().min(1),
    input_message_content: z.looseObject({ message_text: z.string(), entities: z.array(entitySchema).default([]) }),
  }),
);

/** Checks the results of an answerInlineQuery. */
export function checkInlineResults(results: unknown): void {
  const checked = parse(inlineSchema.max(50), results);
  if (new Set(checked.map(({ id }) => id)).size !== checked.length)
    throw new Refusal('Bad Request: RESULT_ID_DUPLICATE');
  for (const { input_message_content: content } of checked) {
    checkText(content.message_text, TEXT_LIMIT, 'Bad Request: MESSAGE_TOO_LONG');
    checkEntities(content.message_text, content.entities);
  }
}

/** Are the entities within `text`, whole characters, and nested as Telegram allows? Throws a Refusal if not. */
export function checkEntities(text: string, entities: readonly MessageEntity[]): void {
  for (const entity of entities) {
    const { offset, length } = entity;
    if (entity.type === 'text_link' && !URL.canParse(entity.url)) throw new Refusal("Bad Request: can't parse entities: wrong URL");
    if (offset + length > text.length || splitsPair(text, offset) || splitsPair(text, offset + length)) {
      throw new Refusal('Bad Request: ENTITY_BOUNDS_INVALID');
    }
  }
  const overlapping = (a: MessageEntity, b: MessageEntity): boolean =>
    a.offset < b.offset + b.length && b.offset < a.offset + a.length;
  const inside = (a: MessageEntity, b: MessageEntity): boolean =>
    a.offset >= b.offset && a.offset + a.length <= b.offset + b.length;
  entities.forEach((a, index) => {
    for (const b of entities.slice(index + 1)) {
      if (!overlapping(a, b)) continue;
      const alone = [a, b].some(({ type }) => type === 'pre' || type === 'code');
      const quotes = [a, b].every(({ type }) => type.endsWith('blockquote'));
      if (alone || quotes || (!inside(a, b) && !inside(b, a)))
        throw new Refusal("Bad Request: can't parse entities: entities can't be nested so");
    }
  });
}

function checkText(text: string, limit: number, description: string): void {
  if (text.length > limit) throw new Refusal(description);
  if (/\p{Surrogate}/u.test(text)) throw new Refusal('Bad Request: strings must be encoded in UTF-8');
}

function checkMarkup(markup: z.output<typeof markupSchema> | undefined): Pick<Unsent, 'reply_markup' | 'suggestions'> {
  if (markup === undefined) return {};
  if (!('inline_keyboard' in markup)) return { suggestions: markup.keyboard.flat().map(({ text }) => text) };
  const { inline_keyboard: rows } = markup;
  for (const button of rows.flat()) {
    const bytes = 'callback_data' in button ? Buffer.byteLength(button.callback_data) : 1;
    if (bytes < 1 || bytes > BUTTON_DATA_LIMIT) throw new Refusal('Bad Request: BUTTON_DATA_INVALID');
  }
  return { reply_markup: { inline_keyboard: rows } };
}

function checkReply(
  chat: number,
  reply: z.output<typeof replySchema> | undefined,
  exists: (chat: number, message: number) => boolean,
): number | undefined {
  if (reply === undefined || exists(chat, reply.message_id)) return reply?.message_id;
  if (reply.allow_sending_without_reply === true) return undefined;
  throw new Refusal('Bad Request: message to be replied not found');
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return at > 0 && at < text.length && before >= 0xd800 && before <= 0xdbff;
}

function parse<T>(schema: z.ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    `Bad Request: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  );
}
