/** @module Keeps one person from taking the bot away from the others. */

import { Composer } from 'grammy';
import type { BotDeps, JudianContext } from './context.js';
import { quietly } from './delivery.js';

const MINUTE = 60_000;
/** Turning pages and inline typing come in bursts and cost little: this many for one question. */
const LIGHT_PER_QUESTION = 6;
/** People remembered before those with an empty window are swept out. */
const SWEEP_SIZE = 10_000;

export type Verdict = 'pass' | 'first_refusal' | 'refusal';

/** Counts events by key in a sliding window of one minute. Times are in milliseconds. */
export class RateLimiter {
  readonly _windows = new Map<string, { times: number[]; warned: boolean }>();

  constructor(readonly limit: number) {}

  /** Counts one event of `key` unless the window is full. `first_refusal` comes once until something passes again. */
  check(key: string, now: number): Verdict {
    if (this._windows.size > SWEEP_SIZE) this._sweep(now);
    const window = this._windows.get(key) ?? { times: [], warned: false };
    this._windows.set(key, window);
    window.times = window.times.filter((time) => now - time < MINUTE);
    if (window.times.length < this.limit) {
      window.times.push(now);
      window.warned = false;
      return 'pass';
    }
    if (window.warned) return 'refusal';
    window.warned = true;
    return 'first_refusal';
  }

  _sweep(now: number): void {
    for (const [key, { times }] of this._windows) {
      if (times.every((time) => now - time >= MINUTE)) this._windows.delete(key);
    }
  }
}

/** Lets pass what is within the limit; says one line at the first refusal and nothing after it. */
export function limitRate({ config, log, now }: BotDeps): Composer<JudianContext> {
  const questions = new RateLimiter(config.rateLimit);
  const light = new RateLimiter(config.rateLimit * LIGHT_PER_QUESTION);
  const composer = new Composer<JudianContext>();
  composer.use(async (ctx, next) => {
    const user = ctx.from;
    if (user === undefined || config.admins.has(user.id)) return next();
    const verdict = (ctx.message ? questions : light).check(String(user.id), now());
    if (verdict === 'pass') return next();
    log.debug({ user: user.id }, 'rate limit');
    const line = ctx.t('rate-limited', { limit: config.rateLimit });
    if (ctx.callbackQuery) await quietly(ctx.answerCallbackQuery({ text: line }), log);
    else if (ctx.inlineQuery) await quietly(ctx.answerInlineQuery([], { is_personal: true, cache_time: 5 }), log);
    else if (ctx.message && verdict === 'first_refusal') await quietly(ctx.reply(line), log);
  });
  return composer;
}
