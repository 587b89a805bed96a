import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteVectors } from '../../src/index/byte-vectors.js';
import { decodeCompactGraph, readCompactGraph } from '../../src/index/compact-graph.js';
import { loadHnswLibrary } from '../../src/index/hnsw-graph.js';
import { exactSearch, type VectorTable } from '../../src/index/vector-table.js';
import { tableOf } from '../support/vector-table.js';
import { checksumOf } from '../../src/index/whole-file.js';
import { withFolder } from '../support/index-reports.js';

const { library } = await loadHnswLibrary();
if (library === null) throw new Error('the tests need hnswlib-node');
const hnsw = library;
const noDamage = (reason: string): void => expect.fail(reason);

describe('vectors as bytes', () => {
  test.each([1, 31, 64, 100])('have the products of floats, but for their rounding (dimension %i)', (dimension) => {
    const unit = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: dimension, maxLength: dimension }).map((numbers) => unitOf(Float32Array.from(numbers)));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), unit, (rows, target) => {
        const vectors = new ByteVectors(dimension, rows.length, 8, dimension);
        rows.forEach((row, i) => {
          vectors.source.set(row);
          vectors.set(i, 0);
        });
        vectors.setTarget(target);
        vectors.asked.set(rows.map((_, i) => rows.length - 1 - i));
        vectors.multiply(rows.length);
        rows.toReversed().forEach((row, i) => expect(vectors.products[i]).toBeCloseTo(row.reduce((sum, value, k) => sum + value * target[k]!, 0), 1.5));
      }),
    );
  });
});

describe('a graph that was saved', () => {
  test.each([16, 50])('finds nearly all that an exact scan finds, in one search as in the next (dimension %i)', async (dimension) => {
    await withFolder(async (folder) => {
      const table = tableOfVectors(3000, dimension);
      const graph = hnsw.create(dimension);
      await graph.extend(table);
      await graph.save(join(folder, 'graph'));
      let found = 0;
      for (const question of randomVectors(100, dimension, 7)) {
        const labels = graph.search(question, 30).map(({ label }) => label);
        found += exactSearch(table, question, 10).filter(({ ordinal }) => labels.includes(table.labels[ordinal]!)).length;
        expect(graph.search(question, 30).map(({ label }) => label)).toEqual(labels);
      }
      expect(found / 1000).toBeGreaterThanOrEqual(0.98);
    });
  });

  test('is searched alike when its compact form was written and read', async () => {
    await withFolder(async (folder) => {
      const graph = hnsw.create(20);
      await graph.extend(tableOfVectors(400, 20));
      const { compact, sum, bytes } = await graph.save(join(folder, 'graph'));
      const file = Buffer.concat(compact.encode());
      const [question] = randomVectors(1, 20, 3);
      expect(decodeCompactGraph(file).search(question!, 20, 100)).toEqual(compact.search(question!, 20, 100));
      expect((await readCompactGraph(join(folder, 'graph'), 20)).graph.search(question!, 20, 100)).toEqual(compact.search(question!, 20, 100));
      expect([sum, bytes]).toEqual([await checksumOf(join(folder, 'graph')), (await stat(join(folder, 'graph'))).size]);
      fc.assert(fc.property(fc.nat({ max: file.length - 1 }), (length) => void expect(() => decodeCompactGraph(file.subarray(0, length))).toThrow()));
    });
  });

  test('grows on, and gives back its labels', async () => {
    await withFolder(async (folder) => {
      const graph = hnsw.create(32);
      await graph.extend(tableOfVectors(150, 32));
      const path = join(folder, 'graph');
      const { compact, sum } = await graph.save(path);
      const opened = hnsw.open(compact, { path, crc32: sum }, noDamage);
      expect(opened.labels).toMatchObject({ size: 150, greatest: 150 });
      const all = tableOfVectors(200, 32);
      await opened.extend(all);
      const [vector] = randomVectors(181, 32, 1).slice(-1);
      expect(opened.search(vector!, 1)[0]?.label).toBe(181);
      const saved = await opened.save(join(folder, 'graph-2'));
      expect(saved.compact.labels).toHaveLength(200);
      expect(opened.search(vector!, 1)[0]).toMatchObject({ label: 181, score: expect.closeTo(1, 2) as number });
      expect((await readCompactGraph(join(folder, 'graph-2'), 32)).graph.search(vector!, 9, 50)).toEqual(saved.compact.search(vector!, 9, 50));
    });
  });

  test.each([
    ['altered', async (path: string) => writeFile(path, (await readFile(path)).fill(1, 500, 600))],
    ['gone', (path: string) => truncate(path, 0)],
  ])('is made again where its file is %s when it is to grow, and searched until then', async (_, damage) => {
    await withFolder(async (folder) => {
      const path = join(folder, 'graph');
      const first = hnsw.create(32);
      await first.extend(tableOfVectors(150, 32));
      const { compact, sum } = await first.save(path);
      await damage(path);
      const reasons: string[] = [];
      const graph = hnsw.open(compact, { path, crc32: sum }, (reason) => reasons.push(reason));
      const [question] = randomVectors(1, 32, 5);
      expect(graph.search(question!, 5)).toHaveLength(5);
      expect(reasons).toEqual([]);
      await graph.extend(tableOfVectors(200, 32));
      expect(reasons).toHaveLength(1);
      expect(graph.labels.size).toBe(200);
      await graph.save(path);
      expect(graph.search(question!, 200)).toHaveLength(200);
    });
  });

  test('is not taken for whole when hnswlib could not write it to its end', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'graph');
      const graph = hnsw.create(8);
      await graph.extend(tableOfVectors(50, 8));
      const { bytes } = await graph.save(path);
      for (const length of [bytes - 1, bytes - 4, bytes >> 1, 96, 50, 0]) {
        await truncate(path, length);
        await expect(readCompactGraph(path, 8), `${length} bytes`).rejects.toThrow();
      }
      await expect(readCompactGraph(join(folder, 'missing'), 8)).rejects.toThrow('ENOENT');
    });
  });
});

/** Labels 1, 2, … */
function tableOfVectors(count: number, dimension: number): VectorTable {
  const vectors = randomVectors(count, dimension, 1);
  return tableOf(Uint32Array.from(vectors, (_, i) => i + 1), dimension, null, (label) => vectors[label - 1]);
}

/** The first of more are those of fewer. */
function randomVectors(count: number, dimension: number, seed: number): Float32Array[] {
  let state = seed;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return Array.from({ length: count }, () => unitOf(Float32Array.from({ length: dimension }, () => random() + random() + random() - 1.5)));
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
