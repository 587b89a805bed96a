/** @module Posts the updates of the emulator to a webhook: one after the other, again and again until it says 2xx. */

import { z } from 'zod';
import { Refusal } from './telegram-rules.js';
import type { UpdateQueue } from './telegram-queue.js';

const RETRY_DELAY = 20;

const webhookSchema = z.looseObject({
  url: z.url(),
  secret_token: z.string().regex(/^[\w-]{1,256}$/).optional(),
  allowed_updates: z.array(z.string()).optional(),
  max_connections: z.int().min(1).max(100).optional(),
});

export class WebhookPoster {
  /** Status of every attempt. */
  readonly statuses: number[] = [];
  _target: z.output<typeof webhookSchema> | null = null;
  _posting: Promise<void> = Promise.resolve();

  constructor(readonly _updates: UpdateQueue) {}

  get isSet(): boolean {
    return this._target !== null;
  }

  /** The payload of setWebhook. */
  set(payload: unknown): void {
    const target = webhookSchema.safeParse(payload);
    if (!target.success) throw new Refusal('Bad Request: bad webhook: invalid webhook URL specified');
    this.remove();
    this._target = target.data;
    this._posting = this._post(target.data);
  }

  remove(): void {
    this._target = null;
    this._updates.wake();
  }

  async close(): Promise<void> {
    this.remove();
    await this._posting;
  }

  async _post(target: z.output<typeof webhookSchema>): Promise<void> {
    while (this._target === target) {
      const update = this._updates.next();
      if (update === undefined) {
        await this._updates.change(1_000);
        continue;
      }
      const status = await attempt(target.url, target.secret_token, update);
      this.statuses.push(status);
      if (status >= 200 && status < 300) this._updates.confirm(update);
      else await this._updates.change(RETRY_DELAY);
    }
  }
}

/** Posts one update; 0 where there is no answer. */
export async function attempt(url: string, secret: string | undefined, update: unknown): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }) },
      body: JSON.stringify(update),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
