import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { readAhead } from '../../src/index/read-ahead.js';
import { withFolder } from '../support/index-reports.js';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const THREAD = join(DIST, 'read-ahead-thread.js');

test.each([
  ['a thread', THREAD],
  ['this thread, where the other was not compiled', join(DIST, 'no-such-thread.js')],
])('reads large files whole in %s; one that is missing or of another size fails alone', (_, thread) =>
  withFolder(async (folder) => {
    expect(existsSync(thread)).toBe(thread === THREAD);
    const bytes = randomBytes(17 * 1024 * 1024);
    const paths = ['small', 'large', 'short'].map((name) => join(folder, name));
    await Promise.all(paths.map((path, i) => writeFile(path, bytes.subarray(0, [100, bytes.length, 10][i]))));
    const [small, large, short, missing] = await Promise.allSettled(
      readAhead([...paths.map((path, i) => ({ path, bytes: [100, bytes.length, 20][i]! })), { path: join(folder, 'missing'), bytes: 10 }], thread),
    );
    for (const [read, length] of [[small, 100], [large, bytes.length]] as const) {
      if (read?.status !== 'fulfilled') throw new Error('not read');
      expect(Buffer.compare(read.value.content, bytes.subarray(0, length))).toBe(0);
      expect(read.value.sum).toBe(crc32(bytes.subarray(0, length)));
    }
    expect(short).toMatchObject({ status: 'rejected', reason: { message: '10 bytes, expected 20' } });
    expect(missing).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('ENOENT') } });
  }),
);

test('a thread that fails fails every file', async () => {
  const reads = await Promise.allSettled(readAhead([{ path: 'a', bytes: 17 * 1024 * 1024 }, { path: 'b', bytes: 1 }], join(DIST, 'errors.js.map')));
  expect(reads.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
