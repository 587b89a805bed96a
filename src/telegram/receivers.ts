/** @module The two ways in which updates come to the bot, with one face: polling and webhook. */

import { createHmac } from 'node:crypto';
import { createConcurrentSink, createRunner, createSource } from '@grammyjs/runner';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { WebhookConfig } from '../config.js';
import { JudianError } from '../errors.js';
import type { Log } from './context.js';
import type { ReceiverHealth } from './health.js';
import type { Endpoint } from './http-server.js';
import { createPoller, UPDATE_KINDS } from './polling.js';
import type { PollingOptions } from './polling.js';
import { describeError, fatalError, networkReason } from './telegram-errors.js';
import { createWebhook } from './webhook.js';

/** Updates handled at the same time. */
const CONCURRENCY = 16;
/** Updates that Telegram may post at the same time: those of one chat wait for each other. */
const MOST_CONNECTIONS = 40;

export interface Receiver {
  /** Lets updates come. Settles when no more come; throws a JudianError where they cannot. */
  run(): Promise<void>;
  /** Takes no more. */
  stop(): void;
  /** Tells Telegram that all that came are done. Called after the last one was handled. */
  confirm(): Promise<void>;
  health(): ReceiverHealth;
  /** Where updates are posted to, for the HTTP server: path and endpoint. */
  readonly endpoint?: readonly [path: string, endpoint: Endpoint];
}

/** Handles an update and never throws. */
type Handle = (update: Update) => Promise<void>;

/** Fetches updates through `api`. */
export function createPollingReceiver(api: Api, handle: Handle, log: Log, options: PollingOptions): Receiver {
  const poller = createPoller(api, log, options);
  const sink = createConcurrentSink<Update>(
    { consume: handle },
    async (error) => log.error({ reason: describeError(error) }, 'an update failed'),
    { concurrency: CONCURRENCY },
  );
  const runner = createRunner(createSource(poller), sink);
  return {
    async run() {
      runner.start();
      await runner.task();
    },
    stop() {
      if (runner.isRunning()) void runner.stop();
    },
    async confirm() {
      try {
        await poller.confirm();
      } catch (error) {
        log.warn({ reason: describeError(error) }, 'the last updates were not confirmed');
      }
    },
    health: () => ({ mode: 'polling', ...poller.health() }),
  };
}

/**
 * Has updates posted to `url`. Without a secret of one's own, one is derived from the token: it stays the same, so that
 * what Telegram posts again after a restart is taken.
 */
export function createWebhookReceiver(api: Api, handle: Handle, log: Log, { url, secret }: WebhookConfig): Receiver {
  const token = secret ?? createHmac('sha256', api.token).update('webhook').digest('hex');
  const webhook = createWebhook({ secret: token, handle, log });
  let stopped: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  return {
    async run() {
      try {
        await api.setWebhook(url, { secret_token: token, allowed_updates: UPDATE_KINDS, max_connections: MOST_CONNECTIONS });
      } catch (error) {
        throw fatalError(error) ?? new JudianError('TELEGRAM_WEBHOOK', { url, reason: networkReason(error) });
      }
      await end;
    },
    stop() {
      webhook.stop();
      stopped();
    },
    // Each is confirmed by the answer to its request.
    confirm: async () => {},
    health: () => webhook.health(),
    endpoint: [new URL(url).pathname, webhook.endpoint],
  };
}
