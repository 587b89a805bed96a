import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import type { SyncSummary } from '../../src/index/index.js';
import { takeLock } from '../../src/index/lock.js';
import { following, withLibrary } from '../support/library.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';

const changes = ({ added, changed, removed }: SyncSummary) => ({ added, changed, removed });

describe('a library that is followed', () => {
  test('has in its index what is added, replaced, renamed and deleted, and says so', () =>
    withLibrary(async ({ reports, library, index }) => {
      const heard = await following(library);
      await writeFile(join(reports, 'a.txt'), DONGHE);
      expect(changes(await heard.next())).toEqual({ added: ['a.txt'], changed: [], removed: [] });
      await writeFile(join(reports, 'a.txt'), DONGHE.replace('451', '4510'));
      expect(changes(await heard.next())).toEqual({ added: [], changed: ['a.txt'], removed: [] });
      await rename(join(reports, 'a.txt'), join(reports, 'b.txt'));
      expect(changes(await heard.next())).toEqual({ added: ['b.txt'], changed: [], removed: ['a.txt'] });
      await mkdir(join(reports, '下级'));
      await writeFile(join(reports, '下级', 'c.txt'), KUNDULUN);
      expect(changes(await heard.next())).toEqual({ added: ['下级/c.txt'], changed: [], removed: [] });
      await rm(join(reports, 'b.txt'));
      expect(changes(await heard.next())).toEqual({ added: [], changed: [], removed: ['b.txt'] });
      expect(index.snapshot().reports.map(({ file }) => file)).toEqual(['下级/c.txt']);
    }));

  test('takes in what changed before it was followed', () =>
    withLibrary(async ({ reports, library }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      const heard = await following(library);
      expect((await heard.next()).added).toEqual(['a.txt']);
    }));

  test('reads a file only when it is written to its end', () =>
    withLibrary(async ({ reports, library, parsed }) => {
      const heard = await following(library);
      const path = join(reports, 'a.txt');
      await writeFile(path, '');
      for (const line of DONGHE.split(/(?<=\n)/u)) await appendFile(path, line);
      expect(changes(await heard.next())).toEqual({ added: ['a.txt'], changed: [], removed: [] });
      expect(parsed).toEqual(['a.txt']);
    }));

  test('tells of a file that cannot be read once', () =>
    withLibrary(async ({ reports, library }) => {
      const heard = await following(library);
      await writeFile(join(reports, 'bad.txt'), '坏');
      expect((await heard.next()).failed.map(({ file }) => file)).toEqual(['bad.txt']);
      expect(heard.told.map(({ file }) => file)).toEqual(['bad.txt']);
      await writeFile(join(reports, 'a.txt'), DONGHE);
      expect((await heard.next()).added).toEqual(['a.txt']);
      expect(heard.told).toEqual([]);
    }));

  test('keeps the index of a folder that vanishes or is emptied, and goes on when it is back', () =>
    withLibrary(async ({ reports, library, index }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      const heard = await following(library);
      await heard.next();
      await rename(reports, `${reports}-away`);
      expect(await heard.error()).toMatchObject({ code: 'REPORTS_DIR_MISSING' });
      await mkdir(reports);
      expect(await heard.error()).toMatchObject({ code: 'REPORTS_GONE' });
      expect(index.snapshot().passages).toHaveLength(2);
      await rm(reports, { recursive: true });
      await rename(`${reports}-away`, reports);
      await heard.recovery();
      await writeFile(join(reports, 'b.txt'), KUNDULUN);
      expect((await heard.next()).added).toEqual(['b.txt']);
    }));

  test('waits for another process that is writing the index', () =>
    withLibrary(async ({ reports, library, dir }) => {
      const heard = await following(library);
      const lock = takeLock(join(dir, 'writer.lock'));
      await writeFile(join(reports, 'a.txt'), DONGHE);
      expect(await heard.error()).toMatchObject({ code: 'INDEX_LOCKED', parameters: { path: dir } });
      lock.release();
      expect((await heard.next()).added).toEqual(['a.txt']);
    }));

  test('sees what the system does not tell of', () =>
    withLibrary(
      async ({ reports, library }) => {
        const heard = await following(library);
        // What the system tells of would wait for a minute of silence.
        await writeFile(join(reports, 'a.txt'), DONGHE);
        expect((await heard.next()).added).toEqual(['a.txt']);
      },
      { quiet: 60_000, recheck: 50 },
    ));

  test('is followed no more once it is closed', () =>
    withLibrary(async ({ reports, library, index }) => {
      const heard = await following(library);
      await heard.close();
      await writeFile(join(reports, 'a.txt'), DONGHE);
      await expect(index.isStale()).resolves.toBe(true);
      await index.sync();
      expect(heard.count()).toBe(0);
    }));
});

test('a library whose folders are empty keeps what is indexed', () =>
  withLibrary(async ({ reports, library, index }) => {
    await writeFile(join(reports, 'a.txt'), DONGHE);
    await library.sync();
    await rm(join(reports, 'a.txt'));
    await expect(library.sync()).rejects.toThrow(JudianError);
    await expect(library.preview()).rejects.toMatchObject({ code: 'REPORTS_GONE' });
    expect(index.snapshot().passages).toHaveLength(2);
  }));
