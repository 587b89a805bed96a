import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '../../src/embed/fold.js';
import { openModelFolder, WEIGHTS, type ModelFolder } from '../../src/embed/model-folder.js';
import { meanPool } from '../../src/embed/pooling.js';
import { createStaticModel, type StaticModel } from '../../src/embed/static-model.js';
import { readTokenTable, singleRows } from '../../src/embed/token-table.js';
import { loadNetwork, type Network } from '../../src/embed/transformers.js';
import { readUnigram } from '../../src/embed/unigram.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the bundled model without its network', () => {
  let folder: ModelFolder;
  let network: Network;
  let model: StaticModel;

  beforeAll(async () => {
    folder = await openModelFolder(path.join(ROOT, 'embeddings/model'));
    network = await loadNetwork(folder, true);
    const unigram = readUnigram(folder.tokenizer);
    expect(unigram).not.toBeNull();
    const addToken = readTokenTable(readFileSync(path.join(folder.path, WEIGHTS)), unigram!.size, folder.dimension);
    expect(addToken).not.toBeNull();
    model = createStaticModel(unigram!.tokenize, addToken!, folder.dimension, folder.mostTokens);
  });

  afterAll(() => network.close());

  async function expectSame(folded: readonly string[]): Promise<void> {
    const { hidden, lengths } = await network.run(folded);
    expect(folded.map((text) => model.embed(text))).toEqual(meanPool(hidden, lengths));
  }

  it('gives the network\'s vectors, bit for bit, for the lines of the reports', async () => {
    const seeds = path.join(ROOT, 'seeds');
    const lines = readdirSync(seeds).flatMap((name) => readFileSync(path.join(seeds, name), 'utf8').split('\n')).map((line) => foldText(line).trim());
    const some = lines.filter((line, i) => line !== '' && i % 7 === 0);
    for (let at = 0; at < some.length; at += 64) await expectSame(some.slice(at, at + 64));
  });

  it('reads every vector of a token as the network gives it', async () => {
    const { dimension } = folder;
    const size = readUnigram(folder.tokenizer)!.size;
    const fromFile = readTokenTable(readFileSync(path.join(folder.path, WEIGHTS)), size, dimension)!;
    const fromNetwork = singleRows(await network.tokenTable(size), dimension);
    let differing = 0;
    for (let id = 0; id < size; id++) {
      const [own, given] = [new Float32Array(dimension), new Float32Array(dimension)];
      fromFile(id, own);
      fromNetwork(id, given);
      if (Buffer.compare(Buffer.from(own.buffer), Buffer.from(given.buffer)) !== 0) differing++;
    }
    expect(differing).toBe(0);
  });

  it('leaves a file of another kind, size or content to the network', async () => {
    const whole = readFileSync(path.join(folder.path, WEIGHTS));
    const size = readUnigram(folder.tokenizer)!.size;
    expect(readTokenTable(whole, size, folder.dimension)).not.toBeNull();
    expect(readTokenTable(whole, size + 10_000, folder.dimension)).toBeNull();
    expect(readTokenTable(whole, size, folder.dimension / 2)).toBeNull();
    const other = Buffer.from(whole);
    other.write('Div', other.indexOf('Mul'));
    expect(readTokenTable(other, size, folder.dimension)).toBeNull();
    for (const length of [0, 1, 40, 1_000, whole.length >> 1, whole.length - 1]) expect(readTokenTable(whole.subarray(0, length), size, folder.dimension)).toBeNull();
  });

  it('cuts off where the network does', () => expectSame(['营商环境'.repeat(600)]));

  it('gives them for any text: unknown characters, surrogate pairs, figures, Latin letters', async () => {
    const character = fc.oneof(fc.constantFrom(...'一二的区市发展經濟19202x，。 '), fc.constantFrom('2023', '龘', '😀', '𠮷', '\ud83d', 'gdp', '五年规划'), fc.string({ unit: 'grapheme', maxLength: 3 }));
    const texts = fc.array(character, { minLength: 1, maxLength: 40 }).map((parts) => foldText(parts.join('')).trim()).filter((text) => /\S/u.test(text));
    await fc.assert(fc.asyncProperty(texts, (text) => expectSame([text])), { numRuns: 300 });
  });
});

describe('tokenizers of another kind', () => {
  it.each([{}, null, { model: { type: 'WordPiece' } }])('are left to the network: %j', (json) => {
    expect(readUnigram(json)).toBeNull();
  });
});
