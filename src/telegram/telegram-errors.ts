/** @module What went wrong between the bot and Telegram, told apart in one place, and said without the token. */

import { GrammyError, HttpError } from 'grammy';
import { JudianError, reasonOf } from '../errors.js';

/**
 * `not_modified`, `query_expired`, `message_gone`: the person was faster, nothing to do;
 * `blocked`, `no_rights`, `chat_gone`: nobody is there to read it;
 * `migrated`: the group has a new id; `entities_refused`: send the text plain; `file_refused`: upload the file again;
 * `rate_limited`, `server`, `network`: Telegram or the way to it; `unauthorized`, `conflict`: the bot cannot run;
 * `unknown`: ours.
 */
export type TelegramFailure =
  | 'not_modified'
  | 'query_expired'
  | 'message_gone'
  | 'blocked'
  | 'no_rights'
  | 'chat_gone'
  | 'migrated'
  | 'entities_refused'
  | 'file_refused'
  | 'rate_limited'
  | 'server'
  | 'network'
  | 'unauthorized'
  | 'conflict'
  | 'unknown';

/** Telegram has no error codes below the HTTP status: descriptions are all there is to go by. First match wins. */
const DESCRIPTIONS: readonly (readonly [RegExp, TelegramFailure])[] = [
  [/message is not modified/i, 'not_modified'],
  [/query is too old|query ID is invalid/i, 'query_expired'],
  [/message to (edit|delete|be replied|reply) not found|message can't be edited|MESSAGE_ID_INVALID/i, 'message_gone'],
  [/upgraded to a supergroup/i, 'migrated'],
  [/can't parse entities|entit(y|ies).*(invalid|bound)|ENTITY_|ENTITIES_/i, 'entities_refused'],
  [/wrong (remote )?file.?identifier|wrong file_id|FILE_REFERENCE|failed to get HTTP URL/i, 'file_refused'],
  [
    /blocked by the user|user is deactivated|bot was kicked|can't initiate conversation|bot is not a member/i,
    'blocked',
  ],
  [/not enough rights|CHAT_WRITE_FORBIDDEN|have no rights|TOPIC_CLOSED|CHAT_RESTRICTED/i, 'no_rights'],
  [/chat not found|PEER_ID_INVALID|message thread not found/i, 'chat_gone'],
];

/** The failures that need neither a retry nor a word in the log above `debug`. */
const HARMLESS: ReadonlySet<TelegramFailure> = new Set([
  'not_modified',
  'query_expired',
  'message_gone',
  'blocked',
  'no_rights',
  'chat_gone',
]);

/** Tells apart why an answer of the Bot API was not `ok`. */
export function classifyResponse(code: number, description: string): TelegramFailure {
  if (code === 401 || code === 404) return 'unauthorized';
  if (code === 409) return 'conflict';
  if (code === 429) return 'rate_limited';
  if (code >= 500) return 'server';
  return DESCRIPTIONS.find(([pattern]) => pattern.test(description))?.[1] ?? (code === 403 ? 'blocked' : 'unknown');
}

/** Tells apart why a call of the Bot API threw. */
export function classifyError(error: unknown): TelegramFailure {
  if (error instanceof GrammyError) return classifyResponse(error.error_code, error.description);
  return error instanceof HttpError ? 'network' : 'unknown';
}

/** Is this failure an everyday thing that asks for no action? */
export function isHarmless(failure: TelegramFailure): boolean {
  return HARMLESS.has(failure);
}

/**
 * The error that stops the bot, with its cure, or null if the bot can go on. It has no cause on purpose: what grammY
 * throws holds the request address, and with it the token.
 */
export function fatalError(error: unknown): JudianError | null {
  switch (classifyError(error)) {
    case 'unauthorized':
      return new JudianError('TELEGRAM_TOKEN');
    case 'conflict':
      return new JudianError('TELEGRAM_CONFLICT');
    default:
      return null;
  }
}

/** Why the network failed, in a few words: `ECONNREFUSED`, `timeout`, `no Bot API answer`. */
export function networkReason(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  const inner = error instanceof HttpError ? error.error : error;
  if (inner instanceof Error) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if ('type' in inner && inner.type === 'invalid-json') return 'no Bot API answer';
    if (inner.name === 'AbortError' || /timed out/.test(inner.message)) return 'timeout';
  }
  return describeError(inner);
}

const TOKEN = /\d{5,}:[\w-]{8,}/g;

/** One line about `error` that is safe to log: whatever looks like a bot token is gone. */
export function describeError(error: unknown): string {
  const inner = error instanceof HttpError ? `${error.message} ${reasonOf(error.error)}` : reasonOf(error);
  return withoutTokens(inner);
}

/** `text` with everything that looks like a bot token replaced. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, '<token>');
}
