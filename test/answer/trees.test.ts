import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boost } from '../../bench/boosting.js';
import { randomNumbers } from '../../bench/random.js';
import { signalsOf, TREE_INPUTS, treeInputsOf } from '../../src/answer/index.js';
import { TREES, TREES_ASK } from '../../src/answer/confidence-trees.js';
import { openAsking, TWO_DISTRICTS, type Asking } from '../support/asking.js';
import { decodeTrees, encodeTrees, sumOf, valueOf, type Tree } from '../../src/answer/trees.js';

const TREE: Tree = { inputs: [0, 1, 1], thresholds: [0.5, 2, 3], leaves: [1, 2, 3, 4] };

describe('a tree', () => {
  it('leads each row to one leaf', () => {
    const rows = [[0, 2], [0.5, 2.1], [0.6, 3], [9, 3.5]];
    expect(rows.map((row) => valueOf(TREE, row))).toEqual([1, 2, 3, 4]);
    expect(sumOf([TREE, TREE], rows[3]!)).toBe(8);
    expect(sumOf([], [])).toBe(0);
  });

  it('is the same once it was text', () => {
    expect(decodeTrees(encodeTrees([TREE, TREE]))).toEqual([TREE, TREE]);
    expect(decodeTrees(encodeTrees([]))).toEqual([]);
    for (const text of ['1 2', '0 0.5 x 1']) expect(() => decodeTrees(text), text).toThrow(RangeError);
  });
});

describe('boosting', () => {
  const options = { trees: 60, depth: 2, rate: 0.3, rows: 0.8, inputs: 1, leaf: 3, seed: 1 };

  it('learns what no weighted sum can say: one or the other, not both', () => {
    const random = randomNumbers(2);
    const rows = Array.from({ length: 400 }, () => Float64Array.from([random(), random(), random()]));
    const labels = rows.map(([a, b]) => a! > 0.5 !== b! > 0.5);
    const trees = boost(rows, labels, rows.map(() => 1), options);
    const fresh = Array.from({ length: 200 }, () => Float64Array.from([random(), random(), random()]));
    const right = fresh.filter((row) => sumOf(trees, row) > 0 === (row[0]! > 0.5 !== row[1]! > 0.5));
    expect(right.length).toBeGreaterThan(170);
  });

  it('weighs examples by their proportions, and says nothing of what it was not shown', () => {
    const rows = [0, 0, 0, 0, 1, 1, 1, 1].map((value) => Float64Array.of(value));
    const labels = [true, true, false, false, true, true, false, false];
    const leaf = { ...options, leaf: 1, rows: 1 };
    const even = boost(rows, labels, rows.map(() => 5), leaf);
    expect(rows.map((row) => Math.abs(sumOf(even, row)))).toEqual(rows.map(() => 0));
    const trees = boost(rows, labels, labels.map((label, i) => (label === i < 4 ? 3 : 1)), leaf);
    expect(sumOf(trees, rows[0]!)).toBeGreaterThan(0.5);
    expect(sumOf(trees, rows[7]!)).toBeLessThan(-0.5);
  });
});

describe('what trees are asked about', () => {
  let asking: Asking;
  beforeAll(async () => {
    asking = await openAsking(TWO_DISTRICTS);
  });
  afterAll(() => asking.remove());

  const inputsFor = async (text: string): Promise<Record<string, number>> => {
    const retrieval = await asking.retriever.retrieve(asking.index.snapshot(), text);
    const values = treeInputsOf(signalsOf(retrieval), retrieval);
    expect(values).toHaveLength(TREE_INPUTS.length);
    return Object.fromEntries(TREE_INPUTS.map((name, i) => [name, values[i]!]));
  };

  it('has a name each, and a finite number for any question', async () => {
    expect(new Set(TREE_INPUTS).size).toBe(TREE_INPUTS.length);
    for (const text of ['云溪区2023年GDP是多少？', '？', 'hello', '火星基地']) expect(Object.values(await inputsFor(text)).every(Number.isFinite), text).toBe(true);
  });

  it('tells what is asked and which of it the window says', async () => {
    const told = await inputsFor('2023年云溪区地区生产总值是多少亿元？');
    expect(told).toMatchObject({ 'question.asksNumber': 1, 'question.asksUnit': 1, 'concepts.absent': 0, 'concepts.last': 1 });
    const beside = await inputsFor('2023年云溪区地区生产总值的核算负责人小王');
    expect(beside['concepts.absent']).toBeGreaterThan(0);
    expect(beside['concepts.last']).toBeLessThan(told['concepts.last']!);
  });
});

describe('the trees of confidence', () => {
  it('ask for what they were fitted to', () => {
    expect(TREES_ASK).toEqual(TREE_INPUTS);
    expect(TREES.every(({ inputs }) => inputs.every((input) => input < TREE_INPUTS.length))).toBe(true);
  });

  it('say something of every row', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -2, max: 4, noNaN: true }), { minLength: TREE_INPUTS.length, maxLength: TREE_INPUTS.length }), (row) => {
      expect(Math.abs(sumOf(TREES, row))).toBeLessThan(20);
    }));
  });
});
