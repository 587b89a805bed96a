import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadHnswLibrary, type HnswLibrary } from '../../src/index/hnsw-graph.js';
import { createVectorIndex } from '../../src/index/vector-index.js';
import { decodeVectors, encodeVectors, exactSearch, type VectorTable } from '../../src/index/vector-table.js';
import { tableOf } from '../support/vector-table.js';

const DIMENSION = 64;
const hnsw = await library();

describe('vector search', () => {
  test('finds by the graph nearly all that an exact scan finds', async () => {
    const random = randomNumbers(1);
    const table = tableOfVectors(Array.from({ length: 3000 }, () => unitVector(random)));
    const graph = hnsw.create(DIMENSION);
    await graph.extend(table);
    const index = createVectorIndex(table.labels, table, graph);
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const question = unitVector(random);
      const exact = new Set(exactSearch(table, question, 10).map(({ ordinal }) => ordinal));
      found += index.search(question, 10).filter(({ ordinal }) => exact.has(ordinal)).length;
    }
    expect(found / 1000).toBeGreaterThanOrEqual(0.98);
  });

  test('gives the same without the graph as an exact scan, best first, ties by ordinal', () => {
    const random = randomNumbers(2);
    const vectors = Array.from({ length: 50 }, () => unitVector(random));
    const table = tableOfVectors([...vectors, ...vectors]);
    const index = createVectorIndex(table.labels, table, null);
    const question = unitVector(random);
    const byTheBook = [...vectors, ...vectors]
      .map((vector, ordinal) => ({ ordinal, score: vector.reduce((sum, value, i) => sum + value * (question[i] ?? 0), 0) }))
      .sort((a, b) => (Math.abs(a.score - b.score) < 1e-6 ? a.ordinal - b.ordinal : b.score - a.score));
    expect(index.search(question, 20).map(({ ordinal }) => ordinal)).toEqual(byTheBook.slice(0, 20).map(({ ordinal }) => ordinal));
    // Rows are kept in half precision.
    expect(index.search(question, 1)[0]?.score).toBeCloseTo(byTheBook[0]?.score ?? NaN, 3);
  });

  test('compares the passages that are named, and no other', () => {
    const random = randomNumbers(6);
    const vectors = Array.from({ length: 30 }, () => unitVector(random));
    const table = tableOfVectors([...vectors, ...vectors]);
    const index = createVectorIndex(table.labels, table, null);
    const question = unitVector(random);
    const all = index.search(question, 60);
    const isNamed = (ordinal: number): boolean => ordinal % 3 === 1;
    const named = all.map(({ ordinal }) => ordinal).filter(isNamed).sort((a, b) => a - b).map((from) => ({ from, to: from + 1 }));
    expect(index.searchAmong(question, named, 100)).toEqual(all.filter(({ ordinal }) => isNamed(ordinal)));
    expect(index.searchAmong(question, named, 4)).toEqual(all.filter(({ ordinal }) => isNamed(ordinal)).slice(0, 4));
    for (const { ordinal, score } of all) expect(index.similarity(ordinal, question)).toBe(score);
    expect(() => index.similarity(60, question)).toThrow(RangeError);
  });

  test.each([['graph'], ['exact scan']])('clamps the limit to the number of passages (%s)', async (kind) => {
    const random = randomNumbers(3);
    const table = tableOfVectors(Array.from({ length: 5 }, () => unitVector(random)));
    const graph = kind === 'graph' ? hnsw.create(DIMENSION) : null;
    await graph?.extend(table);
    const index = createVectorIndex(table.labels, table, graph);
    expect(index.search(unitVector(random), 100)).toHaveLength(5);
    expect(index.search(unitVector(random), 0)).toEqual([]);
    expect(index.search(unitVector(random), -1)).toEqual([]);
  });

  test('finds nothing in an empty index', async () => {
    const table = tableOfVectors([]);
    const graph = hnsw.create(DIMENSION);
    await graph.extend(table);
    expect(createVectorIndex(table.labels, table, graph).search(unitVector(randomNumbers(4)), 5)).toEqual([]);
  });

  test('gives every passage with the same text', async () => {
    const random = randomNumbers(5);
    const table = tableOfVectors(Array.from({ length: 4 }, () => unitVector(random)));
    const graph = hnsw.create(DIMENSION);
    await graph.extend(table);
    const index = createVectorIndex(Uint32Array.of(3, 1, 3, 2, 4, 3), table, graph);
    const third = index.vector(0);
    expect(index.search(third, 3).map(({ ordinal }) => ordinal)).toEqual([0, 2, 5]);
    expect(index.vector(5)).toEqual(third);
  });

  test('keeps to its own generation while the graph grows', async () => {
    const random = randomNumbers(6);
    const vectors = Array.from({ length: 400 }, () => unitVector(random));
    const old = tableOfVectors(vectors.slice(0, 40));
    const graph = hnsw.create(DIMENSION);
    await graph.extend(old);
    const index = createVectorIndex(old.labels, old, graph);
    const question = unitVector(random);
    const before = index.search(question, 10);
    await graph.extend(tableOfVectors(vectors));
    expect(index.search(question, 10).map(({ ordinal }) => ordinal)).toEqual(before.map(({ ordinal }) => ordinal));
    expect(index.search(question, 40)).toHaveLength(40);
  });

  test('refuses a vector of another length and an ordinal that is not there', () => {
    const table = tableOfVectors([unitVector(randomNumbers(7))]);
    const index = createVectorIndex(table.labels, table, null);
    expect(() => index.search(new Float32Array(3), 1)).toThrow('length 3');
    expect(() => index.vector(1)).toThrow('no passage 1');
  });
});

describe('vector files', () => {
  test('hold the table as it was', () => {
    const table = tableOfVectors(Array.from({ length: 3 }, () => unitVector(randomNumbers(8))));
    expect(decodeVectors(Buffer.concat(encodeVectors(table)))).toEqual(table);
  });

  test('are refused when they are cut anywhere', () => {
    const file = Buffer.concat(encodeVectors(tableOfVectors([unitVector(randomNumbers(9))])));
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), (length) => {
        expect(() => decodeVectors(file.subarray(0, length))).toThrow();
      }),
    );
  });
});

async function library(): Promise<HnswLibrary> {
  const found = await loadHnswLibrary();
  if (found.library === null) throw new Error('the tests need hnswlib-node', { cause: found.reason });
  return found.library;
}

/** Labels 1, 2, … */
function tableOfVectors(vectors: readonly Float32Array[]): VectorTable {
  return tableOf(Uint32Array.from(vectors, (_, i) => i + 1), DIMENSION, null, (label) => vectors[label - 1]);
}

function unitVector(random: () => number): Float32Array {
  const vector = Float32Array.from({ length: DIMENSION }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
