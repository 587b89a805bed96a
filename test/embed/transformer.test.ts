import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbedder, type Embedder } from '../../src/embed/index.js';
import { openModelFolder } from '../../src/embed/model-folder.js';
import { loadNetwork } from '../../src/embed/transformers.js';
import { writeTinyModel, type TinyModelOptions } from '../support/tiny-model.js';

const TEXT = '地区生产总值完成451亿元,同比增长7%。';

let folder: string;
let opened: { close(): Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'judian-tiny-'));
  opened = [];
});

afterEach(async () => {
  for (const one of opened) await one.close();
  await rm(folder, { recursive: true });
});

async function model(options: TinyModelOptions = {}): Promise<Embedder> {
  await writeTinyModel(folder, options);
  const embedder = await createEmbedder({ model: folder });
  opened.push(embedder);
  return embedder;
}

/** Hidden states of one text, one vector a token. */
async function hiddenOf(text: string): Promise<Float32Array[]> {
  const network = await loadNetwork(await openModelFolder(folder), true);
  opened.push(network);
  const { hidden, lengths } = await network.run([text]);
  return Array.from({ length: lengths[0] ?? 0 }, (_, i) => hidden.data.slice(i * hidden.dimension, (i + 1) * hidden.dimension));
}

const unit = (vector: Float32Array): number[] => [...vector].map((x) => x / Math.hypot(...vector));

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) vector.forEach((x, k) => (mean[k] = (mean[k] ?? 0) + x / vectors.length));
  return mean;
}

function expectSame(found: Float32Array | undefined, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((x, k) => expect(found?.[k]).toBeCloseTo(x, 5));
}

describe('a model with layers', () => {
  test('gives unit vectors that depend on the order of words, and no vectors of single words', async () => {
    const embedder = await model();
    const [vector, other] = await embedder.embedPassages(['生产增长', '增长生产']);
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    expect(vector).toHaveLength(embedder.dimension);
    expect(vector).not.toEqual(other);
    expect(embedder.embedWord).toBeUndefined();
  });

  test('gives the same vector in any batch, however much the others are padded', async () => {
    const embedder = await model();
    const texts = [TEXT, '增长', TEXT.repeat(4), '公共预算收入是多少?'];
    const together = await embedder.embedPassages(texts);
    for (const [i, text] of texts.entries()) {
      expectSame(together[i], [...((await embedder.embedPassages([text]))[0] ?? [])]);
    }
  });

  test('cuts off what is longer than its input', async () => {
    const [vector] = await (await model()).embedPassages([TEXT.repeat(50)]);
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
  });

  test('of no known family averages its tokens, and puts nothing before a text', async () => {
    const embedder = await model();
    const expected = unit(meanOf(await hiddenOf(TEXT)));
    expectSame(await embedder.embedQuestion(TEXT), expected);
    expectSame((await embedder.embedPassages([TEXT]))[0], expected);
  });

  test('of the bge family takes its first token, and an instruction before questions', async () => {
    const embedder = await model({ name: 'BAAI/bge-small-zh-v1.5' });
    expectSame((await embedder.embedPassages([TEXT]))[0], unit((await hiddenOf(TEXT))[0] ?? new Float32Array()));
    expectSame(await embedder.embedQuestion(TEXT), unit((await hiddenOf(`为这个句子生成表示以用于检索相关文章：${TEXT}`))[0] ?? new Float32Array()));
  });

  test('of the e5 family averages its tokens, and tells questions from passages', async () => {
    const embedder = await model({ name: 'intfloat/multilingual-e5-small' });
    expectSame(await embedder.embedQuestion(TEXT), unit(meanOf(await hiddenOf(`query: ${TEXT}`))));
    expectSame((await embedder.embedPassages([TEXT]))[0], unit(meanOf(await hiddenOf(`passage: ${TEXT}`))));
  });

  test('is used as its own files say, whatever its family', async () => {
    const embedder = await model({
      name: 'BAAI/bge-small-zh-v1.5',
      files: {
        '1_Pooling/config.json': JSON.stringify({ word_embedding_dimension: 16, pooling_mode_cls_token: false, pooling_mode_mean_tokens: true }),
        'config_sentence_transformers.json': JSON.stringify({ prompts: { query: '今年:', document: '全:' } }),
      },
    });
    expectSame(await embedder.embedQuestion(TEXT), unit(meanOf(await hiddenOf(`今年:${TEXT}`))));
    expectSame((await embedder.embedPassages([TEXT]))[0], unit(meanOf(await hiddenOf(`全:${TEXT}`))));
  });

  test('has another id when it is used in another way', async () => {
    const plain = await model();
    const prompted = await model({ files: { 'config_sentence_transformers.json': JSON.stringify({ prompts: { query: '今年:' } }) } });
    expect(prompted.modelId).not.toBe(plain.modelId);
  });

  test.each([
    ['a pooling that is not known here', { '1_Pooling/config.json': '{"pooling_mode_max_tokens":true}' }],
    ['another dimension than its network', { 'config.json': '{"model_type":"bert","hidden_size":12,"num_hidden_layers":1}' }],
  ])('with %s fails with MODEL_MISSING', async (_, files) => {
    await writeTinyModel(folder, { files });
    await expect(createEmbedder({ model: folder })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  test('takes a few kilobytes', async () => {
    await writeTinyModel(folder);
    expect((await readdir(folder, { recursive: true })).toSorted()).toContain(path.join('onnx', 'model_quantized.onnx'));
  });
});
