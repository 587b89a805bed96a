/**
 * @module Vectors of single words, for soft matching: a word of the question against the words of a passage
 * (Kusner et al., 2015, relaxed to each word's nearest neighbour).
 */

import type { Embedder } from '../embed/index.js';
import { InnerProducts } from './inner-products.js';

/** A target that is near a word. */
export interface Near {
  /** Its place among the targets. */
  readonly target: number;
  readonly cosine: number;
}

/** Targets near a word; undefined where none is. */
export type WordSimilarity = (word: string) => readonly Near[] | undefined;

export interface WordVectors {
  /** For each of `words`: the targets whose cosine is greater than `floor`. */
  nearTo(targets: readonly string[], words: ReadonlySet<string>, floor: number): Promise<WordSimilarity>;
}

/** Keeps the vectors of at most `capacity` words, those made longest ago dropped first. */
export function createWordVectors({ dimension, embedWord, embedPassages }: Pick<Embedder, 'dimension' | 'embedWord' | 'embedPassages'>, capacity = 16_384): WordVectors {
  const products = new InnerProducts(dimension, capacity);
  const kept = new WordSlots(products, capacity);
  return {
    async nearTo(targets, words, floor) {
      const embed = embedWord ?? (await lookUp(embedPassages, dimension, [...targets, ...[...words].filter((word) => !kept.has(word))]));
      const vectors = targets.map(embed);
      const near = new Map<string, Near[]>();
      for (let first = 0; first < vectors.length; first += products.width) {
        const together = vectors.slice(first, first + products.width);
        products.setTargets(together);
        for (const word of words) {
          const cosines = products.of(kept.slotOf(word, embed));
          for (let i = 0; i < together.length; i++) {
            const cosine = cosines[i]!;
            if (cosine <= floor) continue;
            const found = near.get(word);
            if (found) found.push({ target: first + i, cosine });
            else near.set(word, [{ target: first + i, cosine }]);
          }
        }
      }
      return (word) => near.get(word);
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

/** Which row holds the vector of which word: rows are written over in turn. */
class WordSlots {
  readonly #words: (string | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  #next = 0;

  constructor(
    private readonly products: InnerProducts,
    private readonly capacity: number,
  ) {}

  has(word: string): boolean {
    return this.#slots.has(word);
  }

  /** Row of the vector of `word`: good until the next word is made. */
  slotOf(word: string, embed: (word: string) => Float32Array): number {
    const known = this.#slots.get(word);
    if (known !== undefined) return known;
    const slot = this.#next;
    this.#next = (this.#next + 1) % this.capacity;
    const old = this.#words[slot];
    if (old !== undefined) this.#slots.delete(old);
    this.#words[slot] = word;
    this.#slots.set(word, slot);
    this.products.setRow(slot, embed(word));
    return slot;
  }
}
