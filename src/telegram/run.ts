/** @module Runs the bot: connects, takes updates, and stops without losing what is under way. */

import path from 'node:path';
import { Api, BotError } from 'grammy';
import type { ApiClientOptions } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { ReportDesk } from '../answer/index.js';
import type { Config, TelegramConfig } from '../config.js';
import { JudianError } from '../errors.js';
import type { ReportLibrary } from '../library/index.js';
import { DEFAULT_RETRY_DELAYS, installApiRules } from './api-rules.js';
import { createBot } from './bot.js';
import { publishCommands } from './commands.js';
import type { Log } from './context.js';
import { quietly } from './delivery.js';
import { FEEDBACK_FILE, openFeedback } from './feedback.js';
import { Health } from './health.js';
import { HEALTH_PATH, healthEndpoint, listen } from './http-server.js';
import { DEFAULT_POLLING } from './polling.js';
import type { PollingOptions } from './polling.js';
import { TunnelAgent } from './proxy.js';
import { createPollingReceiver, createWebhookReceiver } from './receivers.js';
import { openStore } from './store.js';
import { fatalError, networkReason } from './telegram-errors.js';
import { withinLimit } from './time-limit.js';

/** Seconds a call may take; a long poll takes up to half of it. */
const CALL_TIMEOUT = 60;
const CONNECT_TIMEOUT = 10;
const MEMORY_FILE = 'telegram.json';
/** Milliseconds that open HTTP connections get when the bot has stopped. */
const CLOSE_LIMIT = 1_000;

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
  readonly library: ReportLibrary;
  readonly config: Pick<Config, 'indexDir'> & { readonly telegram: TelegramConfig };
  readonly log: Log;
  /** Aborting it stops the bot. */
  readonly signal: AbortSignal;
  /** The time in milliseconds since 1970. */
  readonly now?: () => number;
  readonly times?: Partial<RunTimes>;
  /** Called once updates can come. */
  readonly onReady?: (me: UserFromGetMe) => void;
}

/**
 * Runs the bot until `signal` is aborted: updates under way are finished (for at most `stopLimit`), fetched ones are
 * confirmed, and memories are saved. Memories and feedback are kept in the index folder.
 *
 * @throws JudianError TELEGRAM_TOKEN (401), TELEGRAM_CONFLICT (409: the bot runs elsewhere), TELEGRAM_UNREACHABLE (no
 * connection at the start; later ones are waited out), TELEGRAM_WEBHOOK (Telegram refuses its address),
 * HTTP_UNAVAILABLE. The caller says it and exits.
 */
export async function runTelegram({
  desk,
  library,
  config: { indexDir, telegram },
  log,
  signal,
  now = Date.now,
  times,
  onReady,
}: TelegramDeps): Promise<void> {
  const { polling, retryDelays, questionTimeLimit, stopLimit } = { ...DEFAULT_TIMES, ...times };
  const client = clientOptions(telegram);
  const me = await connect(telegram, client, retryDelays, log);
  const store = await openStore(path.join(indexDir, MEMORY_FILE), log);
  const feedback = openFeedback(path.join(indexDir, FEEDBACK_FILE), log);
  const health = new Health(now);
  const underWay = new Set<Promise<void>>();
  const bot = createBot(
    { desk, library, inBackground: (work) => void tracked(underWay, work), config: telegram, log, store, health, feedback, now, questionTimeLimit },
    { client, botInfo: me },
  );
  installApiRules(bot.api, log, retryDelays);

  const handle = (update: Update): Promise<void> => tracked(underWay, handleUpdate(update));
  const receiver =
    telegram.webhook === null
      ? createPollingReceiver(bot.api, handle, log, polling)
      : createWebhookReceiver(bot.api, handle, log, telegram.webhook);
  health.watch({
    receiver: () => receiver.health(),
    underWay: () => underWay.size,
    isStopping: () => signal.aborted,
  });
  const stop = (): void => receiver.stop();
  let server: Awaited<ReturnType<typeof listen>> | undefined;
  try {
    if (signal.aborted) return;
    if (telegram.http !== null) {
      const endpoints = [[HEALTH_PATH, healthEndpoint(desk, health)] as const, ...(receiver.endpoint ? [receiver.endpoint] : [])];
      server = await listen(telegram.http, new Map(endpoints), log);
    }
    const published = publishCommands(bot.api, telegram, log, signal);
    signal.addEventListener('abort', stop, { once: true });
    const received = receiver.run();
    log.info({ bot: me.username, mode: receiver.health().mode, port: server?.port }, 'Telegram bot is running');
    onReady?.(me);
    // A full runner waits for a place before it sees that it was stopped: the limit counts from the signal.
    await Promise.race([finish(received, published), aborted(signal).then(() => elapsed(stopLimit))]);
  } finally {
    if (!signal.aborted) await withinLimit(settled(underWay), stopLimit);
    signal.removeEventListener('abort', stop);
    if (server !== undefined) await withinLimit(server.close(), CLOSE_LIMIT);
    await store.close();
    log.info('Telegram bot has stopped');
  }

  async function handleUpdate(update: Update): Promise<void> {
    try {
      await bot.handleUpdate(update);
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      await bot.errorHandler(error);
    }
  }

  async function finish(received: Promise<void>, published: Promise<void>): Promise<void> {
    await received;
    await Promise.all([settled(underWay), published]);
    await receiver.confirm();
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

/** Checks the token, and takes away a webhook before polling. Gives up after a few attempts: at the start somebody is watching. */
async function connect(
  { token, webhook }: Pick<TelegramConfig, 'token' | 'webhook'>,
  client: ApiClientOptions,
  retryDelays: readonly number[],
  log: Log,
): Promise<UserFromGetMe> {
  const api = new Api(token, { ...client, timeoutSeconds: CONNECT_TIMEOUT });
  installApiRules(api, log, retryDelays);
  try {
    const me = await api.getMe();
    if (webhook === null) await quietly(api.deleteWebhook(), log);
    return me;
  } catch (error) {
    throw fatalError(error) ?? new JudianError('TELEGRAM_UNREACHABLE', { reason: networkReason(error) });
  }
}

/** Keeps `work` in `set` until it is done. */
function tracked(set: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  const done = work.then(
    () => void set.delete(done),
    () => void set.delete(done),
  );
  set.add(done);
  return work;
}

/** Resolves once `set` is empty: an update may leave work in the background behind. */
async function settled(set: ReadonlySet<Promise<void>>): Promise<void> {
  while (set.size > 0) await Promise.allSettled(set);
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
