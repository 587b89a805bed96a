/** @module What is said of a sync that somebody in a chat waits for. */

import { JudianError } from '../errors.js';
import type { SyncProgress, SyncSummary } from '../index/index.js';
import type { BotDeps, JudianContext } from './context.js';
import { chooseLanguage, type Translate } from './language.js';
import { describeError } from './telegram-errors.js';

/** Files that could not be read and are named; more are counted. */
const MOST_FAILURES = 10;

export function progressText(progress: SyncProgress, t: Translate): string {
  if (progress.stage === 'parse') return t('sync-parsing', { done: String(progress.done), total: String(progress.total) });
  if (progress.stage === 'embed') return t('sync-embedding', { done: String(progress.done), total: String(progress.total) });
  return t('sync-indexing');
}

export function syncText({ added, changed, removed, failed, passagesEmbedded, passages }: SyncSummary, t: Translate): string {
  const isSame = added.length + changed.length + removed.length === 0;
  const first = isSame
    ? t('reindex-same', { passages: String(passages) })
    : t('reindex-done', { added: String(added.length), changed: String(changed.length), removed: String(removed.length), embedded: String(passagesEmbedded), passages: String(passages) });
  const more = failed.length > MOST_FAILURES ? [t('reindex-more-failed', { count: failed.length - MOST_FAILURES })] : [];
  return [first, ...failed.slice(0, MOST_FAILURES).map(({ reason }) => `· ${reason}`), ...more].join('\n');
}

/** What a person is told of a failure; one that is ours is logged. */
export function troubleText(error: unknown, ctx: JudianContext, { config, health, log }: BotDeps): string {
  if (error instanceof JudianError) {
    log.warn({ code: error.code, user: ctx.from?.id }, error.message);
    return error.in(chooseLanguage(ctx.session.user.language, ctx.from?.language_code, config.language));
  }
  const reason = describeError(error);
  log.error({ reason }, 'maintenance failed');
  health.record(reason);
  return ctx.t('error-maintenance');
}
