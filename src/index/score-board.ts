/**
 * @module Scores of all passages in a search: postings are added up and the best scores found by WebAssembly, five times as fast as
 * JavaScript, which checks every access.
 */

import {
  advance, againIf, compile, createMemory, F32, f32Add, f32Divide, f32Load, f32Multiply, f32Of, f32Store, f32x4Above, f32x4Splat, giveBack, I32,
  i32Above, i32Add, i32And, i32Below, i32Bitmask, i32Const, i32CountTrailingZeros, i32Load, i32Load8, i32Or, i32ShiftLeft, i32ShiftRight, localGet,
  localSet, localTee, loop, pagesOf, V128, v128Load, when, type Code, type WasmFunction,
} from '../web-assembly.js';

const BYTES = 4;
/** Bytes of four numbers, which are compared in one go. */
const GROUP = 16;

/** What one occurrence counts in a field of each length, and the passages' lengths: body in the low 16 bits, header in the high. */
export interface ScoredFields {
  readonly lengths: Uint32Array;
  readonly bodyNorms: Float32Array;
  readonly headerNorms: Float32Array;
  readonly k1: number;
}

/**
 * Memory for the passages' lengths and scores, and for the postings of one term. There is one for all generations of an index, since each has memory
 * of its own reserved by the engine: whoever searches takes it over.
 */
class ScoreBoard {
  #fields: ScoredFields | null = null;
  /** Addresses in the memory, in this order; each is a multiple of {@link GROUP}. */
  #lengths = 0;
  #bodyNorms = 0;
  #headerNorms = 0;
  #scores = 0;
  #postings = 0;
  readonly #memory = createMemory(GROUP);
  readonly #functions = compile({ add: ADD, next: NEXT }, this.#memory);

  /** All scores at zero, for passages of these fields. */
  clear(fields: ScoredFields): void {
    if (this.#fields !== fields) this.#take(fields);
    new Float32Array(this.#memory.buffer, this.#scores, (this.#postings - this.#scores) / BYTES).fill(0);
  }

  /** Adds `factor * tf / (tf + k1)` to the score of every passage that the postings name. */
  add(postings: Uint8Array, factor: number): void {
    this.#reserve(this.#postings + postings.length);
    new Uint8Array(this.#memory.buffer, this.#postings, postings.length).set(postings);
    const end = this.#postings + postings.length;
    if (postings.length > 0) this.#functions.add(this.#postings, end, this.#scores, this.#lengths, this.#bodyNorms, this.#headerNorms, factor, this.#fields?.k1 ?? 0);
  }

  /** The first passage from `from` to before `to` with a score above `floor`, which is not negative; `to` where there is none. */
  next(from: number, to: number, floor: number): number {
    if (from >= to) return to;
    return Math.min(to, (this.#functions.next(this.#scores + from * BYTES, this.#scores + to * BYTES, floor) - this.#scores) / BYTES);
  }

  /** To be read before the next search. */
  get scores(): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#scores, this.#fields?.lengths.length ?? 0);
  }

  #take(fields: ScoredFields): void {
    let end = 0;
    const place = ({ length }: { readonly length: number }): number => {
      const start = end;
      // Beyond the scores there are zeros, which a comparison of four may reach.
      end = Math.ceil((end + length * BYTES) / GROUP) * GROUP + GROUP;
      return start;
    };
    this.#lengths = place(fields.lengths);
    this.#bodyNorms = place(fields.bodyNorms);
    this.#headerNorms = place(fields.headerNorms);
    this.#scores = place(fields.lengths);
    this.#postings = end;
    this.#reserve(end);
    const { buffer } = this.#memory;
    new Uint32Array(buffer, this.#lengths).set(fields.lengths);
    new Float32Array(buffer, this.#bodyNorms).set(fields.bodyNorms);
    new Float32Array(buffer, this.#headerNorms).set(fields.headerNorms);
    this.#fields = fields;
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(pagesOf(missing));
  }
}

const times = (local: number, shift: number): Code => [...localGet(local), ...i32Const(shift), ...i32ShiftLeft];
const f32At = (table: number, index: Code): Code => [...localGet(table), ...index, ...i32Const(2), ...i32ShiftLeft, ...i32Add, ...f32Load];

const ADD: WasmFunction = (() => {
  const [AT, END, SCORES, LENGTHS, BODY_NORMS, HEADER_NORMS, FACTOR, K1, PASSAGE, BYTE, GAP, SHIFT, LENGTH, TF] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const;
  const nextByte: Code = [...localGet(AT), ...i32Load8, ...localSet(BYTE), ...advance(AT, 1)];
  const low7: Code = [...localGet(BYTE), ...i32Const(0x7f), ...i32And];
  const hasMore: Code = [...localGet(BYTE), ...i32Const(0x7f), ...i32Above];
  const frequencyIn = (table: number, frequency: Code, length: Code): Code => [...frequency, ...f32Of, ...f32At(table, length), ...f32Multiply];
  return {
    parameters: [I32, I32, I32, I32, I32, I32, F32, F32],
    result: null,
    locals: [I32, I32, I32, I32, I32, F32],
    body: [
      ...i32Const(-1), ...localSet(PASSAGE),
      ...loop([
        ...nextByte, ...low7, ...localSet(GAP),
        ...hasMore, ...when([
          ...i32Const(7), ...localSet(SHIFT),
          ...loop([
            ...nextByte,
            ...localGet(GAP), ...low7, ...localGet(SHIFT), ...i32ShiftLeft, ...i32Or, ...localSet(GAP),
            ...advance(SHIFT, 7),
            ...hasMore, ...againIf,
          ]),
        ]),
        ...localGet(PASSAGE), ...localGet(GAP), ...i32Add, ...localSet(PASSAGE),
        ...nextByte,
        ...localGet(LENGTHS), ...times(PASSAGE, 2), ...i32Add, ...i32Load, ...localSet(LENGTH),
        ...frequencyIn(BODY_NORMS, [...localGet(BYTE), ...i32Const(0xf), ...i32And], [...localGet(LENGTH), ...i32Const(0xffff), ...i32And]),
        ...frequencyIn(HEADER_NORMS, [...localGet(BYTE), ...i32Const(4), ...i32ShiftRight], [...localGet(LENGTH), ...i32Const(16), ...i32ShiftRight]),
        ...f32Add, ...localSet(TF),
        ...localGet(SCORES), ...times(PASSAGE, 2), ...i32Add, ...localTee(LENGTH),
        ...localGet(LENGTH), ...f32Load,
        ...localGet(FACTOR), ...localGet(TF), ...f32Multiply, ...localGet(TF), ...localGet(K1), ...f32Add, ...f32Divide,
        ...f32Add, ...f32Store(),
        ...localGet(AT), ...localGet(END), ...i32Below, ...againIf,
      ]),
    ],
  };
})();

const NEXT: WasmFunction = (() => {
  const [AT, END, FLOOR, FOUND, FLOORS] = [0, 1, 2, 3, 4] as const;
  return {
    parameters: [I32, I32, F32],
    result: I32,
    locals: [I32, V128],
    body: [
      ...localGet(FLOOR), ...f32x4Splat, ...localSet(FLOORS),
      ...loop([
        ...localGet(AT), ...v128Load(), ...localGet(FLOORS), ...f32x4Above, ...i32Bitmask, ...localTee(FOUND),
        ...when([...localGet(AT), ...localGet(FOUND), ...i32CountTrailingZeros, ...i32Const(2), ...i32ShiftLeft, ...i32Add, ...giveBack]),
        ...advance(AT, GROUP),
        ...localGet(AT), ...localGet(END), ...i32Below, ...againIf,
      ]),
      ...localGet(END),
    ],
  };
})();

export const scoreBoard = new ScoreBoard();
