import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { Recent } from '../../src/index/recent.js';
import type { Snapshot } from '../../src/index/index.js';
import { contentOf, withHarness, type Harness } from '../support/index-harness.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';
const QINGSHAN = '青山区政府工作报告\n一、工作回顾\n规上工业增加值增长8%。';

/** Without what the graph finds, which grows in place: scores differ in the eighth place. */
const shown = (snapshot: Snapshot) => ({ ...contentOf(snapshot), nearest: null });

/** An index of three reports; what it holds was read by another, so that nothing of it is in memory. */
async function prepared({ write, open }: Harness) {
  await write('a.txt', DONGHE);
  await write('b.txt', KUNDULUN);
  await write('c.txt', QINGSHAN);
  const first = await open();
  await first.sync();
  const content = shown(first.snapshot());
  await first.close();
  return { index: await open(), content };
}

/** One report changed, one gone, one renamed, one new. */
async function change({ write, reports }: Harness): Promise<void> {
  await write('a.txt', DONGHE.replace('451', '480'));
  await rm(join(reports, 'b.txt'));
  await rm(join(reports, 'c.txt'));
  await write('新.txt', QINGSHAN);
  await write('d.txt', `九原区政府工作报告\n一、工作回顾\n粮食产量五万吨。`);
}

test('a snapshot reads its own generation while a sync goes on and after two of them', () =>
  withHarness(async (harness) => {
    const { index, content } = await prepared(harness);
    const old = index.snapshot();
    const before = old.passages.at(0);
    await change(harness);
    const sync = index.sync();
    expect(old.passages.at(1)?.passage.text).toBe('城镇新增就业六千人。');
    await sync;
    expect(old.passages.all([2, 0, 99, 1, 0]).map(({ ordinal }) => ordinal)).toEqual([2, 0, 1, 0]);
    expect(old.passages.all([0])[0]).toBe(before);
    const middle = index.snapshot();
    await harness.write('a.txt', KUNDULUN);
    await rm(join(harness.reports, 'd.txt'));
    await index.sync();
    expect(shown(old)).toEqual(content);
    expect(old.passages.at(0)).toBe(before);
    expect([...middle.passages].map(({ passage }) => passage.text)).toEqual(['全年地区生产总值完成480亿元。', '城镇新增就业六千人。', '粮食产量五万吨。', '规上工业增加值增长8%。']);
    expect(index.snapshot().reports.map(({ file }) => file)).toEqual(['a.txt', '新.txt']);
    expect(shown(index.snapshot())).toEqual(shown((await harness.open()).snapshot()));
  }));

test('a snapshot reads its own generation when another process has made the next, also once that is taken over', () =>
  withHarness(async (harness) => {
    const { index, content } = await prepared(harness);
    const old = index.snapshot();
    await change(harness);
    const other = await harness.open();
    await other.sync();
    await other.close();
    expect(old.passages.at(0)?.passage.text).toBe('全年地区生产总值完成451亿元。');
    await index.sync();
    expect(index.snapshot().generation).toBe(2);
    expect(shown(old)).toEqual(content);
  }));

test('a snapshot of a damaged store reads what is whole in it, also once the index was made again', () =>
  withHarness(async (harness) => {
    const { index } = await prepared(harness);
    const database = new Database(join(harness.dir, 'index.sqlite'));
    database.exec('UPDATE passages SET crc = crc + 1 WHERE place = (SELECT min(place) FROM passages)');
    database.close();
    const broken = await harness.open();
    const old = broken.snapshot();
    const error = expect.objectContaining({ code: 'INDEX_BROKEN' });
    expect(() => old.passages.at(0)).toThrow(error);
    await broken.sync();
    expect(broken.snapshot().passages.at(0)?.passage.text).toBe('全年地区生产总值完成451亿元。');
    expect(() => old.passages.at(0)).toThrow(error);
    expect(() => old.passages.all([2, 0])).toThrow(error);
    expect(old.passages.at(2)?.passage.text).toBe('一般公共预算收入完成六十亿元。');
    // One that was opened before reads the moment at which it was.
    expect(index.snapshot().passages.at(0)?.passage.text).toBe('全年地区生产总值完成451亿元。');
  }));

test('the log of the store is cut after a sync, though a snapshot is being read', () =>
  withHarness(async (harness) => {
    const { index } = await prepared(harness);
    expect(index.snapshot().passages.at(0)).toBeDefined();
    await harness.write('e.txt', `固阳县政府工作报告\n${Array.from({ length: 200 }, (_, i) => `第${i}项工作完成。`).join('\n')}`);
    await index.sync();
    expect((await stat(join(harness.dir, 'index.sqlite-wal'))).size).toBe(0);
    expect(index.snapshot().passages).toHaveLength(204);
  }));

test('what was used last is kept, and no more of it than there is room for', () => {
  const made: number[] = [];
  const recent = new Recent<number, string>(3);
  const get = (key: number): string => recent.get(key, () => (made.push(key), String(key)));
  for (const key of [1, 2, 3, 1, 4, 1, 2]) expect(get(key)).toBe(String(key));
  expect(made).toEqual([1, 2, 3, 4, 2]);
  expect(recent.size).toBe(3);
});
