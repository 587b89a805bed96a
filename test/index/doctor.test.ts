import { readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { clearIndex, examineIndex, type FindingCode } from '../../src/index/index.js';
import { takeLock } from '../../src/index/lock.js';
import { countingEmbedder } from '../support/index-embedder.js';
import { contentOf, withHarness, type Harness } from '../support/index-harness.js';

const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';
const KUNDULUN = '昆都仑区政府工作报告\n一、工作回顾\n一般公共预算收入完成六十亿元。';
const HEALTHY: FindingCode[] = ['STORE_FINE', 'MODEL_FINE', 'FOLDER_FINE', 'DERIVED_FINE', 'RECALL_FINE', 'LEFTOVERS_NONE', 'DISK_FINE'];

async function prepare({ write, open }: Harness): Promise<void> {
  await write('a.txt', DONGHE);
  await write('b.txt', KUNDULUN);
  const index = await open();
  await index.sync();
  await index.close();
}

const codesOf = async ({ options }: Harness): Promise<FindingCode[]> => (await examineIndex(options())).map(({ code }) => code);

const wrongIn = async ({ options }: Harness): Promise<FindingCode[]> => (await examineIndex(options())).filter(({ state }) => state === 'wrong').map(({ code }) => code);

/** What `doctor --fix` does. */
async function mend({ options, open }: Harness): Promise<void> {
  await clearIndex(options(), await examineIndex(options()));
  const index = await open();
  await index.sync({ rehash: true });
  await index.close();
  await clearIndex(options(), await examineIndex(options()));
}

async function derived({ dir }: Harness, start: string): Promise<string> {
  return join(dir, (await readdir(dir)).find((name) => name.startsWith(start)) ?? '');
}

function changeStore({ dir }: Harness, sql: string): void {
  const database = new Database(join(dir, 'index.sqlite'));
  database.exec(sql);
  database.close();
}

describe('the doctor', () => {
  test('finds an index in line with its reports healthy, and changes nothing', () =>
    withHarness(async (harness) => {
      await prepare(harness);
      const state = async () => Promise.all((await readdir(harness.dir)).filter((name) => !/-(?:wal|shm)$/u.test(name)).map(async (name) => [name, (await stat(join(harness.dir, name))).mtimeMs, await readFile(join(harness.dir, name), 'base64')]));
      const before = await state();
      expect(await codesOf(harness)).toEqual(HEALTHY);
      expect(await state()).toEqual(before);
      expect(harness.embedder.embedded).toHaveLength(3);
    }));

  const troubles: [string, FindingCode[], (harness: Harness) => Promise<void>][] = [
    ['no index', ['INDEX_MISSING'], ({ dir }) => rm(dir, { recursive: true })],
    ['a damaged store', ['STORE_DAMAGED'], ({ dir }) => writeFile(join(dir, 'index.sqlite'), '这不是数据库'.repeat(500))],
    ['a report that is not as it was stored', ['STORE_DAMAGED'], async (harness) => changeStore(harness, "UPDATE reports SET id_hashes = zeroblob(length(id_hashes))")],
    ['a text that is not as it was stored', ['STORE_DAMAGED'], async (harness) => changeStore(harness, "UPDATE bodies SET text = substr(text, 1, length(text) - 2)")],
    ['a passage that is not as it was stored', ['STORE_DAMAGED'], async (harness) => changeStore(harness, "UPDATE passages SET content = CAST(replace(CAST(content AS TEXT), '451', '452') AS BLOB)")],
    ['a passage that is missing', ['STORE_DAMAGED'], async (harness) => changeStore(harness, 'DELETE FROM passages WHERE place = (SELECT max(place) FROM passages)')],
    ['vectors that no report has', ['VECTORS_UNUSED'], async (harness) => changeStore(harness, "INSERT INTO vectors SELECT 99, model_id, 'x', vector FROM vectors WHERE label = 1")],
    ['another model', ['MODEL_DIFFERS'], async (harness) => changeStore(harness, "UPDATE state SET model_id = 'other'")],
    ['another parser', ['PARSER_DIFFERS'], async (harness) => changeStore(harness, "UPDATE state SET parser = '0'")],
    ['a file added', ['FOLDER_DIFFERS'], ({ write }) => write('c.txt', '青山区政府工作报告\n产值增长。')],
    ['a file gone', ['FOLDER_DIFFERS'], ({ reports }) => rm(join(reports, 'a.txt'))],
    ['a file changed behind its size and time', ['FOLDER_DIFFERS'], async ({ reports }) => {
      const path = join(reports, 'a.txt');
      const { atime, mtime } = await stat(path);
      await writeFile(path, DONGHE.replace('451', '459'));
      await utimes(path, atime, mtime);
    }],
    ['a damaged graph', ['DERIVED_DAMAGED'], async (harness) => truncate(await derived(harness, 'graph-'), 50)],
    ['a missing lexical index', ['DERIVED_DAMAGED'], async (harness) => rm(await derived(harness, 'lexical-'))],
    ['no manifest', ['DERIVED_DAMAGED', 'LEFTOVERS'], async (harness) => rm(await derived(harness, 'manifest'))],
    ['search files of another generation', ['DERIVED_OLD'], async (harness) => changeStore(harness, 'UPDATE state SET generation = 7')],
    ['leftovers of killed processes', ['LEFTOVERS'], async ({ dir }) => {
      for (const name of ['graph-9.bin.tmp-graph', 'lexical-4.bin', 'manifest.json.tmp-7', 'writer.lock.Ab-_9', 'writer.lock.stale-xyz', 'index.sqlite.damaged-2024']) await writeFile(join(dir, name), 'x');
      await writeFile(join(dir, 'writer.lock'), JSON.stringify({ pid: 999_999_999, started: null, token: 'gone' }));
    }],
  ];
  test.each(troubles)('finds %s, and nothing once it is mended', (_, expected, harm) =>
    withHarness(async (harness) => {
      await prepare(harness);
      await harm(harness);
      expect(await wrongIn(harness)).toEqual(expected);
      await mend(harness);
      expect(await codesOf(harness)).toEqual(HEALTHY);
      const names = (await readdir(harness.dir)).filter((name) => !/-(?:wal|shm)$/u.test(name)).map((name) => name.replace(/-\d+\.bin$/u, ''));
      expect(names.toSorted()).toEqual(['graph', 'index.sqlite', 'lexical', 'manifest.json', 'neighbours', 'vectors']);
      const full = await harness.open({ dir: `${harness.dir}-full`, embedder: countingEmbedder() });
      await full.sync();
      expect(contentOf((await harness.open()).snapshot())).toEqual(contentOf(full.snapshot()));
      await rm(`${harness.dir}-full`, { recursive: true });
    }),
  );

  test('finds vectors that are not those of the store, and takes them from there', () =>
    withHarness(async (harness) => {
      await prepare(harness);
      changeStore(harness, 'UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE label = 2) WHERE label = 1');
      expect(await wrongIn(harness)).toEqual(['DERIVED_DIFFERS']);
      await mend(harness);
      expect(await codesOf(harness)).toEqual(HEALTHY);
      const { vectors } = (await harness.open()).snapshot();
      expect(vectors.vector(0)).toEqual(vectors.vector(1));
    }));

  test('says what it cannot mend: a reports folder that is not there, an index of a newer version', () =>
    withHarness(async (harness) => {
      await prepare(harness);
      await rename(harness.reports, `${harness.reports}-away`);
      const away = await examineIndex(harness.options());
      expect(away.filter(({ state }) => state === 'wrong').map(({ error }) => error?.code)).toEqual(['REPORTS_DIR_MISSING']);
      await rename(`${harness.reports}-away`, harness.reports);
      changeStore(harness, 'PRAGMA user_version = 99');
      expect((await examineIndex(harness.options()))[0]?.error?.code).toBe('INDEX_NEWER');
    }));

  test('names files that cannot be read, without calling the index wrong', () =>
    withHarness(async (harness) => {
      await harness.write('bad.txt', '坏');
      await prepare(harness);
      const failed = (await examineIndex(harness.options())).filter(({ state }) => state === 'note');
      expect(failed).toEqual([expect.objectContaining({ code: 'FILE_FAILED', parameters: expect.objectContaining({ file: 'bad.txt' }) })]);
      expect(await wrongIn(harness)).toEqual([]);
    }));

  test('leaves the files of a sync under way alone', () =>
    withHarness(async (harness) => {
      await prepare(harness);
      const draft = join(harness.dir, 'graph-2.bin.tmp-graph');
      await writeFile(draft, 'x');
      const lock = takeLock(join(harness.dir, 'writer.lock'));
      expect(await codesOf(harness)).toContain('LOCK_HELD');
      await expect(clearIndex(harness.options(), await examineIndex(harness.options()))).rejects.toMatchObject({ code: 'INDEX_LOCKED' });
      expect((await stat(draft)).size).toBe(1);
      lock.release();
    }));
});
