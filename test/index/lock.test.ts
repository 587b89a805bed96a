import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeLock, type Processes } from '../../src/index/lock.js';
import { withFolder } from '../support/index-reports.js';

describe('writer lock', () => {
  test('is held by one at a time and free again when released', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'writer.lock');
      const lock = takeLock(path);
      expect(() => takeLock(path)).toThrow(`pid ${process.pid}`);
      lock.release();
      takeLock(path).release();
      expect(await readdir(folder)).toEqual([]);
    });
  });

  test('is taken over from a process that has ended', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'writer.lock');
      const child = spawn(process.execPath, ['-e', '']);
      await once(child, 'exit');
      await writeFile(path, JSON.stringify({ pid: child.pid, started: null, token: 'gone' }));
      takeLock(path).release();
      expect(await readdir(folder)).toEqual([]);
    });
  });

  test('is taken over from a process whose pid another process has now', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'writer.lock');
      takeLock(path, processes({ pid: 7, started: 'monday' }));
      expect(() => takeLock(path, processes({ pid: 8, started: 'tuesday', others: { 7: 'monday' } }))).toThrow('pid 7');
      const lock = takeLock(path, processes({ pid: 8, started: 'tuesday', others: { 7: 'wednesday' } }));
      expect(await readFile(path, 'utf8')).toContain('"pid":8');
      lock.release();
    });
  });

  test('is taken over from a file that names nobody', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'writer.lock');
      for (const content of ['', '{', '{"pid":"x"}']) {
        await writeFile(path, content);
        takeLock(path).release();
      }
    });
  });

  test('is not released by one that has lost it', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'writer.lock');
      const lost = takeLock(path, processes({ pid: 7, started: 'monday' }));
      takeLock(path, processes({ pid: 8, started: 'tuesday' }));
      lost.release();
      expect(await readFile(path, 'utf8')).toContain('"pid":8');
    });
  });

  test('says that the folder cannot be written', () => {
    expect(() => takeLock('/no/such/folder/writer.lock')).toThrow(expect.objectContaining({ code: 'INDEX_UNWRITABLE' }));
  });
});

function processes({ pid, started, others = {} }: { pid: number; started: string; others?: Record<number, string> }): Processes {
  const starts: Record<number, string> = { ...others, [pid]: started };
  return { pid, isAlive: (one) => one in starts, startOf: (one) => starts[one] ?? null };
}
