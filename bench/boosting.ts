/** @module Fits boosted trees (src/answer/trees.ts) to examples with a yes or no, by Newton steps on the logistic loss, as XGBoost does (Chen and Guestrin, 2016). */

import { valueOf, type Tree } from '../src/answer/index.js';
import { randomNumbers } from './random.js';

export interface Boosting {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Share of the examples that each tree sees, and of the inputs that each node may ask for. */
  readonly rows: number;
  readonly inputs: number;
  /** Fewest examples in a leaf. */
  readonly leaf: number;
  readonly seed: number;
}

/** What a leaf's weight is divided by at least: keeps leaves of few examples small. */
const RIDGE = 1;
const BEYOND_ALL = 1e9;

/** @param weights of the examples; only their proportions count */
export function boost(rows: readonly Float64Array[], labels: readonly boolean[], weights: readonly number[], options: Boosting): Tree[] {
  const random = randomNumbers(options.seed);
  const width = rows[0]?.length ?? 0;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / rows.length;
  const orders = Array.from({ length: width }, (_, input) => Uint32Array.from(rows, (_row, i) => i).sort((a, b) => rows[a]![input]! - rows[b]![input]!));
  const sums = new Float64Array(rows.length);
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    const slopes = new Float64Array(rows.length);
    const bends = new Float64Array(rows.length);
    // Node of each example, −1 where this tree does not see it.
    const nodes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const probability = 1 / (1 + Math.exp(-sums[i]!));
      const weight = weights[i]! / mean;
      slopes[i] = weight * ((labels[i] ? 1 : 0) - probability);
      bends[i] = weight * probability * (1 - probability);
      nodes[i] = random() < options.rows ? 0 : -1;
    }
    const tree = grow(rows, orders, { slopes, bends, nodes }, options, random);
    trees.push(tree);
    for (let i = 0; i < rows.length; i++) sums[i]! += valueOf(tree, rows[i]!);
  }
  return trees;
}

interface Slopes {
  /** First and second derivative of the loss of each example. */
  readonly slopes: Float64Array;
  readonly bends: Float64Array;
  readonly nodes: Int32Array;
}

function grow(rows: readonly Float64Array[], orders: readonly Uint32Array[], state: Slopes, options: Boosting, random: () => number): Tree {
  const inner = 2 ** options.depth - 1;
  const inputs: number[] = [];
  const thresholds: number[] = [];
  for (let node = 0; node < inner; node++) {
    const asked = orders.flatMap((_, input) => (random() < options.inputs ? [input] : []));
    const { input, threshold } = bestSplit(rows, orders, asked, state, node, options.leaf);
    inputs.push(input);
    thresholds.push(threshold);
    for (let i = 0; i < rows.length; i++) if (state.nodes[i] === node) state.nodes[i] = 2 * node + (rows[i]![input]! <= threshold ? 1 : 2);
  }
  const slope = new Float64Array(inner + 1);
  const bend = new Float64Array(inner + 1);
  for (let i = 0; i < rows.length; i++) {
    const leaf = state.nodes[i]! - inner;
    if (leaf < 0) continue;
    slope[leaf]! += state.slopes[i]!;
    bend[leaf]! += state.bends[i]!;
  }
  return { inputs, thresholds, leaves: [...slope].map((sum, i) => (options.rate * sum) / (bend[i]! + RIDGE)) };
}

/** The split that lowers the loss of a node most; one that all examples pass to the left where none does. */
function bestSplit(rows: readonly Float64Array[], orders: readonly Uint32Array[], asked: readonly number[], { slopes, bends, nodes }: Slopes, node: number, leaf: number) {
  let [count, slope, bend] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    if (nodes[i] !== node) continue;
    count++;
    slope += slopes[i]!;
    bend += bends[i]!;
  }
  const gainOf = (sum: number, curve: number): number => (sum * sum) / (curve + RIDGE);
  let best = { input: asked[0] ?? 0, threshold: BEYOND_ALL, gain: gainOf(slope, bend) + 1e-9 };
  for (const input of asked) {
    let [seen, leftSlope, leftBend, last] = [0, 0, 0, Number.NEGATIVE_INFINITY];
    for (const i of orders[input]!) {
      if (nodes[i] !== node) continue;
      const value = rows[i]![input]!;
      if (value > last && seen >= leaf && count - seen >= leaf) {
        const gain = gainOf(leftSlope, leftBend) + gainOf(slope - leftSlope, bend - leftBend);
        if (gain > best.gain) best = { input, threshold: (last + value) / 2, gain };
      }
      seen++;
      leftSlope += slopes[i]!;
      leftBend += bends[i]!;
      last = value;
    }
  }
  return best;
}
