/** @module Damaged copies of files: the same for the same seed. */

import { randomNumbers } from './random.js';

/** A file to damage. */
export interface SourceFile {
  readonly file: string;
  /** With its dot. */
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** A damaged copy, the name it is loaded under, and what was done to it. */
export interface Mutant {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly recipe: string;
}

/** A number from 0 up to, but without, `below`. */
type Random = (below: number) => number;

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const EXTENSIONS = ['.txt', '.md', '.html', '.docx', '.pdf', ''];

/** Pieces that have a meaning to some loader. */
const MARKS = [
  '\0', '\ufeff', '\r', '\n'.repeat(50), '\t', '\f', '<', '>', '"', '&#1114112;', '<table>', '</div>', '<div>'.repeat(100), '<!--', ']]>',
  '<![CDATA[', '（一）', '一、', '第一章', '1.', '。', '——', '“', '|', '#', '`', 'endobj', 'stream', '/Kids[2 0 R]', 'PK\x03\x04', '9'.repeat(400),
];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  none: (bytes) => bytes,
  truncate: (bytes, random) => bytes.slice(0, random(bytes.length)),
  behead: (bytes, random) => bytes.slice(random(bytes.length)),
  flip: (bytes, random) => {
    const copy = Uint8Array.from(bytes);
    for (let count = 1 + random(30); count > 0; count -= 1) copy[random(copy.length)] = random(256);
    return copy;
  },
  cut: (bytes, random) => {
    const start = random(bytes.length);
    return join(bytes.subarray(0, start), bytes.subarray(start + random(2000)));
  },
  insert: (bytes, random) => {
    const start = random(bytes.length);
    return join(bytes.subarray(0, start), new TextEncoder().encode(MARKS[random(MARKS.length)]), bytes.subarray(start));
  },
  duplicate: (bytes, random) => {
    const start = random(bytes.length);
    const piece = bytes.subarray(start, start + 1 + random(2000));
    const copies = Array.from({ length: 1 + random(50) }, () => piece);
    return join(bytes.subarray(0, start), ...copies, bytes.subarray(start));
  },
  splice: (bytes, random, other) => join(bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))),
  zero: (bytes, random) => {
    const copy = Uint8Array.from(bytes);
    const start = random(copy.length);
    return copy.fill(0, start, start + random(500));
  },
};

/** Gives one mutant after another. */
export function createMutator(sources: readonly SourceFile[], seed: number): () => Mutant {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[random(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const names = Object.keys(MUTATIONS);
  return () => {
    const source = pick(sources);
    const recipe = Array.from({ length: 1 + random(3) }, () => pick(names));
    const bytes = recipe.reduce((current: Uint8Array, name) => {
      const mutation = MUTATIONS[name];
      return mutation === undefined || current.length === 0 ? current : mutation(current, random, pick(sources).bytes);
    }, source.bytes);
    const renamed = random(5) === 0;
    const file = renamed ? source.file.slice(0, source.file.length - source.extension.length) + pick(EXTENSIONS) : source.file;
    return { bytes, file, recipe: recipe.join(', ') };
  };
}

function createRandom(seed: number): Random {
  const random = randomNumbers(seed);
  return (below) => Math.floor(random() * below);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
