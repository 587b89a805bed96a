/**
 * @module Takes updates that Telegram posts. Telegram posts again what is not answered with 2xx, so an update is
 * answered once it is handled, and one that comes while the bot stops is left to the next start.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { Log } from './context.js';
import type { ReceiverHealth } from './health.js';
import type { Endpoint } from './http-server.js';
import { withinLimit } from './time-limit.js';

/** Updates are a few kilobytes. */
const BODY_LIMIT = 1_048_576;
/** Telegram gives up waiting some time after this and posts again; the work goes on meanwhile. */
const ANSWER_LIMIT = 25_000;

/** Only what is needed to tell an update from anything else; grammY takes it from there. */
const updateSchema = z.custom<Update>((value) => z.looseObject({ update_id: z.int() }).safeParse(value).success);

export interface WebhookDeps {
  readonly secret: string;
  /** Handles an update and never throws. */
  readonly handle: (update: Update) => Promise<void>;
  readonly log: Log;
}

export interface Webhook {
  readonly endpoint: Endpoint;
  /** Takes no updates from now on. */
  stop(): void;
  health(): ReceiverHealth;
}

/** The endpoint that Telegram posts to. */
export function createWebhook({ secret, handle, log }: WebhookDeps): Webhook {
  let isStopped = false;
  let received = 0;
  let refused = 0;

  async function statusFor(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    if (!isSecret(request.headers['x-telegram-bot-api-secret-token'], secret)) {
      log.warn({ from: request.socket.remoteAddress }, 'a webhook request without the secret was refused');
      return 401;
    }
    if (isStopped) return 503;
    const body = await bodyOf(request);
    if (body === null) return 413;
    const update = parseUpdate(body);
    if (update === null) return 400;
    received += 1;
    await withinLimit(handle(update), ANSWER_LIMIT);
    return 200;
  }

  return {
    async endpoint(request, response) {
      const status = await statusFor(request);
      if (status >= 400 && status !== 503) refused += 1;
      response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
    },
    stop() {
      isStopped = true;
    },
    health: () => ({ mode: 'webhook', received, refused }),
  };
}

/** Compares hashes, so that the time taken tells nothing of the secret. */
function isSecret(given: string | string[] | undefined, secret: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(secret));
}

/** Null where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseUpdate(body: string): Update | null {
  try {
    return updateSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
