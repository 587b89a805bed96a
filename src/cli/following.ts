/** @module What is said while the reports folders are followed. */

import { errorMessage, JudianError, reasonOf } from '../errors.js';
import type { SyncSummary } from '../index/index.js';
import type { ReportLibrary, Watch } from '../library/index.js';
import type { CliContext } from './context.js';

export interface Follower {
  readonly changed: (summary: SyncSummary) => void;
  /** One line: a file that cannot be read, an error, or that it is over. */
  readonly warn: (line: string) => void;
  readonly sync?: () => Promise<SyncSummary>;
}

/** Follows the folders; trouble is told once. */
export function followReports(library: ReportLibrary, { messages }: Pick<CliContext, 'messages'>, { changed, warn, sync }: Follower): Watch {
  const { language } = messages;
  return library.watch({
    ...(sync ? { sync } : {}),
    recovered: () => warn(messages.recovered),
    synced(summary, failed) {
      for (const { reason } of failed) warn(reason);
      if (summary.added.length + summary.changed.length + summary.removed.length > 0) changed(summary);
    },
    failed: (error) => warn(error instanceof JudianError ? error.in(language) : errorMessage('INTERNAL', { reason: reasonOf(error) }, language)),
  });
}
