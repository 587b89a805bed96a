import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { listReportFiles, readReportFile } from '../../../src/reports/load/index.js';

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'judian-list-'));
  root = join(folder, 'reports');
  await mkdir(root);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), '政府工作报告');
  }
}

async function list(): Promise<{ files: string[]; failed: string[] }> {
  const { files, failed } = await listReportFiles([root]);
  return { files: files.map((listed) => listed.file), failed: failed.map(({ file, error }) => `${file} ${error.code}`) };
}

describe('listing reports', () => {
  it('finds every supported file below the root, in the order of their paths', async () => {
    await put('b.txt', 'a/c.PDF', 'a.md', 'a/b/d.docx', '报告.html', 'e.htm', 'f.markdown');
    expect((await list()).files).toEqual(['a.md', 'a/b/d.docx', 'a/c.PDF', 'b.txt', 'e.htm', 'f.markdown', '报告.html']);
  });

  it('gives root, path, size and time of each', async () => {
    await put('a.txt');
    const [listed] = (await listReportFiles([root])).files;
    expect(listed).toMatchObject({ root, file: 'a.txt', size: 18 });
    expect(listed?.path.endsWith(join('reports', 'a.txt'))).toBe(true);
    expect(listed?.mtimeMs).toBeGreaterThan(0);
  });

  it('passes over what stands beside reports', async () => {
    await put('README.md', 'readme.txt', '.hidden.txt', '~$a.docx', '.git/a.txt', 'node_modules/a.txt', '__MACOSX/a.txt', 'Thumbs.db', 'a.tmp', 'LICENSE');
    expect(await list()).toEqual({ files: [], failed: [] });
  });

  it('names files that cannot be reports', async () => {
    await put('a.doc', 'b.wps', 'c.jpg', 'd.zip', 'e.xlsx', '报告');
    const { files, failed } = await listReportFiles([root]);
    expect(files).toEqual([]);
    expect(failed.map(({ error }) => error.parameters['extension'])).toEqual(['.doc', '.wps', '.jpg', '.zip', '.xlsx', '无扩展名 (no extension)']);
    expect(failed[0]?.error.in('zh')).toBe('a.doc：不支持 .doc 格式，已跳过。请换成 txt、md、html、docx 或 pdf。');
  });

  it('names files that are too large, without reading them', async () => {
    await put('a.txt');
    await truncate(join(root, 'a.txt'), 50 * 1024 * 1024 + 1);
    expect((await list()).failed).toEqual(['a.txt FILE_TOO_LARGE']);
  });

  it('lists a file once where folders overlap', async () => {
    await put('a/b.txt');
    expect((await listReportFiles([root, root])).files).toHaveLength(1);
    expect((await listReportFiles([root, join(root, 'a')])).files).toHaveLength(1);
  });

  it('ends in a loop of links', async () => {
    await put('a/b.txt');
    await symlink(root, join(root, 'a', 'loop'));
    await symlink(join(root, 'self'), join(root, 'self'));
    expect(await list()).toEqual({ files: ['a/b.txt'], failed: ['self FILE_UNREADABLE'] });
  });

  it('follows no link out of the root, and says so', async () => {
    await put('a.txt');
    await writeFile(join(folder, 'secret.txt'), '秘密');
    await symlink(join(folder, 'secret.txt'), join(root, 'b.txt'));
    await symlink(folder, join(root, 'outside'));
    expect(await list()).toEqual({ files: ['a.txt'], failed: ['b.txt FILE_UNREADABLE', 'outside FILE_UNREADABLE'] });
  });

  it('takes a root that is a link', async () => {
    await put('a.txt');
    await symlink(root, join(folder, 'link'));
    const { files } = await listReportFiles([join(folder, 'link')]);
    expect(files).toMatchObject([{ root: join(folder, 'link'), file: 'a.txt' }]);
  });

  it('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(root, 'a.txt')]);
    expect((await list()).failed).toEqual(['a.txt FILE_UNREADABLE']);
  });

  it.skipIf(process.getuid?.() === 0)('names files and folders without permission', async () => {
    await put('a.txt', 'b/c.txt');
    await chmod(join(root, 'a.txt'), 0);
    await chmod(join(root, 'b'), 0);
    expect((await list()).failed).toEqual(['a.txt FILE_UNREADABLE', 'b/ FILE_UNREADABLE']);
    await chmod(join(root, 'b'), 0o700);
  });

  it.skipIf(process.getuid?.() === 0)('refuses a root without permission', async () => {
    await chmod(root, 0);
    await expect(listReportFiles([root])).rejects.toMatchObject({ code: 'REPORTS_DIR_UNREADABLE' });
    await chmod(root, 0o700);
  });

  it('refuses a root that is missing or no folder', async () => {
    await put('a.txt');
    await expect(listReportFiles([join(root, 'x')])).rejects.toMatchObject({ code: 'REPORTS_DIR_MISSING', parameters: { path: join(root, 'x') } });
    await expect(listReportFiles([join(root, 'a.txt')])).rejects.toMatchObject({ code: 'REPORTS_DIR_UNREADABLE' });
  });
});

describe('reading a report file', () => {
  it('gives its bytes', async () => {
    await put('a.txt');
    expect(await readReportFile({ file: 'a.txt', path: join(root, 'a.txt') })).toHaveLength(18);
  });

  it('says which file is gone', async () => {
    await expect(readReportFile({ file: 'x.txt', path: join(root, 'x.txt') })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      parameters: { file: 'x.txt' },
    });
  });
});
