/** @module What every command needs: settings, streams, and words in the reader's language. */

import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadConfig, openApp, type App, type AppProgress } from '../app.js';
import type { Config } from '../config.js';
import { JudianError, type ErrorCode } from '../errors.js';
import { keepHeapSmall } from '../heap.js';
import type { SyncOptions, SyncSummary } from '../index/index.js';
import { messagesIn, type Messages } from './messages.js';
import { createProgress } from './progress.js';

/** New reports wait until the model can be had again. */
const MODEL_ERRORS = ['MODEL_MISSING', 'MODEL_UNREACHABLE', 'MODEL_UNKNOWN'] as const;
/** How often an empty index that another process is filling is looked at again. */
const LOCKED_AGAIN_MS = 500;

/** Options that every command takes. */
export interface CommonOptions {
  readonly reports?: readonly string[];
  readonly index?: string;
}

export interface CliContext {
  readonly config: Config;
  readonly messages: Messages;
  /** One line to the error stream: notes and warnings, never answers. */
  readonly note: (line: string) => void;
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

/** An app whose syncs show their progress. */
export interface OpenedApp {
  readonly app: App;
  /**
   * Brings the index in line with the reports folders.
   * @throws JudianError REPORTS_GONE where the folders are empty but the index is not, and what the index throws
   */
  sync(options?: SyncOptions): Promise<SyncSummary>;
  /** What {@link sync} would do. */
  preview(options?: SyncOptions): Promise<SyncSummary>;
}

export async function open({ config, messages, note }: CliContext, { isReadOnly = false, isAsked = false } = {}): Promise<OpenedApp> {
  const progress = createProgress(process.stderr, messages);
  // Syncs that nobody waits for draw no bar into what a person is typing.
  let isShown = true;
  const shown = async <T>(work: Promise<T>): Promise<T> => {
    isShown = true;
    try {
      return await work;
    } finally {
      isShown = false;
      progress.end();
    }
  };
  const log = { info: () => {}, warn: (line: string) => { progress.end(); note(line); } };
  const onProgress = (state: AppProgress): void => void (isShown && progress.update(state));
  const app = await shown(openApp({ config, log, onProgress, isReadOnly, isAsked }));
  // Not before: while the heap grows for the first time, it would be collected at every step.
  keepHeapSmall();
  return {
    app,
    sync: (options) => shown(app.library.sync(options)),
    preview: (options) => shown(app.library.preview(options)),
  };
}

/** Syncs; where another process is filling an index in which there is nothing to ask yet, waits for it first. */
async function whenFree(sync: OpenedApp['sync'], app: App, { messages, note }: CliContext): Promise<SyncSummary> {
  for (let hasSaid = false; ; hasSaid = true) {
    try {
      return await sync();
    } catch (error) {
      if (!isError(error, 'INDEX_LOCKED') || app.desk.status().passages > 0) throw error;
      if (!hasSaid) note(messages.waiting);
      await setTimeout(LOCKED_AGAIN_MS);
    }
  }
}

const isError = (error: unknown, ...codes: readonly ErrorCode[]): error is JudianError => error instanceof JudianError && codes.includes(error.code);

/**
 * Opens the index and brings it in line with the reports folder if need be, with progress. An index that another
 * process is updating, or that cannot be written, is served as it is; so is one whose model cannot be had.
 * @param isFollowed the reports folders will be followed: an index of another model is served at once, and replaced by the
 * first sync of those that follow
 * @param isAsked questions will follow
 * @throws JudianError REPORTS_NONE where there is nothing to ask, and what the index throws
 */
export async function openSynced(context: CliContext, { isFollowed = false, isAsked = false } = {}): Promise<App> {
  const { config, messages, note } = context;
  const { app, sync } = await open(context, { isAsked });
  try {
    if (app.modelFailure) note(`${app.modelFailure.in(config.language)}${messages.withoutModel}`);
    const { passages, modelId } = app.desk.status();
    if (isFollowed && passages > 0 && modelId !== app.embedder.modelId) return app;
    if (await app.index.isStale()) {
      const summary = await whenFree(sync, app, context);
      for (const { reason } of summary.failed) note(reason);
      const status = app.desk.status();
      if (status.passages > 0) note(messages.indexed(status, summary));
    }
    if (app.desk.status().passages === 0) throw new JudianError('REPORTS_NONE', { path: config.reportsDirs.join(', ') });
    return app;
  } catch (error) {
    if (isError(error, 'INDEX_LOCKED', 'INDEX_UNWRITABLE', ...MODEL_ERRORS) && app.desk.status().passages > 0) {
      if (error !== app.modelFailure) note(error.in(config.language));
      return app;
    }
    await app.close();
    throw error;
  }
}
