import { GrammyError, HttpError } from 'grammy';
import { describe, expect, test } from 'vitest';
import {
  classifyError,
  classifyResponse,
  describeError,
  fatalError,
  networkReason,
} from '../../src/telegram/telegram-errors.js';
import { TOKEN } from '../support/telegram-people.js';

const refused = (code: number, description: string): GrammyError =>
  new GrammyError('Call failed!', { ok: false, error_code: code, description }, 'sendMessage', {});

describe('classifyResponse', () => {
  test.each([
    [400, 'Bad Request: message is not modified: specified new message content', 'not_modified'],
    [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'query_expired'],
    [400, 'Bad Request: message to edit not found', 'message_gone'],
    [400, "Bad Request: message can't be edited", 'message_gone'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'entities_refused'],
    [400, 'Bad Request: ENTITY_BOUNDS_INVALID', 'entities_refused'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'migrated'],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', 'file_refused'],
    [400, 'Bad Request: chat not found', 'chat_gone'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'no_rights'],
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'blocked'],
    [403, 'Forbidden: something new', 'blocked'],
    [401, 'Unauthorized', 'unauthorized'],
    [404, 'Not Found', 'unauthorized'],
    [409, 'Conflict: terminated by other getUpdates request', 'conflict'],
    [429, 'Too Many Requests: retry after 5', 'rate_limited'],
    [502, 'Bad Gateway', 'server'],
    [400, 'Bad Request: something new', 'unknown'],
  ] as const)('%i %s', (code, description, failure) => {
    expect(classifyResponse(code, description)).toBe(failure);
  });
});

test('a call that got no answer is a network failure, our own error is unknown', () => {
  expect(classifyError(new HttpError('failed', new Error('ECONNRESET')))).toBe('network');
  expect(classifyError(new TypeError('x is undefined'))).toBe('unknown');
});

test('401 and 409 stop the bot with their cure, and nothing else does', () => {
  expect(fatalError(refused(401, 'Unauthorized'))?.code).toBe('TELEGRAM_TOKEN');
  expect(fatalError(refused(409, 'Conflict'))?.code).toBe('TELEGRAM_CONFLICT');
  expect(fatalError(refused(502, 'Bad Gateway'))).toBeNull();
  expect(fatalError(new HttpError('failed', new Error('x')))).toBeNull();
});

test('no description holds the token', () => {
  const error = new HttpError(
    "Network request for 'getMe' failed!",
    new Error(`request to https://api.telegram.org/bot${TOKEN}/getMe failed`),
  );
  expect(describeError(error)).toContain('<token>');
  expect(describeError(error)).not.toContain(TOKEN);
  expect(networkReason(error)).not.toContain(TOKEN);
});

test('a network reason is a few words', () => {
  const inner = Object.assign(new Error('request to http://x failed'), { code: 'ENOTFOUND' });
  expect(networkReason(new HttpError('failed', inner))).toBe('ENOTFOUND');
  expect(networkReason(new HttpError('failed', new Error("Request to 'getMe' timed out after 10 seconds")))).toBe(
    'timeout',
  );
});
