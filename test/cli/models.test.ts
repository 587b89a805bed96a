import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { modelHub, type TestHub } from '../support/model-hub.js';
import { tinyModel, writeTinyModel } from '../support/tiny-model.js';
import { judian, tinyFolder, type Folder } from './judian.js';

const NAME = 'Xenova/tiny-bert';
const QUESTION = '2023年东河区地区生产总值是多少？';
/** A port on which nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';

// A process that starts first may have to compile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Folder;
let hub: TestHub;

beforeEach(async () => {
  folder = await tinyFolder();
  hub = await modelHub(NAME, tinyModel());
});

afterEach(() => hub.close());

const remote = (): Record<string, string> => ({ EMBEDDING_MODEL: NAME, HF_ENDPOINT: hub.endpoint });
const offline = { EMBEDDING_MODEL: NAME, HF_ENDPOINT: NOWHERE };
const ask = (env: Readonly<Record<string, string>>) => judian(folder, ['ask', QUESTION], { env });

describe('another embedding model', () => {
  test('is fetched by its name, embeds all passages again, and serves offline afterwards', async () => {
    const { out } = await judian(folder, ['index', '--json']);
    const { passages } = JSON.parse(out);
    const changed = await judian(folder, ['index', '--json'], { env: remote() });
    expect(changed.code).toBe(0);
    expect(JSON.parse(changed.out)).toMatchObject({ added: [], changed: [], removed: [], passagesEmbedded: passages, passages });
    expect(changed.notes.join('\n')).toMatch(/tiny-bert@.*已启用/);
    const answered = await ask(offline);
    expect(answered).toMatchObject({ code: 0, notes: [] });
    expect(answered.out).toContain('451亿元');
  });

  test('that cannot be fetched fails with what to do where there is no index yet, and leaves none', async () => {
    const refused = await ask(offline);
    expect(refused.code).toBe(1);
    expect(refused.notes).toEqual([expect.stringMatching(/Xenova\/tiny-bert.*HF_ENDPOINT.*内置模型/)]);
    expect((await ask({})).code).toBe(0);
  });

  test('that cannot be fetched leaves the index of the bundled model answering, and taking new reports', async () => {
    await judian(folder, ['index']);
    await writeFile(join(folder.reports, '新.txt'), '关于青石区2023年国民经济和社会发展计划执行情况的报告\n\n一、2023年计划执行情况\n全年粮食产量达到88万吨。\n');
    const { code, out, notes } = await judian(folder, ['ask', '2023年青石区粮食产量'], { env: { ...offline, JUDIAN_LANGUAGE: 'en' } });
    expect(code).toBe(0);
    expect(out).toContain('88万吨');
    expect(notes[0]).toMatch(/cannot be fetched.*The index that is there answers meanwhile/);
    const synced = await judian(folder, ['index'], { env: offline });
    expect(synced.code).toBe(1);
    expect(synced.notes.join()).toContain('HF_ENDPOINT');
  });

  test('that is gone leaves its index answering by words; new reports wait', async () => {
    const model = join(folder.path, 'mine');
    await writeTinyModel(model);
    expect((await judian(folder, ['index'], { env: { EMBEDDING_MODEL: model } })).code).toBe(0);
    await writeFile(join(folder.reports, '新.txt'), '青石区政府工作报告\n\n一、回顾\n全年粮食产量达到88万吨。\n');
    const { code, out, notes } = await ask({ EMBEDDING_MODEL: join(folder.path, 'gone') });
    expect(code).toBe(0);
    expect(out).toContain('451亿元');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/找不到嵌入模型.*沿用原有索引/);
  });

  test('that the hub does not know is told from a hub that cannot be reached', async () => {
    const { code, notes } = await ask({ ...remote(), EMBEDDING_MODEL: 'Xenova/none' });
    expect(code).toBe(1);
    expect(notes.join()).toContain('不是本机目录');
  });

  test('of a folder in the working directory is taken before one of a hub', async () => {
    await mkdir(join(folder.path, 'Xenova'));
    await writeTinyModel(join(folder.path, NAME));
    expect((await ask(remote())).code).toBe(0);
    expect(hub.asked).toEqual([]);
  });
});
