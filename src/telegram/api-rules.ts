/**
 * @module How every call of the Bot API behaves when it fails: bounded retries, a new group id, plain text as a last
 * resort.
 */

import { autoRetry } from '@grammyjs/auto-retry';
import { HttpError } from 'grammy';
import type { Api, Transformer } from 'grammy';
import type { Log } from './context.js';
import { classifyResponse, describeError, networkReason } from './telegram-errors.js';

/** After a 429, wait as told, at most this often and this long (seconds). */
const RATE_LIMIT_RETRIES = 3;
const LONGEST_WAIT = 30;

/** Waits between attempts while the server or the network is down, in milliseconds. */
export const DEFAULT_RETRY_DELAYS: readonly number[] = [500, 1_500, 4_000];

/** Installs the rules on `api`; contexts made from it follow them too. */
export function installApiRules(api: Api, log: Log, retryDelays: readonly number[] = DEFAULT_RETRY_DELAYS): void {
  api.config.use(
    retryOutages(retryDelays, log),
    exceptPolling(
      autoRetry({
        maxRetryAttempts: RATE_LIMIT_RETRIES,
        maxDelaySeconds: LONGEST_WAIT,
        // Its retries of these have no bound; `retryOutages` does them.
        rethrowHttpErrors: true,
        rethrowInternalServerErrors: true,
      }),
    ),
    followMigration(log),
    fallBackToPlainText(log),
  );
}

/** Polling has a loop of its own, which must see every failure. */
function exceptPolling(transformer: Transformer): Transformer {
  return (prev, method, payload, signal) =>
    method === 'getUpdates' ? prev(method, payload, signal) : transformer(prev, method, payload, signal);
}

/**
 * Tries again after a server error or a network failure, unless the call timed out: then it may have been carried out.
 */
export function retryOutages(delays: readonly number[], log: Log): Transformer {
  return exceptPolling(async (prev, method, payload, signal) => {
    for (const delay of delays) {
      try {
        const response = await prev(method, payload, signal);
        if (response.ok || response.error_code < 500) return response;
        log.warn({ method, code: response.error_code }, 'Telegram is out of order; trying again');
      } catch (error) {
        const reason = networkReason(error);
        if (!(error instanceof HttpError) || signal?.aborted === true || reason === 'timeout') throw error;
        log.warn({ method, reason }, 'network failure; trying again');
      }
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
    return prev(method, payload, signal);
  });
}

/** Sends to the supergroup that a group became. */
export function followMigration(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal);
    const newId = response.ok ? undefined : response.parameters?.migrate_to_chat_id;
    if (newId === undefined || !('chat_id' in payload)) return response;
    log.info({ from: payload.chat_id, to: newId }, 'group has a new id');
    return prev(method, { ...payload, chat_id: newId }, signal);
  };
}

/** Sends the same text without formatting where Telegram refuses the formatting: an answer beats its looks. */
export function fallBackToPlainText(log: Log): Transformer {
  return async (prev, method, payload, signal) => {
    const response = await prev(method, payload, signal);
    if (response.ok || classifyResponse(response.error_code, response.description) !== 'entities_refused')
      return response;
    log.error({ method, reason: describeError(response.description) }, 'formatting was refused; sending plain text');
    return prev(method, { ...payload, entities: undefined, caption_entities: undefined }, signal);
  };
}
