/** @module The thread of {@link readAhead}: reads one file after the other and sums it up. */

import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { reasonOf } from '../errors.js';
import type { FilesToRead, ReadByThread } from './read-ahead.js';

const { handles } = workerData as FilesToRead;
for (const handle of handles) {
  try {
    const content = readFileSync(handle);
    const read: ReadByThread = { content, sum: crc32(content) };
    // Of a small file Node keeps the bytes together with those of others.
    parentPort?.postMessage(read, content.buffer.byteLength === content.byteLength ? [content.buffer] : []);
  } catch (error) {
    const failed: ReadByThread = { reason: reasonOf(error) };
    parentPort?.postMessage(failed);
  }
}
