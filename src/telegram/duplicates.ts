/** @module Telegram delivers an update at least once; the bot handles it at most once. */

import { Composer } from 'grammy';
import type { JudianContext } from './context.js';

/** Update ids remembered. Redelivery concerns the last batches, of at most 100 updates each. */
const REMEMBERED = 2_000;

/** Drops an update whose id was seen before. */
export function dropDuplicates(): Composer<JudianContext> {
  const seen = new Set<number>();
  const composer = new Composer<JudianContext>();
  composer.use(async (ctx, next) => {
    const id = ctx.update.update_id;
    if (seen.has(id)) return;
    seen.add(id);
    if (seen.size > REMEMBERED) {
      const oldest = seen.values().next();
      if (!oldest.done) seen.delete(oldest.value);
    }
    await next();
  });
  return composer;
}
