/**
 * @module The tokens of a text by a unigram model (Kudo, 2018): the same as the library's tokenizer gives for a
 * `tokenizer.json` of the bundled kind, without its objects a token, about thirty times as fast.
 */

import { z } from 'zod';

const tokenizerSchema = z.object({
  // Special tokens hold capitals, so that no folded text has them.
  added_tokens: z.array(z.object({ content: z.string().regex(/[A-Z]/u) })),
  normalizer: z.object({ type: z.literal('Sequence'), normalizers: z.tuple([z.object({ type: z.literal('NFKC') }), z.object({ type: z.literal('Lowercase') })]) }),
  pre_tokenizer: z.object({ type: z.literal('Split'), pattern: z.object({ Regex: z.string() }), behavior: z.literal('Removed'), invert: z.literal(true) }),
  post_processor: z.null(),
  model: z.object({ type: z.literal('Unigram'), unk_id: z.int().nonnegative(), vocab: z.custom<readonly unknown[]>(Array.isArray) }),
});

/** Ids of the tokens of a folded text. */
export type Tokenize = (folded: string) => number[];

export interface Unigram {
  /** Number of pieces; ids are below it. */
  readonly size: number;
  readonly tokenize: Tokenize;
}

/** The tokenizer that a `tokenizer.json` describes, or null where it is of another kind. */
export function readUnigram(json: unknown): Unigram | null {
  const parsed = tokenizerSchema.safeParse(json);
  if (!parsed.success) return null;
  const { model: { vocab: entries, unk_id: unknown }, pre_tokenizer: { pattern } } = parsed.data;
  const vocab = entries.filter(isPiece);
  if (vocab.length < entries.length) return null;
  const split = new RegExp(pattern.Regex, 'gu');
  const trie = new PieceTrie(vocab);
  const lowest = vocab.reduce((least, [, score]) => Math.min(least, score), 0);
  const lattice = new Lattice(trie, unknown, lowest - 10);
  return {
    size: vocab.length,
    tokenize(folded) {
      const ids: number[] = [];
      for (const run of folded.normalize('NFKC').toLowerCase().match(split) ?? []) lattice.append(run, ids);
      return ids;
    },
  };
}

type Piece = readonly [text: string, score: number];

/** By hand: of twenty thousand pieces a schema makes a tenth of a second. */
const isPiece = (entry: unknown): entry is Piece => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && typeof entry[1] === 'number';

/** Pieces by their UTF-16 units: `(node, unit) → node` in one open-addressed table. */
class PieceTrie {
  readonly #keys: Float64Array;
  readonly #nodes: Int32Array;
  readonly #mask: number;
  /** Id of the piece that ends at a node, or -1. */
  readonly ids: Int32Array;
  readonly scores: Float64Array;
  #size = 1;

  constructor(vocab: readonly Piece[]) {
    const units = vocab.reduce((sum, [piece]) => sum + piece.length, 0);
    const slots = 2 ** Math.ceil(Math.log2(units * 2 + 2));
    this.#keys = new Float64Array(slots).fill(-1);
    this.#nodes = new Int32Array(slots);
    this.#mask = slots - 1;
    this.ids = new Int32Array(units + 1).fill(-1);
    this.scores = new Float64Array(units + 1);
    for (const [id, [piece, score]] of vocab.entries()) {
      // The library looks pieces up unit by unit but keeps them by code point: of a surrogate pair it finds none.
      if (!/[\ud800-\udfff]/.test(piece)) this.#add(piece, id, score);
    }
  }

  /** The node after `node` by `unit`, or -1. */
  next(node: number, unit: number): number {
    const slot = this.#slotOf(node, unit);
    return this.#keys[slot] === -1 ? -1 : this.#nodes[slot]!;
  }

  #add(piece: string, id: number, score: number): void {
    let node = 0;
    for (let i = 0; i < piece.length; i++) {
      const slot = this.#slotOf(node, piece.charCodeAt(i));
      if (this.#keys[slot] === -1) {
        this.#keys[slot] = node * 0x10000 + piece.charCodeAt(i);
        this.#nodes[slot] = this.#size++;
      }
      node = this.#nodes[slot]!;
    }
    this.ids[node] = id;
    this.scores[node] = score;
  }

  #slotOf(node: number, unit: number): number {
    const key = node * 0x10000 + unit;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) & this.#mask;
    while (this.#keys[slot] !== key && this.#keys[slot] !== -1) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** The best cut of a run into pieces (Viterbi); a unit that is no piece is unknown, and unknown ones in a row are one token. */
class Lattice {
  #best = new Float64Array(64);
  #from = new Int32Array(64);
  #piece = new Int32Array(64);

  constructor(
    private readonly trie: PieceTrie,
    private readonly unknown: number,
    private readonly unknownScore: number,
  ) {}

  append(run: string, ids: number[]): void {
    const { trie, unknown } = this;
    const { length } = run;
    if (length >= this.#best.length) {
      this.#best = new Float64Array(length * 2);
      this.#from = new Int32Array(length * 2);
      this.#piece = new Int32Array(length * 2);
    }
    const best = this.#best.fill(-Infinity, 0, length + 1);
    best[0] = 0;
    for (let start = 0; start < length; start++) {
      let hasSingle = false;
      for (let end = start, node = trie.next(0, run.charCodeAt(start)); node >= 0; node = trie.next(node, run.charCodeAt(end))) {
        end++;
        const id = trie.ids[node]!;
        if (id >= 0) {
          this.#offer(start, end, trie.scores[node]!, id);
          hasSingle ||= end === start + 1;
        }
        if (end === length) break;
      }
      if (!hasSingle) this.#offer(start, start + 1, this.unknownScore, unknown);
    }
    const first = ids.length;
    for (let end = length; end > 0; end = this.#from[end]!) ids.push(this.#piece[end]!);
    reverse(ids, first);
    let kept = first;
    for (let i = first; i < ids.length; i++) {
      if (ids[i] !== unknown || kept === 0 || ids[kept - 1] !== unknown) ids[kept++] = ids[i]!;
    }
    ids.length = kept;
  }

  #offer(start: number, end: number, score: number, id: number): void {
    const total = this.#best[start]! + score;
    if (total <= this.#best[end]!) return;
    this.#best[end] = total;
    this.#from[end] = start;
    this.#piece[end] = id;
  }
}

function reverse(list: number[], from: number): void {
  for (let a = from, b = list.length - 1; a < b; a++, b--) [list[a], list[b]] = [list[b]!, list[a]!];
}
