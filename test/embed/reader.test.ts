import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { bundledModel, bundledReader, createEmbedder, createReader, foldText, type Embedder } from '../../src/embed/index.js';
import type { JudianError } from '../../src/errors.js';

const QUESTION = '城镇登记失业率是多少';
const PASSAGES = [
  { header: '一、2023年工作回顾', parts: ['全年地区生产总值完成312.5亿元,同比增长6.8%;', '城镇新增就业4200人,城镇登记失业率3.4%。', '新建幼儿园3所。'] },
  { header: '', parts: ['改造老旧小区46个。'] },
];

let words: Embedder;
let folder: string;

beforeAll(async () => {
  words = await createEmbedder({ model: bundledModel() });
});
afterAll(() => words.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'judian-reader-'));
});
afterEach(() => rm(folder, { recursive: true }));

const never = (error: JudianError): never => {
  throw error;
};

describe('the bundled reader', () => {
  const reader = (): ReturnType<typeof createReader> => createReader({ folder: bundledReader(), words, onFailure: never });

  it('finds the part that answers', async () => {
    const [first, second] = (await reader().read(foldText(QUESTION), PASSAGES))!;
    expect(first).toHaveLength(3);
    expect(second).toHaveLength(1);
    expect(Math.max(...first!, ...second!)).toBe(first![1]);
  });

  it('reads a passage alike, whatever is read beside it, but for rounding', async () => {
    const together = (await reader().read(QUESTION, PASSAGES))!;
    for (const [i, passage] of PASSAGES.entries()) {
      const [alone] = (await reader().read(QUESTION, [passage]))!;
      for (const [part, value] of alone!.entries()) expect(value).toBeCloseTo(together[i]![part]!, 3);
    }
  });

  it('gives the same numbers for the same texts', async () => {
    const one = reader();
    expect(await one.read(QUESTION, PASSAGES)).toEqual(await one.read(QUESTION, PASSAGES));
  });

  it('gives every part a number, also where there is nothing to read or too much', async () => {
    const rows = (await reader().read(QUESTION, [{ header: '', parts: ['', ' '] }, { header: '标题'.repeat(99), parts: Array.from({ length: 40 }, () => '全年完成投资。') }, { header: '', parts: [] }]))!;
    expect(rows.map((row) => row.length)).toEqual([2, 40, 0]);
    expect(rows.every((row) => row.every(Number.isFinite))).toBe(true);
  });

  it('has nothing to say of a question without a token, or of no passages', async () => {
    expect(await reader().read('', PASSAGES)).toBeNull();
    expect(await reader().read(QUESTION, [])).toBeNull();
  });
});

describe('without a reader that can be used', () => {
  async function expectOneNotice(): Promise<string> {
    const failures: JudianError[] = [];
    const reader = createReader({ folder, words, onFailure: (error) => failures.push(error) });
    expect(failures).toEqual([]);
    expect(await reader.read(QUESTION, PASSAGES)).toBeNull();
    expect(await reader.read(QUESTION, PASSAGES)).toBeNull();
    expect(failures.map(({ code }) => code)).toEqual(['READER_MISSING']);
    return failures[0]!.in('en');
  }

  it('nothing is read, and that is said once: no folder', async () => {
    expect(await expectOneNotice()).toContain('config.json');
  });

  it('a damaged network', async () => {
    await copyFile(path.join(bundledReader(), 'config.json'), path.join(folder, 'config.json'));
    await writeFile(path.join(folder, 'reader.onnx'), 'damaged');
    await expectOneNotice();
  });

  it('a reader made for the words of another model', async () => {
    await copyFile(path.join(bundledReader(), 'reader.onnx'), path.join(folder, 'reader.onnx'));
    await writeFile(path.join(folder, 'config.json'), '{"made_for":"other@0"}');
    expect(await expectOneNotice()).toContain('made for other@0');
  });
});
