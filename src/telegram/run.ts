/** @module Runs the bot: connects, polls, and stops without losing what is under way. */

import path from 'node:path';
import { createConcurrentSink, createRunner, createSource } from '@grammyjs/runner';
import { Api } from 'grammy';
import type { ApiClientOptions, BotError } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { ReportDesk } from '../answer/index.js';
import type { Config, TelegramConfig } from '../config.js';
import { JudianError } from '../errors.js';
import { DEFAULT_RETRY_DELAYS, installApiRules } from './api-rules.js';
import { createBot } from './bot.js';
import { publishCommands } from './commands.js';
import type { JudianContext, Log } from './context.js';
import { quietly } from './delivery.js';
import { Health } from './health.js';
import { createPoller, DEFAULT_POLLING } from './polling.js';
import type { PollingOptions } from './polling.js';
import { TunnelAgent } from './proxy.js';
import { openStore } from './store.js';
import { describeError, fatalError, networkReason } from './telegram-errors.js';
import { withinLimit } from './time-limit.js';

/** Updates handled at the same time. */
const CONCURRENCY = 16;
/** Seconds a call may take; a long poll takes up to half of it. */
const CALL_TIMEOUT = 60;
const CONNECT_TIMEOUT = 10;
const MEMORY_FILE = 'telegram.json';

/** Waits and limits, in milliseconds; tests shorten them. */
export interface RunTimes {
  readonly polling: PollingOptions;
  readonly retryDelays: readonly number[];
  readonly questionTimeLimit: number;
  /** How long `runTelegram` waits for updates under way once it is told to stop. */
  readonly stopLimit: number;
}

export const DEFAULT_TIMES: RunTimes = {
  polling: DEFAULT_POLLING,
  retryDelays: DEFAULT_RETRY_DELAYS,
  questionTimeLimit: 20_000,
  stopLimit: 10_000,
};

export interface TelegramDeps {
  readonly desk: ReportDesk;
  readonly config: Pick<Config, 'indexDir'> & { readonly telegram: TelegramConfig };
  readonly log: Log;
  /** Aborting it stops the bot. */
  readonly signal: AbortSignal;
  /** The time in milliseconds since 1970. */
  readonly now?: () => number;
  readonly times?: Partial<RunTimes>;
  /** Called once polling starts. */
  readonly onReady?: (me: UserFromGetMe) => void;
}

/**
 * Runs the bot until `signal` is aborted: updates under way are finished (for at most `stopLimit`), fetched ones are
 * confirmed, and memories are saved. Memories are kept in `telegram.json` in the index folder.
 *
 * @throws JudianError TELEGRAM_TOKEN (401), TELEGRAM_CONFLICT (409: the bot runs elsewhere), TELEGRAM_UNREACHABLE (no
 * connection at the start; later ones are waited out). The caller says it and exits.
 */
export async function runTelegram({
  desk,
  config,
  log,
  signal,
  now = Date.now,
  times,
  onReady,
}: TelegramDeps): Promise<void> {
  const { polling, retryDelays, questionTimeLimit, stopLimit } = { ...DEFAULT_TIMES, ...times };
  const client = clientOptions(config.telegram);
  const me = await connect(config.telegram.token, client, retryDelays, log);
  const store = await openStore(path.join(config.indexDir, MEMORY_FILE), log);
  const health = new Health(now);
  const bot = createBot(
    { desk, config: config.telegram, log, store, health, now, questionTimeLimit },
    { client, botInfo: me },
  );
  installApiRules(bot.api, log, retryDelays);
  const poller = createPoller(bot.api, log, polling);
  health.watch(() => poller.health());

  const underWay = new Set<Promise<void>>();
  const sink = createConcurrentSink<Update, BotError<JudianContext>>(
    { consume: (update) => tracked(underWay, bot.handleUpdate(update)) },
    async (error) => {
      await bot.errorHandler(error);
    },
    { concurrency: CONCURRENCY },
  );
  const runner = createRunner(createSource(poller), sink);
  const stop = (): void => void runner.stop();
  try {
    if (signal.aborted) return;
    const published = publishCommands(bot.api, config.telegram, log, signal);
    runner.start();
    signal.addEventListener('abort', stop, { once: true });
    log.info({ bot: me.username }, 'Telegram bot is running');
    onReady?.(me);
    // A full runner waits for a place before it sees that it was stopped: the limit counts from the signal.
    await Promise.race([finish(published), aborted(signal).then(() => elapsed(stopLimit))]);
  } finally {
    if (!signal.aborted) await withinLimit(Promise.allSettled(underWay), stopLimit);
    signal.removeEventListener('abort', stop);
    await store.close();
    log.info('Telegram bot has stopped');
  }

  async function finish(published: Promise<void>): Promise<void> {
    await runner.task();
    await Promise.allSettled([...underWay, published]);
    try {
      await poller.confirm();
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'the last updates were not confirmed');
    }
  }
}

/** How grammY reaches Telegram. */
export function clientOptions({ apiRoot, proxyUrl }: Pick<TelegramConfig, 'apiRoot' | 'proxyUrl'>): ApiClientOptions {
  return {
    apiRoot,
    timeoutSeconds: CALL_TIMEOUT,
    ...(proxyUrl === null ? {} : { baseFetchConfig: { compress: true, agent: new TunnelAgent(proxyUrl, apiRoot) } }),
  };
}

/** Checks the token and switches polling on. Gives up after a few attempts: at the start somebody is watching. */
async function connect(
  token: string,
  client: ApiClientOptions,
  retryDelays: readonly number[],
  log: Log,
): Promise<UserFromGetMe> {
  const api = new Api(token, { ...client, timeoutSeconds: CONNECT_TIMEOUT });
  installApiRules(api, log, retryDelays);
  try {
    const me = await api.getMe();
    await quietly(api.deleteWebhook(), log);
    return me;
  } catch (error) {
    throw fatalError(error) ?? new JudianError('TELEGRAM_UNREACHABLE', { reason: networkReason(error) });
  }
}

/** Keeps `work` in `set` until it is done. */
function tracked(set: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  const settled = work.then(
    () => void set.delete(settled),
    () => void set.delete(settled),
  );
  set.add(settled);
  return work;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
