/** @module What every command needs: settings, streams, and words in the reader's language. */

import { resolve } from 'node:path';
import { loadConfig, openApp, type App } from '../app.js';
import type { Config } from '../config.js';
import { JudianError } from '../errors.js';
import { messagesIn, type Messages } from './messages.js';
import { createProgress } from './progress.js';

/** Options that every command takes. */
export interface CommonOptions {
  readonly reports?: readonly string[];
  readonly index?: string;
}

export interface CliContext {
  readonly config: Config;
  readonly messages: Messages;
  /** One line to the error stream: notes and warnings, never answers. */
  note(line: string): void;
}

export function createContext({ reports, index }: CommonOptions): CliContext {
  const cwd = process.cwd();
  const base = loadConfig(process.env, { cwd });
  const config: Config = {
    ...base,
    ...(reports && reports.length > 0 ? { reportsDirs: reports.map((dir) => resolve(cwd, dir)) } : {}),
    ...(index ? { indexDir: resolve(cwd, index) } : {}),
  };
  return { config, messages: messagesIn(config.language), note: (line) => process.stderr.write(`${line}\n`) };
}

/**
 * Opens the index and brings it in line with the reports folder if need be, with progress. An index that another
 * process is updating is served as it is.
 */
export async function openSynced({ config, messages, note }: CliContext): Promise<App> {
  const progress = createProgress(process.stderr, messages);
  const app = await openApp({ config, log: { info: () => {}, warn: note }, onProgress: progress.update });
  try {
    if (await app.index.isStale()) {
      const summary = await app.index.sync();
      progress.end();
      for (const { reason } of summary.failed) note(reason);
      note(messages.indexed(app.desk.status(), summary));
    }
  } catch (error) {
    progress.end();
    const servable = error instanceof JudianError && (error.code === 'INDEX_LOCKED' || error.code === 'INDEX_UNWRITABLE') && app.desk.status().passages > 0;
    if (!servable) {
      await app.close();
      throw error;
    }
    note(error.in(config.language));
  }
  if (app.desk.status().passages === 0) {
    await app.close();
    throw new JudianError('REPORTS_NONE', { path: config.reportsDirs.join(', ') });
  }
  return app;
}
