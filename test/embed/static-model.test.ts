import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '../../src/embed/fold.js';
import { openModelFolder, type ModelFolder } from '../../src/embed/model-folder.js';
import { meanPool } from '../../src/embed/pooling.js';
import { createStaticModel, type StaticModel } from '../../src/embed/static-model.js';
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
    model = createStaticModel(unigram!.tokenize, await network.tokenTable(unigram!.size), folder.dimension, folder.mostTokens);
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
