/** @module What may happen to a process beside its work: a reader that goes away, a bug, a signal. */

import { errorMessage, reasonOf, type Language } from '../errors.js';

/** A stopped bot that still runs after this many milliseconds is ended. */
export const HARD_EXIT_MS = 10_000;

/**
 * A reader that has read enough (`… | head -1`) ends the process quietly; output that cannot be written, and an error
 * that nobody caught, end it with one line.
 */
export function guardProcess(language: Language): void {
  const fail = (line: string): void => {
    process.stderr.write(`${line}\n`);
    process.exit(1);
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    fail(errorMessage('OUTPUT_UNWRITABLE', { reason: reasonOf(error) }, language));
  });
  // Nobody reads the notes any more: the answers may still be read.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', (error) => fail(errorMessage('INTERNAL', { reason: reasonOf(error) }, language)));
}

export interface StopOptions {
  readonly limit?: number;
  /** What tells of signals. */
  readonly source?: Pick<NodeJS.EventEmitter, 'on'>;
  /** Ends the process at once. */
  readonly exit?: (code: number) => void;
}

/**
 * A signal that is aborted by the first SIGINT or SIGTERM. A second one ends the process at once, as does a process
 * that still runs `limit` milliseconds after the first.
 */
export function stopOnSignal({ limit = HARD_EXIT_MS, source = process, exit = process.exit }: StopOptions = {}): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    source.on(signal, () => {
      if (stop.signal.aborted) return exit(1);
      stop.abort();
      setTimeout(() => exit(1), limit).unref();
    });
  }
  return stop.signal;
}
