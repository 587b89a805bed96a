import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDerived, writeDerived } from '../../src/index/derived-files.js';
import { buildLexical } from '../../src/index/lexical-writer.js';
import { tableOf } from '../support/vector-table.js';
import { withFolder } from '../support/index-reports.js';

test('a file with any bit altered is told of and not read', () =>
  withFolder(async (folder) => {
    const lexical = buildLexical([{ body: '全年地区生产总值完成451亿元', header: '东河区' }], [{ revision: 'a', size: 1 }]);
    const vectors = tableOf(Uint32Array.of(1, 4), 8, null, (label) => Float32Array.from({ length: 8 }, (_, i) => Math.sin(label + i)));
    const key = { indexId: 'id', generation: 1, modelId: 'model', dimension: 8, analyser: '1' };
    const { manifest } = await writeDerived(folder, key, { lexical, vectors, graph: null }, null);
    const read = async () => {
      const damaged: string[] = [];
      const parts = await readDerived(folder, manifest, { hnsw: null, analyser: '1' }, (path) => damaged.push(path));
      return { parts, damaged };
    };
    const found = await read();
    expect(found.damaged).toEqual([]);
    expect(found.parts.vectors).toEqual(vectors);
    expect(Buffer.from(found.parts.lexical?.postings ?? [])).toEqual(Buffer.from(lexical.postings));
    for (const part of ['lexical', 'vectors'] as const) {
      const path = join(folder, manifest[part].name);
      const whole = await readFile(path);
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: whole.length * 8 - 1 }), async (bit) => {
          const altered = Buffer.from(whole);
          altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          await writeFile(path, altered);
          const { parts, damaged } = await read();
          expect(parts[part]).toBeNull();
          expect(damaged).toEqual([path]);
        }),
      );
      await writeFile(path, whole);
    }
  }));
