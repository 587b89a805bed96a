import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbedder, type DownloadProgress } from '../../src/embed/index.js';
import { fetchModel } from '../../src/embed/hub.js';
import { modelHub, type Mishap, type TestHub } from '../support/model-hub.js';
import { tinyModel } from '../support/tiny-model.js';

const NAME = 'Xenova/tiny-bert';
const FILES = tinyModel();
const WEIGHTS = 'onnx/model_quantized.onnx';

let folder: string;
let hub: TestHub;
let mishaps: Map<string, Mishap>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'judian-hub-'));
  mishaps = new Map();
  hub = await modelHub(NAME, FILES, (file) => mishaps.get(file) ?? null);
});

afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

const fetched = () => ({ endpoint: hub.endpoint, folder });
const fetchTiny = (heard: (progress: DownloadProgress) => void = () => {}) => fetchModel(NAME, fetched(), heard, 200);
const files = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.relative(path.join(folder, NAME), path.join(entry.parentPath, entry.name))).toSorted();

describe('a model of a hub', () => {
  test('is fetched once, with progress, and needs no network afterwards', async () => {
    const heard: DownloadProgress[] = [];
    const source = { model: path.join(folder, 'none'), remote: { name: NAME, hub: fetched() } };
    const first = await createEmbedder({ ...source, onDownload: (progress) => heard.push(progress) });
    const size = FILES.get(WEIGHTS)?.length;
    expect(heard.findLast(({ file }) => file === WEIGHTS)).toEqual({ stage: 'download', file: WEIGHTS, done: size, total: size });
    expect(await files()).toEqual([...FILES.keys()].toSorted());
    await hub.close();
    const again = await createEmbedder(source);
    expect(again.modelId).toBe(first.modelId);
    expect(await again.embedQuestion('增长')).toEqual(await first.embedQuestion('增长'));
    await Promise.all([first.close(), again.close()]);
    hub = await modelHub(NAME, FILES);
  });

  test('is not asked for where a folder of that name is', async () => {
    const model = await fetchTiny();
    const { length } = hub.asked;
    const embedder = await createEmbedder({ model, remote: { name: NAME, hub: fetched() } });
    expect(hub.asked).toHaveLength(length);
    await embedder.close();
  });

  test.each([
    ['that is cut off', 'cut off'],
    ['that falls silent', 'silent'],
    ['that has trouble of its own', 'error'],
  ] as const)('fails with MODEL_UNREACHABLE at a hub %s, leaves no half file, and goes on from there', async (_, mishap) => {
    mishaps.set(WEIGHTS, mishap);
    await expect(fetchTiny()).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE', parameters: { name: NAME, hub: hub.endpoint } });
    expect(await files()).toEqual([...FILES.keys()].filter((file) => file !== WEIGHTS).toSorted());
    mishaps.clear();
    const { length } = hub.asked;
    await fetchTiny();
    expect(await files()).toEqual([...FILES.keys()].toSorted());
    expect(hub.asked.slice(length).filter((url) => url.endsWith('config.json') && !url.includes('Pooling'))).toEqual([]);
  });

  test('fails with MODEL_UNREACHABLE where there is no hub, and says how to go on in both languages', async () => {
    await hub.close();
    const error = await fetchTiny().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'MODEL_UNREACHABLE' });
    for (const [language, words] of [['zh', ['HF_ENDPOINT', 'EMBEDDING_MODEL', '镜像', 'ECONNREFUSED']], ['en', ['HF_ENDPOINT', 'EMBEDDING_MODEL', 'mirror', 'ECONNREFUSED']]] as const) {
      for (const word of words) expect(Object(error).in(language)).toContain(word);
    }
    hub = await modelHub(NAME, FILES);
  });

  test.each(['Xenova/none', 'nobody/tiny-bert'])('fails with MODEL_UNKNOWN for %s', async (name) => {
    await expect(fetchModel(name, fetched(), () => {})).rejects.toMatchObject({ code: 'MODEL_UNKNOWN', parameters: { name } });
    expect(await files()).toEqual([]);
  });

  test('fails with MODEL_UNKNOWN where it has no such weights', async () => {
    await hub.close();
    hub = await modelHub(NAME, new Map([...FILES].filter(([file]) => file !== WEIGHTS)));
    await expect(fetchTiny()).rejects.toMatchObject({ code: 'MODEL_UNKNOWN', parameters: { file: WEIGHTS } });
  });
});
