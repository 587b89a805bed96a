/** @module What an admin wants to know of the running bot: since when, how updates come in, what failed last. */

const KEPT_ERRORS = 5;
/** So many failed requests in a row are no hiccup any more: two minutes of waits. */
const MOST_FAILURES = 8;

export interface RecordedError {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/** How updates come in. */
export type ReceiverHealth =
  /** `restarts`: requests given up by the watchdog; `failures`: failed requests since the last answer. */
  | { readonly mode: 'polling'; readonly restarts: number; readonly failures: number }
  /** `received`: updates taken; `refused`: requests with a wrong secret or no update in them. */
  | { readonly mode: 'webhook'; readonly received: number; readonly refused: number };

/** What {@link Health} asks when it is asked. */
export interface Watched {
  readonly receiver: () => ReceiverHealth;
  /** Updates that are being handled or wait for others of their chat. */
  readonly underWay: () => number;
  readonly isStopping: () => boolean;
}

/** Times are in milliseconds since 1970. */
export class Health {
  readonly startedAt: number;
  readonly _errors: RecordedError[] = [];
  _watched: Watched = {
    receiver: () => ({ mode: 'polling', restarts: 0, failures: 0 }),
    underWay: () => 0,
    isStopping: () => false,
  };

  constructor(readonly _now: () => number) {
    this.startedAt = _now();
  }

  /** Keeps `reason` among the last few errors. */
  record(reason: string): void {
    this._errors.push({ at: this._now(), reason });
    if (this._errors.length > KEPT_ERRORS) this._errors.shift();
  }

  /** Asks `watched` from now on. */
  watch(watched: Watched): void {
    this._watched = watched;
  }

  receiver(): ReceiverHealth {
    return this._watched.receiver();
  }

  underWay(): number {
    return this._watched.underWay();
  }

  /** Does the bot take questions? Not while it stops, nor while it cannot reach Telegram. */
  isWell(): boolean {
    const receiver = this.receiver();
    return !this._watched.isStopping() && !(receiver.mode === 'polling' && receiver.failures >= MOST_FAILURES);
  }

  /** Milliseconds since the start. */
  uptime(): number {
    return this._now() - this.startedAt;
  }

  /** Oldest first. */
  errors(): readonly RecordedError[] {
    return this._errors;
  }
}
