/**
 * @module Vectors of single words, for soft matching: a word of the question against the words of a passage
 * (Kusner et al., 2015, relaxed to each word's nearest neighbour).
 */

import type { Embedder } from '../embed/index.js';

/** Cosine of a word with each concept of the question, in order; there may be more numbers behind. One row a word, made once. */
export type WordSimilarity = (word: string) => Float64Array;

export interface WordVectors {
  /** Cosines with each of `targets`, for the words that `words` gives. */
  similarityTo(targets: readonly string[], words: () => Iterable<string>): Promise<WordSimilarity>;
}

/** Keeps the vectors of at most `capacity` words, those made longest ago dropped first. */
export function createWordVectors({ dimension, embedWord, embedPassages }: Pick<Embedder, 'dimension' | 'embedWord' | 'embedPassages'>, capacity = 16_384): WordVectors {
  const kept = new VectorRing(dimension, capacity);
  return {
    async similarityTo(targets, words) {
      const embed = embedWord ?? (await lookUp(embedPassages, dimension, [...targets, ...[...words()].filter((word) => !kept.has(word))]));
      const products = new InnerProducts(targets.map(embed), dimension);
      const rows = new Map<string, Float64Array>();
      return (word) => {
        const known = rows.get(word);
        if (known) return known;
        const row = products.of(kept.rows, kept.at(word, embed));
        rows.set(word, row);
        return row;
      };
    },
  };
}

/** For an embedder that takes its time: all vectors are made before the first is asked for. A word dropped meanwhile is like no other. */
async function lookUp(embedPassages: Embedder['embedPassages'], dimension: number, words: readonly string[]): Promise<(word: string) => Float32Array> {
  const distinct = [...new Set(words)];
  const made = await embedPassages(distinct);
  const vectors = new Map(distinct.map((word, i) => [word, made[i]]));
  return (word) => vectors.get(word) ?? new Float32Array(dimension);
}

/** Vectors in one block of memory, written over in turn. */
class VectorRing {
  /** Row i is the vector of the word in slot i. */
  readonly rows: Float32Array;
  readonly #words: (string | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  #next = 0;

  constructor(
    private readonly dimension: number,
    private readonly capacity: number,
  ) {
    this.rows = new Float32Array(dimension * capacity);
  }

  has(word: string): boolean {
    return this.#slots.has(word);
  }

  /** Where the vector of `word` begins in `rows`: good until the next word is made. */
  at(word: string, embed: (word: string) => Float32Array): number {
    let slot = this.#slots.get(word);
    if (slot === undefined) {
      slot = this.#next;
      this.#next = (this.#next + 1) % this.capacity;
      const old = this.#words[slot];
      if (old !== undefined) this.#slots.delete(old);
      this.#words[slot] = word;
      this.#slots.set(word, slot);
      this.rows.set(embed(word), slot * this.dimension);
    }
    return slot * this.dimension;
  }
}

const LANES = 4;

/** Inner products with a few vectors at once: theirs lie number by number side by side, so that memory is read in order. */
class InnerProducts {
  /** Number k of vector t is `[k * width + t]`; the width is a multiple of {@link LANES}. */
  readonly #numbers: Float64Array;
  readonly #width: number;

  constructor(
    vectors: readonly Float32Array[],
    private readonly dimension: number,
  ) {
    this.#width = Math.ceil(vectors.length / LANES) * LANES;
    this.#numbers = new Float64Array(this.#width * dimension);
    vectors.forEach((vector, t) => vector.forEach((value, k) => (this.#numbers[k * this.#width + t] = value)));
  }

  /** With the vector that begins at `start` in `rows`; zeros behind the last. A view of the right length would cost more than all else. */
  of(rows: Float32Array, start: number): Float64Array {
    const numbers = this.#numbers;
    const width = this.#width;
    const end = start + this.dimension;
    const products = new Float64Array(width);
    for (let lane = 0; lane < width; lane += LANES) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let at = start, k = lane; at < end; at++, k += width) {
        const x = rows[at]!;
        a += x * numbers[k]!;
        b += x * numbers[k + 1]!;
        c += x * numbers[k + 2]!;
        d += x * numbers[k + 3]!;
      }
      products[lane] = a;
      products[lane + 1] = b;
      products[lane + 2] = c;
      products[lane + 3] = d;
    }
    return products;
  }
}
