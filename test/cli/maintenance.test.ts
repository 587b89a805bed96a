import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { judian, REPORT_FILE, startJudian, tinyFolder } from './judian.js';

// A process that starts first may have to compile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

test('index says what it would do without making an index, then does it, and all of it again', async () => {
  const folder = await tinyFolder();
  const dry = await judian(folder, ['index', '--dry-run']);
  expect([dry.code, dry.notes]).toEqual([0, []]);
  expect(dry.out).toMatch(new RegExp(`^新增 ${REPORT_FILE}\n试运行，索引未改动：将新增 1，.*将嵌入 \\d+ 段`, 'u'));
  expect(existsSync(folder.index)).toBe(false);
  await judian(folder, ['index']);
  const rebuilt = JSON.parse((await judian(folder, ['index', '--rebuild', '--json'])).out);
  expect(rebuilt).toMatchObject({ added: [], changed: [], passagesEmbedded: rebuilt.passages });
});

test('index --watch follows the folder until it is told to stop', async () => {
  const folder = await tinyFolder();
  const child = startJudian(folder, ['index', '--watch', '--json']);
  const notes = createInterface({ input: child.stderr });
  const summaries = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const following = once(notes, 'line');
  expect(JSON.parse((await summaries.next()).value ?? '')).toMatchObject({ added: [REPORT_FILE] });
  expect(await following).toEqual([expect.stringMatching(/^正在跟踪 .*seeds，按 Ctrl\+C 停止。$/u)]);
  await rm(join(folder.reports, REPORT_FILE));
  await writeFile(join(folder.reports, '新报告.txt'), '石拐区政府工作报告\n一、工作回顾\n全年地区生产总值完成134.7亿元，同比增长10.5%。\n');
  const seen: { added: string[]; removed: string[] } = { added: [], removed: [] };
  // The system may tell of both changes at once or one after the other.
  while (seen.added.length === 0 || seen.removed.length === 0) {
    const { added, removed } = JSON.parse((await summaries.next()).value ?? '');
    seen.added.push(...added);
    seen.removed.push(...removed);
  }
  expect(seen).toEqual({ added: ['新报告.txt'], removed: [REPORT_FILE] });
  child.kill('SIGINT');
  expect((await once(child, 'close'))[0]).toBe(0);
});

test('doctor says what is wrong, mends it when asked to, and then finds all well', async () => {
  const folder = await tinyFolder();
  await judian(folder, ['index']);
  expect(await judian(folder, ['doctor'])).toMatchObject({ code: 0, notes: [], out: expect.stringMatching(/\n\n一切正常。\n$/u) });
  await writeFile(join(folder.index, 'writer.lock.left'), '');
  const [graph = ''] = (await readdir(folder.index)).filter((name) => name.startsWith('graph-'));
  await writeFile(join(folder.index, graph), 'damaged');
  const sick = await judian(folder, ['doctor']);
  expect(sick.code).toBe(1);
  expect(sick.out).toMatch(/✗ 检索文件 .*不可用/u);
  expect(sick.out).toMatch(/✗ 有 1 个残留文件，占 0 B：writer\.lock\.left。/u);
  expect(sick.out).toMatch(/\n有问题。运行 npm run doctor -- --fix 修复。\n$/u);
  const mended = await judian(folder, ['doctor', '--fix', '--json']);
  expect(mended.code).toBe(0);
  expect(JSON.parse(mended.out)).toMatchObject({ healthy: true, fixed: true });

  await writeFile(join(folder.index, 'writer.lock.left'), '');
  await rm(folder.reports, { recursive: true });
  const lost = await judian(folder, ['doctor', '--fix']);
  expect([lost.code, lost.notes]).toEqual([1, [expect.stringMatching(/^找不到报告目录/u)]]);
  expect(lost.out).toMatch(/正在修复[^]*✗ 找不到报告目录[^]*✓ 索引目录里没有残留文件。[^]*仍有问题，请按上面标 ✗ 的各行处理。\n$/u);
});
