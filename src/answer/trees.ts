/** @module Boosted regression trees (Friedman, 2001): what a sum over signals cannot say, such as that one counts only where another is missing. */

/** A tree whose leaves are all as deep. Numbers by place: node i has the children 2i + 1 and 2i + 2. */
export interface Tree {
  /** Input that each inner node asks for. */
  readonly inputs: readonly number[];
  /** Up to here it goes left. */
  readonly thresholds: readonly number[];
  /** From left to right. */
  readonly leaves: readonly number[];
}

/** What one tree says of a row. */
export function valueOf({ inputs, thresholds, leaves }: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (node < inputs.length) node = 2 * node + (row[inputs[node]!]! <= thresholds[node]! ? 1 : 2);
  return leaves[node - inputs.length]!;
}

/** The sum of what all trees say: a logarithm of odds. */
export function sumOf(trees: readonly Tree[], row: ArrayLike<number>): number {
  return trees.reduce((sum, tree) => sum + valueOf(tree, row), 0);
}

/** As text, a tree a line: inputs, thresholds and leaves, separated by spaces. */
export function encodeTrees(trees: readonly Tree[]): string {
  const short = (value: number): string => String(Number(value.toPrecision(4)));
  return trees.map(({ inputs, thresholds, leaves }) => [...inputs.map(String), ...thresholds.map(short), ...leaves.map(short)].join(' ')).join('\n');
}

/** Throws RangeError for what is none. */
export function decodeTrees(text: string): Tree[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const numbers = line.split(' ').map(Number);
    const inner = Math.floor(numbers.length / 3);
    const tree = { inputs: numbers.slice(0, inner), thresholds: numbers.slice(inner, 2 * inner), leaves: numbers.slice(2 * inner) };
    if (tree.leaves.length !== inner + 1 || !numbers.every(Number.isFinite)) throw new RangeError(`not a tree: ${line}`);
    return tree;
  });
}
