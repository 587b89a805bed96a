import { chmod, mkdir, readdir, readFile, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test, vi } from 'vitest';
import { absentEmbedder } from '../../src/embed/index.js';
import { JudianError } from '../../src/errors.js';
import { fromHalf, toHalf } from '../../src/index/float16.js';
import { embeddingText, indexedModel, type Snapshot } from '../../src/index/index.js';
import { countingEmbedder } from '../support/index-embedder.js';
import { contentOf, withHarness, type Harness } from '../support/index-harness.js';
import { parseTiny } from '../support/index-reports.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';

/** An index of both reports, closed; what it held. */
async function prepared({ write, open, embedder }: Harness) {
  await write('a.txt', DONGHE);
  await write('b.txt', KUNDULUN);
  const index = await open();
  await index.sync();
  const content = contentOf(index.snapshot());
  await index.close();
  embedder.embedded.length = 0;
  return content;
}

/** Scores by the graph and by exact scan differ in the eighth place. */
const rest = (content: ReturnType<typeof contentOf>) => ({ ...content, nearest: null });
const withoutGraph = (snapshot: Snapshot) => rest(contentOf(snapshot));

async function fileNamed({ dir }: Harness, start: string): Promise<string> {
  const name = (await readdir(dir)).find((one) => one.startsWith(start));
  if (name === undefined) throw new Error(`no ${start} in ${dir}`);
  return join(dir, name);
}

function changeStore({ dir }: Harness, sql: string): void {
  const database = new Database(join(dir, 'index.sqlite'));
  database.exec(sql);
  database.close();
}

async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  await writeFile(path, bytes);
}

/** As the index keeps a vector. */
const inHalf = (vector: Float32Array): Float32Array => vector.map((value) => fromHalf(toHalf(value)));

describe('opening an index', () => {
  test('serves what was indexed, without parsing or embedding', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const parseFile = vi.fn<() => never>();
      const index = await harness.open({ parseFile });
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(index.snapshot().generation).toBe(1);
      expect(await index.isStale()).toBe(false);
      await index.sync();
      expect(parseFile).not.toHaveBeenCalled();
      expect(harness.embedder.embedded).toEqual([]);
      expect(harness.logged).toEqual([]);
    }));

  const damages: [string, (path: string) => Promise<void>][] = [
    ['altered', flipBit],
    ['cut', (path) => truncate(path, 40)],
    ['empty', (path) => truncate(path, 0)],
    ['missing', (path) => rm(path)],
  ];
  for (const part of ['lexical-', 'vectors-', 'neighbours-', 'manifest']) {
    test.each(damages)(`makes ${part} again when it is %s, without embedding`, (_, damage) =>
      withHarness(async (harness) => {
        const content = await prepared(harness);
        await damage(await fileNamed(harness, part));
        const index = await harness.open();
        expect(contentOf(index.snapshot())).toEqual(content);
        expect(harness.embedder.embedded).toEqual([]);
        expect(harness.logged).toHaveLength(1);
        await index.close();
        expect(contentOf((await harness.open()).snapshot())).toEqual(content);
        expect(harness.logged).toHaveLength(1);
      }),
    );
  }

  test.each(damages)('makes a graph again that turns out to be %s when it is to grow', (_, damage) =>
    withHarness(async (harness) => {
      await prepared(harness);
      await damage(await fileNamed(harness, 'graph-'));
      const index = await harness.open();
      expect(harness.logged).toEqual([]);
      await harness.write('c.txt', '青山区政府工作报告\n产值增长。');
      expect((await index.sync()).added).toEqual(['c.txt']);
      expect(harness.logged).toEqual([expect.stringContaining('graph-')]);
      const content = contentOf(index.snapshot());
      await index.close();
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      expect(harness.logged).toHaveLength(1);
    }));

  test('makes all derived files again when they are gone, and clears what a killed process left', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const names = (await readdir(harness.dir)).filter((name) => !name.startsWith('index.sqlite'));
      for (const name of names) await rm(join(harness.dir, name));
      for (const name of ['lexical-9.bin', 'graph-2.bin.tmp-graph', 'manifest.json.tmp-77']) await writeFile(join(harness.dir, name), 'x');
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      expect((await readdir(harness.dir)).filter((name) => !name.startsWith('index.sqlite')).toSorted()).toEqual(names.toSorted());
    }));

  test('brings older derived files up to the generation of the store', () =>
    withHarness(async (harness) => {
      await prepared(harness);
      const names = (await readdir(harness.dir)).filter((name) => !name.startsWith('index.sqlite'));
      const kept = await Promise.all(names.map(async (name) => [name, await readFile(join(harness.dir, name))] as const));
      await harness.write('c.txt', '青山区政府工作报告\n产值增长。');
      await rm(join(harness.reports, 'a.txt'));
      const index = await harness.open();
      await index.sync();
      const content = contentOf(index.snapshot());
      await index.close();
      for (const name of await readdir(harness.dir)) if (!name.startsWith('index.sqlite')) await rm(join(harness.dir, name));
      for (const [name, bytes] of kept) await writeFile(join(harness.dir, name), bytes);
      const reopened = await harness.open();
      expect(contentOf(reopened.snapshot())).toEqual(content);
      expect(reopened.snapshot().generation).toBe(2);
    }));

  test.each([
    ['garbage', (path: string) => writeFile(path, '这不是数据库'.repeat(500))],
    ['cut', (path: string) => truncate(path, 9000)],
    ['altered', async (path: string) => writeFile(path, (await readFile(path)).fill(0xaa, 4096))],
    ['another SQLite file', async (path: string) => {
      await rm(path);
      const other = new Database(path);
      other.exec('CREATE TABLE reports (id TEXT)');
      other.close();
    }],
  ])('moves a damaged store aside and reads the reports again (%s)', (_, damage) =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      await checkpointed(harness.dir);
      await damage(join(harness.dir, 'index.sqlite'));
      const index = await harness.open();
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(harness.logged.filter((line) => line.includes('已损坏'))).toHaveLength(1);
      expect((await readdir(harness.dir)).some((name) => name.includes('damaged-'))).toBe(true);
      await index.close();
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
    }),
  );

  test.each([
    ['passage', "UPDATE passages SET content = CAST(replace(CAST(content AS TEXT), '451', '452') AS BLOB)"],
    ['text', 'UPDATE bodies SET text = substr(text, 1, length(text) - 2)'],
  ])('serves no %s that is not as it was stored: it is told what to do, and the next sync reads the reports again', (part, harm) =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      changeStore(harness, harm);
      const index = await harness.open();
      expect(await index.isStale()).toBe(false);
      expect(() => contentOf(index.snapshot())).toThrow(expect.objectContaining({ code: 'INDEX_BROKEN', parameters: expect.objectContaining({ path: join(harness.dir, 'index.sqlite') }) }));
      // What is whole is still served.
      const other = index.snapshot().reports.find(({ file }) => file === 'b.txt')?.id ?? '';
      if (part === 'passage') expect(index.snapshot().body(other)?.text).toBe(KUNDULUN);
      expect(await index.isStale()).toBe(true);
      expect(await index.sync()).toMatchObject({ added: ['a.txt', 'b.txt'] });
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(await index.isStale()).toBe(false);
      expect(harness.logged.some((line) => line.includes('已损坏'))).toBe(true);
    }),
  );

  test('reads the reports again where one is not listed as it was stored', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      changeStore(harness, "UPDATE reports SET head = CAST(replace(CAST(head AS TEXT), '东河', '西河') AS BLOB)");
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      expect(harness.logged.some((line) => line.includes('已损坏'))).toBe(true);
    }));

  test('refuses the index of a newer version', () =>
    withHarness(async (harness) => {
      await prepared(harness);
      const database = new Database(join(harness.dir, 'index.sqlite'));
      database.exec('PRAGMA user_version = 99');
      database.close();
      await expect(harness.open()).rejects.toMatchObject({ code: 'INDEX_NEWER', parameters: { found: 99 } });
    }));

  test('serves what another model made, until a sync has embedded all passages again', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const other = countingEmbedder({ modelId: 'other-model', dimension: 48 });
      const heard: number[] = [];
      const index = await harness.open({ embedder: other, onProgress: (progress) => void (progress.stage === 'embed' && heard.push(progress.total)) });
      expect(withoutGraph(index.snapshot())).toEqual(rest(content));
      expect(index.snapshot().modelId).toBe(harness.embedder.modelId);
      expect(other.embedded).toEqual([]);
      expect(await index.isStale()).toBe(true);
      expect((await index.sync()).passagesEmbedded).toBe(3);
      expect(heard).toEqual([3]);
      expect(other.embedded).toHaveLength(3);
      expect(index.snapshot()).toMatchObject({ generation: 2, modelId: 'other-model', vectors: { dimension: 48 } });
      expect(index.snapshot().reports).toEqual(content.reports);
      expect(harness.logged).toEqual([expect.stringContaining('沿用旧索引'), expect.stringContaining('已启用')]);
      await index.close();
      const again = await harness.open({ embedder: other });
      expect(again.snapshot().generation).toBe(2);
      expect(await again.isStale()).toBe(false);
      expect(other.embedded).toHaveLength(3);
    }));

  test('keeps the old generation when embedding for another model fails, or is given up', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const reason = new JudianError('MODEL_UNREACHABLE', { name: 'a/b', hub: 'http://hub', reason: 'offline' });
      const absent = await harness.open({ embedder: absentEmbedder({ modelId: 'other-model', dimension: 48 }, reason) });
      await expect(absent.sync()).rejects.toBe(reason);
      expect(withoutGraph(absent.snapshot())).toEqual(rest(content));
      await absent.close();

      const other = countingEmbedder({ modelId: 'other-model', dimension: 48 });
      const index = await harness.open({ embedder: other });
      index.giveUp();
      await expect(index.sync()).rejects.toMatchObject({ code: 'INDEX_GIVEN_UP' });
      expect(withoutGraph(index.snapshot())).toEqual(rest(content));
      await index.close();
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
    }));

  test('never mixes vectors of two models when another process changes the model meanwhile', () =>
    withHarness(async (harness) => {
      await prepared(harness);
      const first = await harness.open();
      const other = countingEmbedder({ modelId: 'other-model', dimension: 48 });
      await (await harness.open({ embedder: other })).sync();
      await harness.write('丁.txt', '一、投资\n固定资产投资76.5亿元。\n');
      await first.sync();
      expect(first.snapshot()).toMatchObject({ modelId: harness.embedder.modelId, vectors: { dimension: 32 } });
      for (const indexed of first.snapshot().passages) {
        expect(first.snapshot().vectors.vector(indexed.ordinal)).toEqual(inHalf(await harness.embedder.embedQuestion(embeddingText(indexed))));
      }
    }));

  test('tells which model an index was made with', () =>
    withHarness(async (harness) => {
      expect(indexedModel(harness.dir)).toBeNull();
      await harness.open();
      expect(indexedModel(harness.dir)).toBeNull();
      await prepared(harness);
      expect(indexedModel(harness.dir)).toEqual({ modelId: harness.embedder.modelId, dimension: harness.embedder.dimension });
    }));

  test('makes search text again when the analyser has changed', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const database = new Database(join(harness.dir, 'index.sqlite'));
      database.exec("UPDATE state SET analyser = '0-old'");
      database.close();
      const index = await harness.open();
      expect(index.snapshot().generation).toBe(2);
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(harness.embedder.embedded).toEqual([]);
    }));

  test.skipIf(process.getuid?.() === 0)('says that the folder cannot be written', () =>
    withHarness(async (harness) => {
      await chmod(harness.reports, 0o555);
      await expect(harness.open({ dir: join(harness.reports, 'index') })).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE' });
      await chmod(harness.reports, 0o755);
    }));

  test('says that the folder of the index is a file', () =>
    withHarness(async (harness) => {
      await writeFile(join(harness.reports, 'index'), '');
      await expect(harness.open({ dir: join(harness.reports, 'index') })).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE' });
    }));
});

describe('a sync that cannot write', () => {
  test('says so, and leaves the generation before in use', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const index = await harness.open();
      await harness.write('c.txt', '青山区政府工作报告\n产值增长。');
      const obstacle = join(harness.dir, 'lexical-2.bin');
      await mkdir(obstacle);
      await expect(index.sync()).rejects.toMatchObject({ code: 'INDEX_UNWRITABLE' });
      expect(contentOf(index.snapshot())).toEqual(content);
      expect(contentOf((await harness.open()).snapshot())).toEqual(content);
      await rmdir(obstacle);
      await harness.write('d.txt', '石拐区政府工作报告\n产值持平，财政收入下降。');
      expect(await index.sync()).toMatchObject({ added: ['c.txt', 'd.txt'], passages: 5 });
      expect(contentOf((await harness.open()).snapshot())).toEqual(contentOf(index.snapshot()));
      for (const { ordinal } of index.snapshot().passages) {
        const { vectors } = index.snapshot();
        expect(vectors.search(vectors.vector(ordinal), 1)[0]?.ordinal).toBe(ordinal);
      }
    }));
});

describe('two indexes on one folder', () => {
  test('refuse to sync at the same time', () =>
    withHarness(async (harness) => {
      await harness.write('a.txt', DONGHE);
      const two = await harness.open();
      const one = await harness.open({
        parseFile: async (path, file) => {
          await expect(two.sync()).rejects.toMatchObject({ code: 'INDEX_LOCKED', parameters: { pid: process.pid } });
          return parseTiny(path, file);
        },
      });
      expect((await one.sync()).added).toEqual(['a.txt']);
      expect((await two.sync()).added).toEqual([]);
      expect(two.snapshot().passages).toHaveLength(2);
    }));

  test('see what the other has written', () =>
    withHarness(async (harness) => {
      await prepared(harness);
      const [one, two] = [await harness.open(), await harness.open()];
      await harness.write('c.txt', '青山区政府工作报告\n产值增长。');
      await one.sync();
      const old = two.snapshot();
      expect(await two.isStale()).toBe(true);
      expect(await two.sync()).toMatchObject({ added: [], passages: 4 });
      expect(contentOf(two.snapshot())).toEqual(contentOf(one.snapshot()));
      expect(old.passages).toHaveLength(3);
      await harness.write('d.txt', '石拐区政府工作报告\n产值持平。');
      await two.sync();
      await one.sync();
      expect(contentOf(one.snapshot())).toEqual(contentOf(two.snapshot()));
    }));

  test('notice that the store has been replaced', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const one = await harness.open();
      for (const name of await readdir(harness.dir)) if (name.startsWith('index.sqlite')) await rm(join(harness.dir, name));
      expect(await one.isStale()).toBe(true);
      await one.sync();
      expect(contentOf(one.snapshot())).toEqual(content);
    }));

  test('mend a store that is damaged while it is open', () =>
    withHarness(async (harness) => {
      const content = await prepared(harness);
      const one = await harness.open();
      const path = join(harness.dir, 'index.sqlite');
      await checkpointed(harness.dir);
      await writeFile(path, (await readFile(path)).fill(0xaa));
      await harness.write('c.txt', '青山区政府工作报告\n产值增长。');
      await one.sync();
      await rm(join(harness.reports, 'c.txt'));
      await one.sync();
      expect(contentOf(one.snapshot())).toEqual(content);
    }));
});

/** Closing leaves the write-ahead log: its pages are moved into the file, so that damage to the file is seen. */
async function checkpointed(dir: string): Promise<void> {
  const path = join(dir, 'index.sqlite');
  const database = new Database(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  for (const suffix of ['-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
}
