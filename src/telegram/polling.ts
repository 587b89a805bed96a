/**
 * @module Fetches updates by long polling, for as long as it takes.
 *
 * The runner's own fetcher prints errors with the token in them and doubles its waits without a bound; this one waits
 * at most {@link LONGEST_BACKOFF}, starts anew a request that gets no answer, and confirms the last updates on
 * stopping.
 */

import type { UpdateSupplier } from '@grammyjs/runner';
import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Log } from './context.js';
import { fatalError, networkReason } from './telegram-errors.js';

/** Kinds of updates the bot handles. */
export const UPDATE_KINDS = ['message', 'callback_query', 'inline_query', 'my_chat_member'] as const;

const FIRST_BACKOFF = 250;
const LONGEST_BACKOFF = 15_000;

export interface PollingOptions {
  /** How long Telegram may hold a request open, in seconds. */
  readonly longPoll: number;
  /** A request without an answer for this many milliseconds is given up and made again. */
  readonly watchdog: number;
}

export const DEFAULT_POLLING: PollingOptions = { longPoll: 30, watchdog: 90_000 };

type StopSignal = Parameters<UpdateSupplier<Update>['supply']>[1];

/**
 * A supplier for the runner. `supply` throws what stops the bot (401, 409) as a JudianError, and waits out the rest.
 */
export interface Poller extends UpdateSupplier<Update> {
  /** Tells Telegram that all supplied updates are done, so that none comes again after a restart. */
  confirm(): Promise<void>;
  /** Requests given up by the watchdog, and failed requests since the last answer. */
  health(): { readonly restarts: number; readonly failures: number };
}

/** Polls through `api`. */
export function createPoller(api: Api, log: Log, options: PollingOptions = DEFAULT_POLLING): Poller {
  let offset = 0;
  let restarts = 0;
  let failures = 0;

  async function request(limit: number, signal: StopSignal): Promise<Update[]> {
    const silence = deadline(options.watchdog);
    try {
      const updates = await Promise.race([
        api.getUpdates({ offset, limit, timeout: options.longPoll, allowed_updates: UPDATE_KINDS }, signal),
        silence.passed,
      ]);
      if (updates !== undefined) return updates;
      restarts += 1;
      log.warn({ silentFor: options.watchdog }, 'polling got no answer; starting it anew');
      return [];
    } finally {
      silence.clear();
    }
  }

  return {
    async supply(batchSize, signal) {
      const limit = Math.min(Math.max(batchSize, 1), 100);
      for (;;) {
        try {
          const updates = await request(limit, signal);
          failures = 0;
          const last = updates.at(-1);
          if (last !== undefined) offset = last.update_id + 1;
          return updates;
        } catch (error) {
          if (signal.aborted) throw error;
          const fatal = fatalError(error);
          if (fatal !== null) throw fatal;
          failures += 1;
          log.warn({ failures, reason: networkReason(error) }, 'polling failed; trying again');
          await pause(backoff(error, failures), signal);
        }
      }
    },
    async confirm() {
      if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 });
    },
    health: () => ({ restarts, failures }),
  };
}

/** Milliseconds to wait: as Telegram told, else twice as long each time. */
function backoff(error: unknown, failures: number): number {
  const told = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return told === undefined ? Math.min(FIRST_BACKOFF * 2 ** (failures - 1), LONGEST_BACKOFF) : told * 1_000;
}

function deadline(milliseconds: number): { readonly passed: Promise<undefined>; readonly clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

/** Waits; an abort ends it early and the next request fails at once. */
function pause(milliseconds: number, signal: StopSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
