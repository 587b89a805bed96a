/** @module Reads large files in a thread, while JavaScript does what is due anyway. */

import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { reasonOf } from '../errors.js';
import { checkSize, readWhole, type WholeContent } from './whole-file.js';

/** For less than this a thread takes longer to start than it saves. */
const WORTH_A_THREAD = 16 * 1024 * 1024;
const THREAD = fileURLToPath(new URL('./read-ahead-thread.js', import.meta.url));

/** What the thread is told. */
export interface FilesToRead {
  /** File descriptors. They are closed by who opened them. */
  readonly handles: readonly number[];
}

/** What it answers, in the order of the files. */
export type ReadByThread = WholeContent | { readonly reason: string };

/** A file and how large it has to be. */
export interface SizedFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Begins to read the files; each promise rejects with the file system's error, or DamagedFileError where a file has another size.
 * @param thread compiled code of the thread; where there is none, as where the sources are run, files are read by this one
 */
export function readAhead(files: readonly SizedFile[], thread: string = THREAD): Promise<WholeContent>[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reads = bytes < WORTH_A_THREAD || !existsSync(thread) ? files.map((file) => readWhole(file.path, file.bytes)) : readByThread(files, thread);
  // Failures are heard of where the content is waited for.
  for (const read of reads) read.catch(() => {});
  return reads;
}

/** Files are opened here and now: until the thread has started, another process may have replaced them. */
function readByThread(files: readonly SizedFile[], thread: string): Promise<WholeContent>[] {
  const handles: number[] = [];
  const waiting: ((answer: ReadByThread) => void)[] = [];
  const reads = files.map(async ({ path, bytes }) => {
    const handle = openSync(path, 'r');
    try {
      handles.push(handle);
      const answer = await new Promise<ReadByThread>((resolve) => waiting.push(resolve));
      if ('reason' in answer) throw new Error(answer.reason);
      checkSize(answer.content.byteLength, bytes);
      return answer;
    } finally {
      closeSync(handle);
    }
  });
  const workerData: FilesToRead = { handles };
  const worker = new Worker(thread, { workerData });
  const giveUp = (reason: string): void => {
    for (const resolve of waiting.splice(0)) resolve({ reason });
  };
  worker.on('message', (answer: ReadByThread) => waiting.shift()?.(answer));
  worker.once('error', (error) => giveUp(reasonOf(error)));
  worker.once('exit', () => giveUp('the thread that reads files has ended'));
  return reads;
}
