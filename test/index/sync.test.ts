import { chmod, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import type { SyncProgress } from '../../src/index/index.js';
import { countingEmbedder } from '../support/index-embedder.js';
import { contentOf, withHarness, type Harness } from '../support/index-harness.js';
import { listTiny, parseTiny, tinyReport, withFolder } from '../support/index-reports.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';

describe('sync', () => {
  test('adds reports and finds their passages', () =>
    withHarness(async ({ write, open, embedder, reports }) => {
      await write('东河.txt', DONGHE);
      await write('下级/昆都仑.txt', KUNDULUN);
      const index = await open();
      expect(index.snapshot().generation).toBe(0);
      expect(await index.isStale()).toBe(true);
      const summary = await index.sync();
      expect(summary).toMatchObject({ added: ['下级/昆都仑.txt', '东河.txt'], changed: [], removed: [], failed: [], passagesEmbedded: 3, passages: 3 });
      expect(await index.isStale()).toBe(false);

      const snapshot = index.snapshot();
      expect(snapshot.generation).toBe(1);
      expect([...snapshot.passages].map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
      const [hit] = snapshot.lexical.search([{ term: '总值', weight: 1 }], 5);
      const found = snapshot.passages.at(hit?.ordinal ?? -1);
      expect(found?.passage.text).toBe('全年地区生产总值完成451亿元。');
      const question = await embedder.embedQuestion(`一、工作回顾\n${found?.passage.text}`);
      expect(snapshot.vectors.search(question, 1)[0]?.ordinal).toBe(hit?.ordinal);
      expect(snapshot.passage(found?.passage.id ?? '')).toBe(found);
      expect(snapshot.report(found?.report.id ?? '')).toBe(found?.report);
      expect(snapshot.sourcePath(found?.report.id ?? '')).toBe(join(reports, '东河.txt'));
      expect(snapshot.passage('none')).toBeUndefined();
      expect(snapshot.sourcePath('none')).toBeUndefined();
    }));

  test('does nothing when nothing has changed', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      const index = await open();
      await index.sync();
      const before = index.snapshot();
      expect(await index.sync()).toMatchObject({ added: [], changed: [], removed: [], passagesEmbedded: 0, passages: 2 });
      expect(index.snapshot()).toBe(before);
      expect(embedder.embedded).toHaveLength(2);
    }));

  test('embeds only the paragraph that changed', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      const index = await open();
      await index.sync();
      const old = index.snapshot();
      embedder.embedded.length = 0;
      await write('a.txt', DONGHE.replace('六千', '七千'));
      expect(await index.isStale()).toBe(true);
      expect(await index.sync()).toMatchObject({ added: [], changed: ['a.txt'], removed: [], passagesEmbedded: 1 });
      expect(embedder.embedded).toEqual(['一、工作回顾\n城镇新增就业七千人。']);
      expect(index.snapshot().generation).toBe(2);
      expect(old.passages.at(1)?.passage.text).toBe('城镇新增就业六千人。');
      expect(old.lexical.search([{ term: '六千', weight: 1 }], 5)).toHaveLength(1);
      expect(old.vectors.search(old.vectors.vector(1), 1)[0]?.ordinal).toBe(1);
    }));

  test('embeds nothing for a renamed file, and does not read it', () =>
    withHarness(async ({ reports, write, open, embedder }) => {
      await write('a.txt', DONGHE);
      await write('b.txt', KUNDULUN);
      let parsed = 0;
      const index = await open({ parseFile: (path, file) => (parsed++, parseTiny(path, file)) });
      await index.sync();
      embedder.embedded.length = 0;
      await rename(join(reports, 'a.txt'), join(reports, 'c.txt'));
      const summary = await index.sync();
      expect(summary).toMatchObject({ added: ['c.txt'], changed: [], removed: ['a.txt'], passagesEmbedded: 0, passages: 3 });
      expect(parsed).toBe(2);
      expect(index.snapshot().reports.map(({ file }) => file)).toEqual(['b.txt', 'c.txt']);
      expect(index.snapshot().generation).toBe(2);
    }));

  test('swaps the reports of two files that changed places', () =>
    withHarness(async ({ write, open }) => {
      await write('a.txt', DONGHE);
      await write('b.txt', KUNDULUN);
      const index = await open();
      await index.sync();
      await write('a.txt', KUNDULUN);
      await write('b.txt', DONGHE);
      expect(await index.sync()).toMatchObject({ changed: ['a.txt', 'b.txt'], passagesEmbedded: 0, failed: [] });
      expect(index.snapshot().reports.map(({ title }) => title)).toEqual(['昆都仑区政府工作报告', '东河区政府工作报告']);
    }));

  test('drops the report of a deleted file everywhere', () =>
    withHarness(async ({ reports, write, open }) => {
      await write('a.txt', DONGHE);
      await write('b.txt', KUNDULUN);
      const index = await open();
      await index.sync();
      await rm(join(reports, 'a.txt'));
      expect(await index.isStale()).toBe(true);
      expect(await index.sync()).toMatchObject({ removed: ['a.txt'], passages: 1 });
      expect(index.snapshot().lexical.documentFrequency('总值')).toBe(0);
      expect(index.snapshot().vectors.size).toBe(1);
    }));

  test('lists a bad file and indexes the others', () =>
    withHarness(async ({ write, open }) => {
      await write('a.txt', '坏');
      await write('b.txt', DONGHE);
      const index = await open();
      const failed = [{ file: 'a.txt', reason: new JudianError('FILE_BINARY', { file: 'a.txt' }).in('zh') }];
      expect(await index.sync()).toMatchObject({ added: ['b.txt'], failed });
      expect(await index.isStale()).toBe(false);
      expect(await index.sync()).toMatchObject({ added: [], failed });
    }));

  test('keeps the last good version of a file that has become bad', () =>
    withHarness(async ({ write, open }) => {
      await write('a.txt', DONGHE);
      const index = await open();
      await index.sync();
      await write('a.txt', '坏');
      const summary = await index.sync();
      expect(summary).toMatchObject({ changed: [], removed: [], passages: 2 });
      expect(summary.failed.map(({ file }) => file)).toEqual(['a.txt']);
      expect(index.snapshot().generation).toBe(1);
      expect((await open()).snapshot().passages).toHaveLength(2);
      await write('a.txt', DONGHE.replace('451', '480'));
      expect(await index.sync()).toMatchObject({ changed: ['a.txt'], failed: [], passagesEmbedded: 1 });
    }));

  test.skipIf(process.getuid?.() === 0)('tries an unreadable file again once it may be read', () =>
    withHarness(async ({ reports, write, open }) => {
      await write('a.txt', DONGHE);
      await chmod(join(reports, 'a.txt'), 0);
      const index = await open();
      expect((await index.sync()).failed).toHaveLength(1);
      expect(await index.isStale()).toBe(false);
      await chmod(join(reports, 'a.txt'), 0o644);
      expect(await index.isStale()).toBe(true);
      expect(await index.sync()).toMatchObject({ added: ['a.txt'], failed: [] });
    }));

  test('loses nothing below a folder that cannot be listed', () =>
    withHarness(async ({ write, open }) => {
      await write('甲/a.txt', DONGHE);
      await write('乙/b.txt', KUNDULUN);
      await (await open()).sync();
      const error = new JudianError('FILE_UNREADABLE', { file: '甲/', reason: 'EACCES' });
      const index = await open({
        listFiles: async (dirs) => {
          const { files } = await listTiny(dirs);
          return { files: files.filter(({ file }) => !file.startsWith('甲/')), failed: [{ file: '甲/', error }] };
        },
      });
      expect(await index.sync()).toMatchObject({ removed: [], passages: 3, failed: [{ file: '甲/', reason: error.in('zh') }] });
    }));

  test('takes the second copy of a content as failed until the first has gone', () =>
    withHarness(async ({ reports, write, open }) => {
      await write('b.txt', DONGHE);
      const index = await open();
      await index.sync();
      await write('a.txt', DONGHE);
      const summary = await index.sync();
      const reason = new JudianError('FILE_DUPLICATE', { file: 'a.txt', other: 'b.txt' }).in('zh');
      expect(summary).toMatchObject({ added: [], passages: 2, failed: [{ file: 'a.txt', reason }] });
      expect(index.snapshot().generation).toBe(1);
      await rm(join(reports, 'b.txt'));
      expect(await index.sync()).toMatchObject({ added: ['a.txt'], removed: ['b.txt'], passagesEmbedded: 0, failed: [] });
    }));

  test('takes a file with the same text in other bytes as a copy', () =>
    withHarness(async ({ write, open }) => {
      await write('a.txt', DONGHE);
      await write('b.txt', `\ufeff${DONGHE}`);
      const index = await open({
        parseFile: async (path, file) => ({ ...tinyReport((await parseTiny(path, file)).text.replace('\ufeff', ''), file) }),
      });
      expect((await index.sync()).failed.map(({ file }) => file)).toEqual(['b.txt']);
    }));

  test('sees a change that left size and time as they were, right after it was indexed', () =>
    withHarness(async ({ reports, open }) => {
      const path = join(reports, 'a.txt');
      const time = Date.now() / 1000;
      await writeFile(path, DONGHE);
      await utimes(path, time, time);
      const index = await open();
      await index.sync();
      await writeFile(path, DONGHE.replace('451', '480'));
      await utimes(path, time, time);
      expect(await index.isStale()).toBe(true);
      expect((await index.sync()).changed).toEqual(['a.txt']);
    }));

  test('reads a file again that is written to while it is read', () =>
    withHarness(async ({ reports, write, open }) => {
      await write('a.txt', DONGHE);
      let reads = 0;
      const index = await open({
        parseFile: async (path, file) => {
          const report = await parseTiny(path, file);
          if (reads++ === 0) await writeFile(join(reports, 'a.txt'), KUNDULUN);
          return report;
        },
      });
      await index.sync();
      expect(index.snapshot().reports[0]?.title).toBe('昆都仑区政府工作报告');
      expect(await index.sync()).toMatchObject({ changed: [], failed: [] });
    }));

  test('parses every file again when the parser has changed, embedding nothing that is known', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      await (await open()).sync();
      embedder.embedded.length = 0;
      const index = await open({
        parser: '2',
        parseFile: async (path, file) => ({ ...(await parseTiny(path, file)), issuer: '东河区人民政府' }),
      });
      expect(await index.isStale()).toBe(true);
      expect(await index.sync()).toMatchObject({ changed: ['a.txt'], passagesEmbedded: 0 });
      expect(index.snapshot().reports[0]?.issuer).toBe('东河区人民政府');
      expect(await index.isStale()).toBe(false);
    }));

  test('says that a reports folder is missing before anything is changed', () =>
    withHarness(async ({ reports, write, open }) => {
      await write('a.txt', DONGHE);
      const index = await open();
      await index.sync();
      await rename(reports, `${reports}-moved`);
      await expect(index.sync()).rejects.toMatchObject({ code: 'REPORTS_DIR_MISSING' });
      await expect(index.isStale()).rejects.toMatchObject({ code: 'REPORTS_DIR_MISSING' });
      expect(index.snapshot().passages).toHaveLength(2);
    }));

  test('reads several folders, the same path in each', () =>
    withHarness(async ({ write, open, reports }) =>
      withFolder(async (other) => {
        await write('a.txt', DONGHE);
        await mkdir(join(other, 'sub'));
        await writeFile(join(other, 'a.txt'), KUNDULUN);
        const index = await open({ reportDirs: [reports, other] });
        expect((await index.sync()).added).toEqual(['a.txt', 'a.txt']);
        const paths = index.snapshot().reports.map(({ id }) => index.snapshot().sourcePath(id));
        expect(paths.toSorted()).toEqual([join(other, 'a.txt'), join(reports, 'a.txt')].toSorted());
      }),
    ));

  test('tells how far it is', () =>
    withHarness(async ({ write, open }) => {
      await write('a.txt', DONGHE);
      const heard: SyncProgress[] = [];
      const index = await open({ onProgress: (progress) => heard.push(progress) });
      await index.sync();
      expect(heard).toEqual([
        { stage: 'parse', done: 0, total: 1, file: 'a.txt' },
        { stage: 'embed', done: 2, total: 2 },
        { stage: 'index' },
      ]);
    }));

  test('can be previewed, which embeds and writes nothing', () =>
    withHarness(async ({ write, open, embedder, dir }) => {
      await write('a.txt', DONGHE);
      await write('bad.txt', '坏');
      const looking = await open({ isReadOnly: true });
      const expected = { added: ['a.txt'], changed: [], removed: [], passagesEmbedded: 2, passages: 2, failed: [{ file: 'bad.txt', reason: expect.any(String) }] };
      expect(await looking.preview()).toMatchObject(expected);
      await expect(readdir(dir)).rejects.toThrow('ENOENT');
      await expect(looking.sync()).rejects.toThrow();
      expect(embedder.embedded).toEqual([]);
      const index = await open();
      expect(await index.sync()).toMatchObject(expected);
      await write('a.txt', DONGHE.replace('六千', '七千'));
      const before = index.snapshot();
      expect(await index.preview()).toMatchObject({ added: [], changed: ['a.txt'], passagesEmbedded: 1 });
      expect(index.snapshot()).toBe(before);
      expect(await (await open({ isReadOnly: true, embedder: countingEmbedder({ modelId: 'other' }) })).preview()).toMatchObject({ passagesEmbedded: 2 });
    }));

  test('made anew embeds all, and gives the same; the generation before is served until then', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      await write('b.txt', KUNDULUN);
      const index = await open();
      await index.sync();
      const content = contentOf(index.snapshot());
      embedder.embedded.length = 0;
      const generations: number[] = [];
      expect(await index.preview({ anew: true })).toMatchObject({ passagesEmbedded: 3 });
      const onProgress = (): void => void generations.push(index.snapshot().generation);
      expect(await index.sync({ anew: true, onProgress })).toMatchObject({ added: [], changed: [], removed: [], passagesEmbedded: 3, passages: 3 });
      expect(new Set(generations)).toEqual(new Set([1]));
      expect(embedder.embedded).toHaveLength(3);
      expect(index.snapshot().generation).toBe(2);
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(contentOf((await open()).snapshot())).toEqual(content);
    }));

  test('runs one after the other when asked for twice at once', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      const index = await open();
      const [first, second] = await Promise.all([index.sync(), index.sync()]);
      expect(first.added).toEqual(['a.txt']);
      expect(second.added).toEqual([]);
      expect(embedder.embedded).toHaveLength(2);
    }));

  test('leaves the index as it was when embedding fails, and does it all the next time', () =>
    withHarness(async ({ write, open, embedder }) => {
      await write('a.txt', DONGHE);
      let fails = false;
      const fragile = {
        ...embedder,
        embedPassages: async (texts: readonly string[]) => {
          if (fails) throw new Error('no memory');
          return embedder.embedPassages(texts);
        },
      };
      const index = await open({ embedder: fragile });
      await index.sync();
      await write('b.txt', KUNDULUN);
      fails = true;
      await expect(index.sync()).rejects.toThrow('no memory');
      expect(index.snapshot().passages).toHaveLength(2);
      fails = false;
      expect(await index.sync()).toMatchObject({ added: ['b.txt'], passages: 3 });
    }));
});

describe('incremental sync', () => {
  test('gives the same as indexing all anew, whatever was added, changed, renamed and deleted before', async () => {
    const name = fc.constantFrom('a.txt', 'b.txt', '丙/c.txt', 'd.txt');
    const lines = fc.array(fc.constantFrom('地区生产总值增长。', '产值甲。', '城镇就业。', '财政收入2023。'), { minLength: 1, maxLength: 4 });
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), file: name, lines }),
      fc.record({ do: fc.constant('delete' as const), file: name }),
      fc.record({ do: fc.constant('rename' as const), file: name, to: name }),
      fc.record({ do: fc.constant('break' as const), file: fc.constant('z.txt') }),
    );
    type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
    const apply = async ({ write, reports }: Harness, one: Step): Promise<void> => {
      const path = join(reports, one.file);
      // The title names the file, so that no two files ever hold the same.
      if (one.do === 'write') await write(one.file, [`${one.file}的报告${one.lines.length}`, ...one.lines].join('\n'));
      if (one.do === 'break') await write(one.file, '坏');
      if (one.do === 'delete') await rm(path, { force: true });
      if (one.do === 'rename') await rename(path, join(reports, one.to)).catch(() => {});
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rounds) =>
        withHarness(async (harness) => {
          await mkdir(join(harness.reports, '丙'));
          const index = await harness.open();
          for (const steps of rounds) {
            for (const one of steps) await apply(harness, one);
            await index.sync();
          }
          const incremental = contentOf(index.snapshot());
          expect(contentOf((await harness.open()).snapshot())).toEqual(incremental);
          const full = await harness.open({ dir: `${harness.dir}-full` });
          await full.sync();
          expect(contentOf(full.snapshot())).toEqual(incremental);
        }),
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
