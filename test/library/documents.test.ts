import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeLock } from '../../src/index/lock.js';
import type { SyncProgress } from '../../src/index/index.js';
import { safeName, uploadPath } from '../../src/library/uploads.js';
import { withLibrary } from '../support/library.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const bytes = (text: string): Uint8Array => Buffer.from(text);

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}

describe('a document that is added', () => {
  test('can be asked, lies in a folder named by its content and keeps its name', () =>
    withLibrary(async ({ reports, library, index }) => {
      const stages: SyncProgress['stage'][] = [];
      const added = await library.add({ name: '东河区2023.txt', bytes: bytes(DONGHE) }, ({ stage }) => stages.push(stage));
      expect(added).toMatchObject({ status: 'added', passagesEmbedded: 2, report: { title: '东河区政府工作报告' } });
      expect(await filesIn(reports)).toEqual([expect.stringMatching(/^uploads\/[0-9a-f]{16}\/东河区2023\.txt$/u)]);
      expect(index.snapshot().passages).toHaveLength(2);
      expect(stages).toEqual(['parse', 'embed', 'index']);
    }));

  test('is recognised when its text is there already, also in other bytes or not indexed yet', () =>
    withLibrary(async ({ reports, library }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      expect(await library.add({ name: 'b.txt', bytes: bytes(DONGHE) })).toMatchObject({ status: 'known', report: { file: 'a.txt' } });
      expect(await library.add({ name: 'b.txt', bytes: bytes(DONGHE) })).toMatchObject({ status: 'known', report: { file: 'a.txt' } });
      expect(await filesIn(reports)).toEqual(['a.txt']);
    }));

  test('that is no report is refused and not kept', () =>
    withLibrary(async ({ reports, library }) => {
      await expect(library.add({ name: 'a.txt', bytes: bytes('坏') })).rejects.toMatchObject({ code: 'FILE_BINARY' });
      await expect(library.add({ name: 'a.exe', bytes: bytes(DONGHE) })).rejects.toMatchObject({ code: 'FILE_UNSUPPORTED' });
      expect(await readdir(reports)).toEqual([]);
    }));

  test('is not kept where it cannot be indexed', () =>
    withLibrary(async ({ reports, library, dir }) => {
      // Nothing can be renamed onto a folder that is not empty.
      await mkdir(join(dir, 'lexical-1.bin', 'x'), { recursive: true });
      await expect(library.add({ name: 'a.txt', bytes: bytes(DONGHE) })).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE' });
      expect(await filesIn(reports)).toEqual([]);
    }));

  test('waits in the folder while another process holds the index', () =>
    withLibrary(async ({ reports, library, index, dir }) => {
      const lock = takeLock(join(dir, 'writer.lock'));
      const waiting = await library.add({ name: 'a.txt', bytes: bytes(DONGHE) });
      expect(waiting).toMatchObject({ status: 'waiting' });
      expect(await filesIn(reports)).toHaveLength(1);
      lock.release();
      await library.sync();
      expect(index.snapshot().passages).toHaveLength(2);
    }));

  test('says that the reports folder cannot be written', () =>
    withLibrary(async ({ reports, library }) => {
      await writeFile(join(reports, 'uploads'), 'a file');
      await expect(library.add({ name: 'a.txt', bytes: bytes(DONGHE) })).rejects.toMatchObject({ code: 'REPORTS_DIR_UNWRITABLE' });
    }));
});

describe('a report that is removed', () => {
  test('is in no index any more; its file is put aside, and those with the same text', () =>
    withLibrary(async ({ reports, library, index }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      await writeFile(join(reports, 'b.txt'), DONGHE);
      await library.sync();
      const [report] = index.snapshot().reports;
      expect(await library.remove(report?.id ?? '')).toMatchObject({ status: 'removed', kept: '.removed/a.txt', report: { file: 'a.txt' } });
      expect(index.snapshot().passages).toHaveLength(0);
      expect(await filesIn(reports)).toEqual(['.removed/a.txt', '.removed/b.txt']);
      expect(await library.remove(report?.id ?? '')).toEqual({ status: 'unknown' });
    }));

  test('never takes the place of one removed before', () =>
    withLibrary(async ({ reports, library, index }) => {
      for (const content of [DONGHE, DONGHE.replace('451', '452')]) {
        await writeFile(join(reports, 'a.txt'), content);
        await library.sync();
        await library.remove(index.snapshot().reports[0]?.id ?? '');
      }
      expect(await filesIn(reports)).toEqual(['.removed/a (2).txt', '.removed/a.txt']);
      expect(await readFile(join(reports, '.removed/a (2).txt'), 'utf8')).toContain('452');
    }));

  test('that was uploaded leaves no folder behind', () =>
    withLibrary(async ({ reports, library }) => {
      const added = await library.add({ name: 'a.txt', bytes: bytes(DONGHE) });
      if (added.status !== 'added') throw new Error(added.status);
      await library.remove(added.report.id);
      expect(await readdir(join(reports, 'uploads'))).toEqual([]);
    }));

  test('may have lost its file before', () =>
    withLibrary(async ({ reports, library, index }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      await library.sync();
      await rm(join(reports, 'a.txt'));
      expect(await library.remove(index.snapshot().reports[0]?.id ?? '')).toMatchObject({ status: 'removed', kept: null });
      expect(index.snapshot().reports).toEqual([]);
    }));
});

describe('the name of a document', () => {
  test.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Windows\\报告.PDF', '报告.pdf'],
    ['.隐藏.txt', '隐藏.txt'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['\u202Etxt.东河.txt', 'txt.东河.txt'],
    ['.txt.txt', 'txt.txt'],
    ['con.txt', '报告 con.txt'],
    ['README.md', '报告 README.md'],
    ['   .pdf', '报告.pdf'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(60)}.docx`],
    ['~$报告.docx', '$报告.docx'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test.each(['', 'txt', 'a.exe', 'a.pdf.exe', '..', 'a.txt/'])('%j is refused', (name) => {
    expect(() => safeName(name)).toThrow(expect.objectContaining({ code: 'FILE_UNSUPPORTED' }));
  });

  test('never leaves the folder of uploads, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const path = uploadPath(`${name}.txt`, bytes('x'));
        expect(path).toMatch(/^uploads\/[0-9a-f]{16}\/[^/\\\p{Cc}]+\.txt$/u);
        expect(path.split('/').some((part) => part.startsWith('.'))).toBe(false);
        expect(Buffer.byteLength(path.split('/').at(-1) ?? '')).toBeLessThanOrEqual(255);
      }),
    );
  });
});

test('an upload that was cut off is no report', () =>
  withLibrary(async ({ reports, library }) => {
    await mkdir(join(reports, 'uploads'));
    await writeFile(join(reports, 'uploads', '.0123456789abcdef.part'), DONGHE);
    expect((await library.sync()).added).toEqual([]);
    await expect(access(join(reports, 'uploads', '.0123456789abcdef.part'))).resolves.toBeUndefined();
  }));
