import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terms } from '../../src/index/analysis.js';
import type { Bm25fParameters } from '../../src/index/constants.js';
import { BM25F, MAX_TERM_FREQUENCY } from '../../src/index/constants.js';
import { decodeLexical, encodeLexical, type LexicalData } from '../../src/index/lexical-data.js';
import { createLexicalIndex } from '../../src/index/lexical-index.js';
import { buildLexical, mergeLexical } from '../../src/index/lexical-writer.js';
import type { LexicalFields } from '../../src/index/search-text.js';
import { byScore } from '../../src/index/top-hits.js';
import type { Hit, WeightedTerm } from '../../src/index/types.js';

const CHARACTERS = [...'产值收入增长东河区年的2023 %a。'];
const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 40 }).map((characters) => characters.join(''));
const passage = fc.record({ body: text, header: text });
const passages = fc.array(passage, { maxLength: 30 });
const query = fc.array(
  fc.record({ term: text.map((words) => terms(words)[0] ?? '没有'), weight: fc.double({ min: 0.01, max: 3, noNaN: true }) }),
  { maxLength: 8 },
);

describe('lexical search', () => {
  test('finds the passage that holds the words, body before header', () => {
    const index = createLexicalIndex(
      build([
        { body: '一般公共预算收入完成二十亿元。', header: '东河区' },
        { body: '全年地区生产总值完成451亿元。', header: '东河区' },
        { body: '城镇新增就业六千人。', header: '地区生产总值' },
      ]),
    );
    const hits = index.search(terms('地区生产总值').map((term) => ({ term, weight: 1 })), 5);
    expect(hits.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(index.documentFrequency('总值')).toBe(2);
    expect(index.documentFrequency('没有')).toBe(0);
  });

  test('scores as BM25F does by the book', () => {
    fc.assert(
      fc.property(passages, query, fc.nat({ max: 40 }), (fields, words, limit) => {
        const found = createLexicalIndex(build(fields)).search(words, limit);
        const expected = searchByTheBook(fields, words, BM25F).slice(0, limit);
        expect(found.length).toBe(expected.length);
        for (const [i, hit] of found.entries()) expect(hit.score).toBeCloseTo(expected[i]?.score ?? NaN, 4);
        const scores = new Map(searchByTheBook(fields, words, BM25F).map(({ ordinal, score }) => [ordinal, score]));
        for (const { ordinal, score } of found) expect(score).toBeCloseTo(scores.get(ordinal) ?? NaN, 4);
      }),
    );
  });

  test('puts equal scores in the order of the passages', () => {
    const index = createLexicalIndex(build(Array.from({ length: 40 }, () => ({ body: '增长', header: '' }))));
    const hits = index.search([{ term: '增长', weight: 1 }], 7);
    expect(hits.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('looks only at passages where it is told to, and knows the best of all', () => {
    fc.assert(
      fc.property(passages, query, fc.nat({ max: 4 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), (fields, words, limit, start, length) => {
        const index = createLexicalIndex(build(fields));
        const within = [{ from: start, to: start + length }, { from: start + length + 2, to: start + length + 5 }]
          .map(({ from, to }) => ({ from: Math.min(from, fields.length), to: Math.min(to, fields.length) }));
        const all = index.search(words, fields.length);
        const expected = all.filter(({ ordinal }) => within.some(({ from, to }) => from <= ordinal && ordinal < to));
        expect(index.searchWithin(words, limit, within)).toEqual({ hits: expected.slice(0, limit), best: all[0]?.score ?? 0 });
      }),
    );
  });

  test('keeps apart what several generations are asked in turn', () => {
    const [one, other] = [['增长', '收入', '的'], ['收入', '增长']].map((bodies) => createLexicalIndex(build(bodies.map((body) => ({ body, header: '' })))));
    const ordinals = (index: typeof one): number[] => index!.search([{ term: '增长', weight: 1 }], 5).map(({ ordinal }) => ordinal);
    expect([ordinals(one), ordinals(other), ordinals(one)]).toEqual([[0], [1], [0]]);
  });

  test('takes a limit of zero, of more than there is, and an empty index', () => {
    const words = [{ term: '增长', weight: 1 }];
    expect(createLexicalIndex(build([])).search(words, 5)).toEqual([]);
    const index = createLexicalIndex(build([{ body: '增长', header: '' }]));
    expect(index.search(words, 0)).toEqual([]);
    expect(index.search(words, 1e9)).toHaveLength(1);
    expect(index.search([{ term: '增长', weight: 0 }], 5)).toEqual([]);
  });

  test('finds ordinals far apart and characters beyond 16 bits', () => {
    const fields = Array.from({ length: 40_000 }, (_, i) => ({ body: i % 20_000 === 7 ? '𠮷野' : '的', header: '' }));
    const index = createLexicalIndex(build(fields));
    const hits = index.search(terms('𠮷野').map((term) => ({ term, weight: 1 })), 5);
    expect(hits.map(({ ordinal }) => ordinal)).toEqual([7, 20_007]);
  });
});

describe('lexical file', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(passages, (fields) => {
        expectSame(decodeLexical(fileOf(build(fields))), build(fields));
      }),
    );
  });

  test('is read at any place in memory', () => {
    const file = fileOf(build([{ body: '增长', header: '东河区' }]));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expectSame(decodeLexical(shifted.subarray(3)), decodeLexical(file));
  });

  test('is refused when it is cut anywhere', () => {
    const file = fileOf(build([{ body: '全年地区生产总值完成451亿元', header: '东河区' }]));
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), (length) => {
        expect(() => decodeLexical(file.slice(0, length))).toThrow();
      }),
    );
  });
});

describe('merging lexical indexes', () => {
  test('gives the same bytes as building from the passages', async () => {
    const scattered = fc.array(fc.record({ fields: passage, part: fc.nat({ max: 3 }), kept: fc.boolean() }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(scattered, fc.infiniteStream(fc.nat()), async (all, randoms) => {
        const kept = all.filter((one) => one.kept).sort(() => ((randoms.next().value ?? 0) % 2) - 0.5);
        const place = new Map(kept.map((one, i) => [one, i]));
        const parts = [0, 1, 2, 3].map((number) => {
          const ofPart = all.filter(({ part }) => part === number);
          return {
            data: buildLexical(ofPart.map(({ fields }) => fields), []),
            ordinals: Int32Array.from(ofPart, (one) => place.get(one) ?? -1),
          };
        });
        const segments = [{ revision: 'r', size: kept.length }];
        const merged = await mergeLexical(parts, kept.length, segments);
        expectSame(merged, buildLexical(kept.map(({ fields }) => fields), segments));
      }),
    );
  });
});

function build(fields: readonly LexicalFields[]): LexicalData {
  return buildLexical(fields, [{ revision: 'r', size: fields.length }]);
}

function fileOf(data: LexicalData): Uint8Array {
  return Uint8Array.from(Buffer.concat(encodeLexical(data)));
}

function expectSame(found: LexicalData, expected: LexicalData): void {
  expect(Buffer.concat(encodeLexical(found)).equals(Buffer.concat(encodeLexical(expected)))).toBe(true);
}

/** BM25F as it is written down, one passage after the other. */
function searchByTheBook(fields: readonly LexicalFields[], words: readonly WeightedTerm[], parameters: Bm25fParameters): Hit[] {
  const { k1, bodyB, headerB, headerWeight } = parameters;
  const analysed = fields.map(({ body, header }) => ({ body: terms(body), header: terms(header) }));
  const mean = (field: 'body' | 'header'): number => analysed.reduce((sum, one) => sum + one[field].length, 0) / analysed.length;
  const means = { body: mean('body'), header: mean('header') };
  const count = (all: readonly string[], term: string): number => Math.min(all.filter((one) => one === term).length, MAX_TERM_FREQUENCY);
  const normalised = (passage: (typeof analysed)[number], field: 'body' | 'header', b: number, term: string): number =>
    passage[field].length === 0 ? 0 : count(passage[field], term) / (1 - b + (b * passage[field].length) / means[field]);
  const hits = analysed.map((one, ordinal): Hit => {
    let score = 0;
    for (const { term, weight } of words) {
      const frequency = analysed.filter(({ body, header }) => body.includes(term) || header.includes(term)).length;
      const idf = Math.log(1 + (fields.length - frequency + 0.5) / (frequency + 0.5));
      const tf = normalised(one, 'body', bodyB, term) + headerWeight * normalised(one, 'header', headerB, term);
      score += (weight * idf * tf * (k1 + 1)) / (tf + k1);
    }
    return { ordinal, score };
  });
  return hits.filter(({ score }) => score > 0).sort(byScore);
}
