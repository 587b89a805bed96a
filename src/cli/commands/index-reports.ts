/** @module `index`: brings the index in line with the reports folder and says what was done, once or for as long as it runs. */

import { JudianError } from '../../errors.js';
import type { SyncSummary } from '../../index/index.js';
import { createContext, open, type CliContext, type CommonOptions } from '../context.js';
import { stopOnSignal } from '../guards.js';
import { write } from '../output.js';
import { followReports } from '../following.js';

export interface IndexReportsOptions extends CommonOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly rebuild?: boolean;
}

export async function indexReports({ json = false, watch = false, dryRun = false, rebuild = false, ...common }: IndexReportsOptions): Promise<void> {
  if (watch && dryRun) throw new JudianError('OPTIONS_CONFLICT', { first: '--watch', second: '--dry-run' });
  const context = createContext(common);
  const { app, sync, preview } = await open(context, { isReadOnly: dryRun });
  try {
    if (app.modelFailure) throw app.modelFailure;
    const summary = await (dryRun ? preview : sync)({ anew: rebuild });
    if (!json) for (const { reason } of summary.failed) context.note(reason);
    await show(summary, { json, dryRun }, context);
    if (watch) {
      const stopped = stopOnSignal();
      const following = followReports(app.library, context, { changed: (later) => void show(later, { json, dryRun }, context), warn: context.note, sync });
      await following.ready;
      context.note(context.messages.watching(context.config.reportsDirs));
      await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
      await following.close();
    }
  } finally {
    await app.close();
  }
}

function show(summary: SyncSummary, { json, dryRun }: { readonly json: boolean; readonly dryRun: boolean }, { messages }: CliContext): Promise<void> {
  if (json) return write(`${JSON.stringify(summary)}\n`);
  const lines = [...messages.changes(summary), dryRun ? messages.wouldSync(summary) : messages.synced(summary)];
  return write(lines.map((line) => `${line}\n`).join(''));
}
