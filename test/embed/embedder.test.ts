import { cp, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmbedder, toLangChain } from '../../src/embed/index.js';
import type { Embedder } from '../../src/embed/index.js';

const MODEL = path.resolve(import.meta.dirname, '../../embeddings/model');

const PASSAGES = [
  '全年地区生产总值完成451亿元，同比增长7%；规上工业增加值增长9%；固定资产投资完成76.5亿元，同比增长15.1%。',
  '新建改扩建幼儿园12所，新增学位3600个，义务教育阶段学校课后服务实现全覆盖。',
  '空气质量优良天数比例达到86%，地表水国考断面水质全部达标，新增造林2.3万亩。',
  '城乡居民基本医疗保险参保率稳定在95%以上，新改建村卫生室48个。',
];

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}

describe('the bundled model', () => {
  let embedder: Embedder;

  beforeAll(async () => {
    embedder = await createEmbedder({ model: MODEL });
  });

  afterAll(() => embedder.close());

  it('gives vectors of unit length and of the stated dimension', async () => {
    for (const vector of await embedder.embedPassages([...PASSAGES, '', '   ', '😀', '\u200b', '龘', 'GDP'])) {
      expect(vector).toHaveLength(embedder.dimension);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it('gives the same vector for the same text, in any batch and in either call', async () => {
    const together = await embedder.embedPassages([...PASSAGES, '短']);
    for (const [i, text] of [...PASSAGES, '短'].entries()) {
      const [alone] = await embedder.embedPassages([text]);
      expect(dot(alone ?? new Float32Array(), together[i] ?? new Float32Array())).toBeCloseTo(1, 6);
      expect(await embedder.embedQuestion(text)).toEqual(alone);
    }
  });

  it('keeps the order of the passages and says how many are done', async () => {
    const many = Array.from({ length: 300 }, (_, i) => (PASSAGES[i % 4] ?? '').repeat(1 + (i % 3)));
    const heard: number[] = [];
    const vectors = await embedder.embedPassages(many, (done, total) => {
      expect(total).toBe(300);
      heard.push(done);
    });
    expect(heard.at(-1)).toBe(300);
    expect(heard.length).toBeGreaterThan(1);
    expect(vectors[7]).toEqual((await embedder.embedPassages([many[7] ?? '']))[0]);
    expect(await embedder.embedPassages([])).toEqual([]);
  });

  it.each([
    ['这个地方的GDP有多大，涨了多少？', 0],
    ['幼儿园新增了多少个学位', 1],
    ['空气质量怎么样', 2],
    ['农村看病的医保和卫生室', 3],
    ['娃娃上学的名额多了几个', 1],
    ['蓝天多不多，河水干不干净', 2],
    ['去年老百姓看病报销参保的有几成', 3],
    ['经济盘子多大了，工厂产出涨了几个点', 0],
  ])('finds the passage for “%s”', async (question, expected) => {
    const asked = await embedder.embedQuestion(question);
    const similarities = (await embedder.embedPassages(PASSAGES)).map((vector) => dot(asked, vector));
    expect(similarities.indexOf(Math.max(...similarities))).toBe(expected);
  });

  it('reads Traditional characters, full-width letters and broken lines as the same text', async () => {
    const plain = await embedder.embedQuestion('2023年东河区GDP总量有多大？');
    expect(dot(plain, await embedder.embedQuestion('2023年東河區GDP總量有多大？'))).toBeCloseTo(1, 5);
    expect(dot(plain, await embedder.embedQuestion('２０２３年东河区ＧＤＰ总量有多大?'))).toBeCloseTo(1, 5);
    expect(dot(plain, await embedder.embedQuestion('2023 年\n东河区\u200bGDP总量有多大？'))).toBeCloseTo(1, 5);
  });

  it('is not led astray by the place and the year of a question, which passages seldom name', async () => {
    const plain = await embedder.embedQuestion('幼儿园新增了多少个学位');
    expect(dot(plain, await embedder.embedQuestion('2023年东河区幼儿园新增了多少个学位'))).toBeGreaterThan(0.8);
  });

  it('cuts off what is longer than its input instead of failing', async () => {
    const [vector] = await embedder.embedPassages(['地区生产总值增长。'.repeat(2000)]);
    expect(dot(vector ?? new Float32Array(), vector ?? new Float32Array())).toBeCloseTo(1, 5);
  });

  it('is LangChain Embeddings too', async () => {
    const [text = ''] = PASSAGES;
    const expected = [...(await embedder.embedQuestion(text))];
    const embeddings = await toLangChain(embedder);
    expect(await embeddings.embedQuery(text)).toEqual(expected);
    expect(await embeddings.embedDocuments([text])).toEqual([expected]);
  });

  it('gives a single word the vector it has as a text', async () => {
    for (const word of ['優化', 'GDP', '龘', '😀', '']) expect(embedder.embedWord?.(word)).toEqual(await embedder.embedQuestion(word));
  });
});

describe('model folders', () => {
  it('take no more than 11 MB, the bundled one', async () => {
    const files = await readdir(MODEL, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(files.filter((file) => file.isFile()).map((file) => stat(path.join(file.parentPath, file.name))));
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(11e6);
  });

  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'judian-model-'));
    await cp(MODEL, folder, { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('have an id that depends on the weights, not on the place', async () => {
    const [here, there] = [await createEmbedder({ model: MODEL }), await createEmbedder({ model: folder })];
    expect(there.modelId).toBe(here.modelId);
    expect(here.modelId).toMatch(/^[\w.-]+@[0-9a-f]{12}$/);
    await writeFile(path.join(folder, 'tokenizer_config.json'), '{"tokenizer_class":"PreTrainedTokenizer","pad_token":"[PAD]","model_max_length":16}');
    const changed = await createEmbedder({ model: folder });
    expect(changed.modelId).not.toBe(here.modelId);
    await Promise.all([here.close(), there.close(), changed.close()]);
  });

  it('that do not exist fail with MODEL_MISSING', async () => {
    await expect(createEmbedder({ model: path.join(folder, 'none') })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it.each(['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])('without %s fail with MODEL_MISSING', async (file) => {
    await rm(path.join(folder, file));
    await expect(createEmbedder({ model: folder })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it.each(['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])(
    'with half of %s fail with MODEL_MISSING and write nothing to the console',
    async (file) => {
      const written = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
      await truncate(path.join(folder, file), 200);
      await expect(createEmbedder({ model: folder })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
      for (const spy of written) {
        expect(spy).not.toHaveBeenCalled();
        spy.mockRestore();
      }
    },
  );
});
