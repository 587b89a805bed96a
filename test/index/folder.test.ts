import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sqliteCode } from '../../src/index/database.js';
import { makeFolder } from '../../src/index/folder.js';
import { withFolder } from '../support/index-reports.js';

describe('a folder', () => {
  test('is made with those above it, also by several at once', () =>
    withFolder(async (folder) => {
      const path = join(folder, '一', '二', '三');
      await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder, '一'))]);
      expect(await readdir(join(folder, '一', '二'))).toEqual(['三']);
    }));

  test('cannot be made below a file', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'a'), '');
      await expect(makeFolder(join(folder, 'a', 'b'))).rejects.toThrow();
    }));

  test.skipIf(process.platform !== 'linux')('cannot be made where the system allows none, and says so at once', async () => {
    await expect(makeFolder('/proc/judian/index')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test.each([
  ['SQLITE_BUSY', 'SQLITE_BUSY'],
  // SQLITE_READONLY_DIRECTORY and SQLITE_IOERR_WRITE, which libsql has no names for.
  ['UNKNOWN_SQLITE_ERROR_1544', 'SQLITE_READONLY'],
  ['UNKNOWN_SQLITE_ERROR_778', 'SQLITE_IOERR'],
  ['ENOENT', null],
])('%s is known as %s', (code, known) => {
  expect(sqliteCode(Object.assign(new Error('no'), { code }))).toBe(known);
});
