import { readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { contentOf, withHarness, type Harness } from '../support/index-harness.js';
import { listTiny, parseTiny } from '../support/index-reports.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';

/** Which writes meet a full disk. */
const disk = vi.hoisted(() => ({ isFull: null as ((path: string) => boolean) | null, isStoreFull: false }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (path, ...rest) => {
    const handle = await real.open(path, ...rest);
    if (disk.isFull?.(String(path)) === true) {
      handle.writeFile = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    }
    return handle;
  };
  return { ...real, default: { ...real, open }, open };
});

vi.mock('../../src/index/database.js', async (original) => {
  const real = await original<typeof import('../../src/index/database.js')>();
  const openDatabase: typeof real.openDatabase = (...args) => {
    const sql = real.openDatabase(...args);
    const transaction: typeof sql.transaction = (work) =>
      sql.transaction(() => {
        // SQLite's own limit: what goes beyond it is refused as on a full disk.
        const pages = disk.isStoreFull ? Object.values(sql.get('PRAGMA page_count') as object)[0] : 1_000_000_000;
        sql.get(`PRAGMA max_page_count = ${String(pages)}`);
        return work();
      });
    return { ...sql, transaction };
  };
  return { ...real, openDatabase };
});

afterEach(() => {
  disk.isFull = null;
  disk.isStoreFull = false;
});

async function prepared({ write, open }: Harness) {
  await write('a.txt', DONGHE);
  const index = await open();
  await index.sync();
  await write('b.txt', `${KUNDULUN}\n${Array.from({ length: 200 }, (_, i) => `第${i}项工作完成。`).join('\n')}`);
  return { index, content: contentOf(index.snapshot()) };
}

describe('a disk that is full', () => {
  test.each([
    ['lexical index', 'lexical-'],
    ['vectors', 'vectors-'],
  ])('while the %s is written ends the sync with what to do; the generation before is served, and nothing is left', (_, start) =>
    withHarness(async (harness) => {
      const { index, content } = await prepared(harness);
      disk.isFull = (path) => path.includes(start);
      await expect(index.sync()).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE', parameters: { path: harness.dir, reason: expect.stringContaining('ENOSPC') } });
      expect(contentOf(index.snapshot())).toEqual(content);
      expect((await readdir(harness.dir)).filter((name) => name.includes('.tmp') || name.startsWith('writer.lock'))).toEqual([]);
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      disk.isFull = null;
      expect(await index.sync()).toMatchObject({ added: ['b.txt'] });
    }),
  );

  test('while the manifest is written: the new generation stands, and the next start makes the files again', () =>
    withHarness(async (harness) => {
      const { index } = await prepared(harness);
      disk.isFull = (path) => path.includes('manifest');
      expect(await index.sync()).toMatchObject({ added: ['b.txt'] });
      expect(harness.logged).toEqual([expect.stringMatching(/无法写入索引目录.*ENOSPC.*请检查权限与磁盘空间/u)]);
      disk.isFull = null;
      expect(contentOf((await harness.open()).snapshot())).toEqual(contentOf(index.snapshot()));
    }));

  test('while the store is written ends the sync with what to do, and changes nothing', () =>
    withHarness(async (harness) => {
      const { index, content } = await prepared(harness);
      disk.isStoreFull = true;
      await expect(index.sync()).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE', parameters: { reason: expect.stringContaining('full') } });
      expect(contentOf(index.snapshot())).toEqual(content);
      // A full disk is no damage.
      expect((await readdir(harness.dir)).filter((name) => name.includes('damaged'))).toEqual([]);
      disk.isStoreFull = false;
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      expect(await index.sync()).toMatchObject({ added: ['b.txt'], passages: 203 });
      expect(contentOf((await harness.open()).snapshot())).toEqual(contentOf(index.snapshot()));
    }));
});

describe('a folder that vanishes', () => {
  test('after it was listed costs no report', () =>
    withHarness(async (harness) => {
      const { content } = await prepared(harness);
      await rm(join(harness.reports, 'b.txt'));
      await harness.write('a.txt', DONGHE.replace('451', '480'));
      const away = `${harness.reports}-away`;
      const listFiles: typeof listTiny = async (dirs) => {
        const listing = await listTiny(dirs);
        await rename(harness.reports, away);
        return listing;
      };
      const index = await harness.open({ listFiles });
      const summary = await index.sync();
      expect(summary).toMatchObject({ added: [], changed: [], removed: [] });
      expect(summary.failed).toEqual([expect.objectContaining({ file: 'a.txt', reason: expect.stringContaining('ENOENT') })]);
      expect(contentOf(index.snapshot())).toEqual(content);
      await expect(index.sync()).rejects.toMatchObject({ code: 'REPORTS_DIR_MISSING' });
      await rename(away, harness.reports);
      expect(await (await harness.open()).sync()).toMatchObject({ changed: ['a.txt'], failed: [] });
    }));

  test('of the index itself is made again from the reports', () =>
    withHarness(async (harness) => {
      const { index } = await prepared(harness);
      await rm(harness.dir, { recursive: true });
      await expect(index.sync()).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE' });
      expect(index.snapshot().passages).toHaveLength(2);
      expect((await (await harness.open()).sync()).added).toEqual(['a.txt', 'b.txt']);
    }));
});

describe('a clock that goes back', () => {
  test('hides no change, and rereads nothing for ever', () =>
    withHarness(async (harness) => {
      let now = Date.now();
      let parsed = 0;
      const index = await harness.open({ now: () => now, parseFile: (path, file) => (parsed++, parseTiny(path, file)) });
      await harness.write('a.txt', DONGHE);
      await index.sync();
      now -= 365 * 24 * 3_600_000;
      await harness.write('b.txt', KUNDULUN);
      expect(await index.sync()).toMatchObject({ added: ['b.txt'], changed: [] });
      // Files from the future: their times say nothing, so their contents are compared.
      await writeFile(join(harness.reports, 'b.txt'), KUNDULUN.replace('六十', '七十'));
      expect(await index.sync()).toMatchObject({ added: [], changed: ['b.txt'] });
      expect(await index.sync()).toMatchObject({ added: [], changed: [], removed: [] });
      expect(parsed).toBe(3);
      const full = await harness.open({ dir: `${harness.dir}-full` });
      await full.sync();
      expect(contentOf(full.snapshot())).toEqual(contentOf(index.snapshot()));
      await rm(`${harness.dir}-full`, { recursive: true });
    }));
});

describe('a file that keeps changing while it is read', () => {
  test('is told of, costs the others nothing, and is taken once it stands still', () =>
    withHarness(async (harness) => {
      await harness.write('a.txt', DONGHE);
      await harness.write('log.txt', KUNDULUN);
      let isBusy = true;
      let round = 0;
      const index = await harness.open({
        parseFile: async (path, file) => {
          const report = await parseTiny(path, file);
          if (file === 'log.txt' && isBusy) await writeFile(path, `${KUNDULUN}\n第${round++}行。`);
          return report;
        },
      });
      const summary = await index.sync();
      expect(summary).toMatchObject({ added: ['a.txt'], failed: [{ file: 'log.txt', reason: expect.stringContaining('being written') }] });
      isBusy = false;
      expect(await index.sync()).toMatchObject({ added: ['log.txt'], failed: [] });
    }));

  test('is cut short at any moment without harm', () =>
    withHarness(async (harness) => {
      await harness.write('a.txt', DONGHE);
      const index = await harness.open({
        parseFile: async (path, file) => {
          await truncate(path, 30);
          return parseTiny(path, file);
        },
      });
      await index.sync();
      const full = await harness.open({ dir: `${harness.dir}-full` });
      await full.sync();
      expect(contentOf(full.snapshot())).toEqual(contentOf(index.snapshot()));
      await rm(`${harness.dir}-full`, { recursive: true });
    }));
});
