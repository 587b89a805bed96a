import { expect, test, vi } from 'vitest';
import { contentOf, withHarness } from '../support/index-harness.js';

test('compares all vectors and warns once where hnswlib-node is missing, and makes the graph once it is there', () =>
  withHarness(async ({ write, open, logged }) => {
    await write('a.txt', '东河区政府工作报告\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。');
    vi.doMock('hnswlib-node', () => {
      throw new Error('not built');
    });
    const without = await open();
    await without.sync();
    await without.sync();
    const { vectors } = without.snapshot();
    expect(vectors.search(vectors.vector(1), 1)[0]).toMatchObject({ ordinal: 1 });
    expect(logged).toEqual([expect.stringContaining('hnswlib-node')]);
    const content = contentOf(without.snapshot());
    await without.close();
    expect(contentOf((await open()).snapshot()).passages).toEqual(content.passages);
    vi.doUnmock('hnswlib-node');
    logged.length = 0;
    const withGraph = await open();
    expect(contentOf(withGraph.snapshot()).passages).toEqual(content.passages);
    expect(logged).toEqual([]);
  }));
