/** @module The updates of the emulator: kept until an offset confirms them, as getUpdates does. */

import type { ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import type { NewUpdate } from './telegram-people.js';

const LONG_POLL_LIMIT = 30;

export class UpdateQueue {
  _unconfirmed: Update[] = [];
  readonly _redelivered: Update[] = [];
  readonly _waiters = new Set<() => void>();
  _next = 1;

  /** Gives the update an id and delivers it until it is confirmed. */
  push(update: NewUpdate): Update {
    const numbered: Update = { ...update, update_id: this._next++ };
    this._unconfirmed.push(numbered);
    this.wake();
    return numbered;
  }

  /** Delivers an update once more, confirmed or not. */
  redeliver(update: Update): void {
    this._redelivered.push(update);
    this.wake();
  }

  /** Updates that are not confirmed. */
  pending(): readonly Update[] {
    return this._unconfirmed;
  }

  /** The oldest that is to be delivered, or undefined. */
  next(): Update | undefined {
    return this._redelivered[0] ?? this._unconfirmed[0];
  }

  /** Takes one delivery out. */
  confirm(update: Update): void {
    if (this._redelivered[0] === update) this._redelivered.shift();
    else this._unconfirmed = this._unconfirmed.filter((each) => each !== update);
    this.wake();
  }

  /** Long polling as `payload` asks for it; a response that is closed meanwhile takes no updates with it. */
  async take(payload: Readonly<Record<string, unknown>>, response: ServerResponse): Promise<Update[]> {
    const [offset, limit, timeout] = [payload['offset'] ?? 0, payload['limit'] ?? 100, payload['timeout'] ?? 0].map(
      Number,
    );
    this._unconfirmed = this._unconfirmed.filter(({ update_id: id }) => id >= (offset ?? 0));
    const end = Date.now() + Math.min(timeout ?? 0, LONG_POLL_LIMIT) * 1_000;
    while (this._unconfirmed.length + this._redelivered.length === 0 && Date.now() < end && !response.destroyed) {
      await this.change(end - Date.now(), response);
    }
    if (response.destroyed) return [];
    return [...this._redelivered.splice(0), ...this._unconfirmed.slice(0, limit)];
  }

  /** Ends every `change`. */
  wake(): void {
    for (const wake of this._waiters) wake();
  }

  /** Resolves when something happens, at the latest after `milliseconds`. */
  change(milliseconds: number, response?: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this._waiters.delete(wake);
        response?.removeListener('close', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      response?.once('close', wake);
      this._waiters.add(wake);
    });
  }
}
