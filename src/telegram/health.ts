/** @module What an admin wants to know of the running bot: since when, how polling does, what failed last. */

import type { PollingHealth } from './polling.js';

const KEPT_ERRORS = 5;

export interface RecordedError {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/** Times are in milliseconds since 1970. */
export class Health {
  readonly startedAt: number;
  readonly _errors: RecordedError[] = [];
  _polling: () => PollingHealth = () => ({ restarts: 0, failures: 0 });

  constructor(readonly _now: () => number) {
    this.startedAt = _now();
  }

  /** Keeps `reason` among the last few errors. */
  record(reason: string): void {
    this._errors.push({ at: this._now(), reason });
    if (this._errors.length > KEPT_ERRORS) this._errors.shift();
  }

  /** Asks `polling` for its state from now on. */
  watch(polling: () => PollingHealth): void {
    this._polling = polling;
  }

  polling(): PollingHealth {
    return this._polling();
  }

  /** Oldest first. */
  errors(): readonly RecordedError[] {
    return this._errors;
  }
}
