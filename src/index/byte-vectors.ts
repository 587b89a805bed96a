/**
 * @module Vectors as 8-bit integers with a scale each, and their inner products, by WebAssembly: a quarter of the memory of
 * floats, which is what a walk through a graph waits for. A product of unit vectors is off by about 0.002.
 */

import {
  advance, againIf, compile, createMemory, F32, f32Const, f32Divide, f32Load, f32Max, f32Multiply, f32OfSigned, f32Store, f32x4Abs, f32x4Lane, f32x4Max,
  f32x4Multiply, f32x4Nearest, f32x4Splat, I32, i16x8Load8, i16x8OfI32x4, i32Add, i32Below, i32Const, i32Load, i32Multiply, i32x4Add, i32x4Dot, i32x4Lane,
  i32x4OfF32x4, i8x16OfI16x8, localGet, localSet, localTee, loop, V128, v128Load, v128Store, v128Zero, type WasmFunction,
} from '../web-assembly.js';

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Numbers of a row are made up to a multiple of this with zeros. */
const GROUP = 32;
const GREATEST = 127;
/** Bytes that come from memory together. */
const LINE = 64;

/** A fixed number of vectors. */
export class ByteVectors {
  /** Row after row, and how much a step of each row's numbers is worth: what the vectors are kept as. */
  readonly rows: Uint8Array;
  readonly scales: Float32Array;
  /** Where vectors are put as floats before they are set. */
  readonly source: Float32Array;
  /** Rows whose products are asked for: the first numbers of it. At most as many as fit. */
  readonly asked: Uint32Array;
  /** The product of each of them with the target, once {@link multiply} was called. */
  readonly products: Float32Array;
  readonly #dimension: number;
  readonly #stride: number;
  readonly #floats: Float32Array;
  readonly #words: Int16Array;
  readonly #bytes: Int8Array;
  readonly #code: Record<'quantise' | 'multiply', (...values: number[]) => number>;
  /** Byte offsets. */
  readonly #target: number;
  readonly #asked: number;
  readonly #products: number;
  readonly #scales: number;
  readonly #rows: number;
  /** Behind the others. */
  readonly #targetRow: number;

  /**
   * @param width rows that are multiplied in one go, at most
   * @param sourceLength of {@link source}
   */
  constructor(dimension: number, rows: number, width: number, sourceLength: number) {
    const stride = Math.ceil(dimension / GROUP) * GROUP;
    const list = Math.ceil((width + 4) / 4) * 4 * FLOAT;
    this.#dimension = dimension;
    this.#stride = stride;
    // Before it, at 0, stands the vector that is being quantised.
    this.#target = stride * FLOAT;
    this.#asked = this.#target + stride * Int16Array.BYTES_PER_ELEMENT;
    this.#products = this.#asked + list;
    this.#scales = this.#products + list;
    this.#rows = Math.ceil((this.#scales + (rows + 1) * FLOAT) / LINE) * LINE;
    // What is wanted ahead of a short last row lies behind it too.
    const source = Math.ceil((this.#rows + (rows + 1) * stride + 4 * LINE) / LINE) * LINE;
    const memory = createMemory(source + Math.max(sourceLength, dimension) * FLOAT);
    this.#floats = new Float32Array(memory.buffer);
    this.#words = new Int16Array(memory.buffer);
    this.#bytes = new Int8Array(memory.buffer);
    this.rows = new Uint8Array(memory.buffer, this.#rows, rows * stride);
    this.scales = new Float32Array(memory.buffer, this.#scales, rows);
    this.source = new Float32Array(memory.buffer, source, Math.max(sourceLength, dimension));
    this.asked = new Uint32Array(memory.buffer, this.#asked, width);
    this.products = new Float32Array(memory.buffer, this.#products, width);
    this.#code = compile({ quantise: QUANTISE, multiply: MULTIPLY }, memory);
    this.#targetRow = rows;
  }

  /** Sets a row to the vector that begins at `start` in {@link source}. */
  set(row: number, start: number): void {
    const from = this.source.byteOffset / FLOAT + start;
    this.#floats.copyWithin(0, from, from + this.#dimension);
    this.#floats[this.#scales / FLOAT + row] = this.#code.quantise(0, this.#stride * FLOAT, this.#rows + row * this.#stride);
  }

  setTarget(vector: Float32Array): void {
    this.source.set(vector);
    this.set(this.#targetRow, 0);
    const from = this.#rows + this.#targetRow * this.#stride;
    for (let i = 0; i < this.#stride; i++) this.#words[this.#target / Int16Array.BYTES_PER_ELEMENT + i] = this.#bytes[from + i]!;
  }

  /** Products of the first `count` rows in {@link asked} with the target. */
  multiply(count: number): void {
    if (count === 0) return;
    const end = this.#asked + count * FLOAT;
    this.#code.multiply(this.#asked, end, this.#products, this.#target, this.#target + this.#stride * 2, this.#rows, this.#stride, this.#scales, this.#floats[this.#scales / FLOAT + this.#targetRow]!);
  }
}

const lanes = [0, 1, 2, 3];
const VECTOR = 16;

/** (from, end, to) → scale: numbers over the greatest of their sizes, times 127, as bytes. */
const QUANTISE: WasmFunction = (() => {
  const [FROM, END, TO, AT, X, SCALE] = [0, 1, 2, 3, 4, 5] as const;
  const numbers = (offset: number) => [...localGet(FROM), ...v128Load(offset), ...localGet(X), ...f32x4Multiply, ...f32x4Nearest, ...i32x4OfF32x4];
  const pair = (offset: number) => [...numbers(offset), ...numbers(offset + VECTOR), ...i16x8OfI32x4];
  return {
    parameters: [I32, I32, I32],
    result: F32,
    locals: [I32, V128, F32],
    body: [
      ...localGet(FROM), ...localSet(AT),
      ...loop([
        ...localGet(X), ...localGet(AT), ...v128Load(), ...f32x4Abs, ...f32x4Max, ...localSet(X),
        ...advance(AT, VECTOR),
        ...localGet(AT), ...localGet(END), ...i32Below, ...againIf,
      ]),
      // Not 0, so that a vector of zeros stays one.
      ...f32Const(1e-30), ...lanes.flatMap((lane) => [...localGet(X), ...f32x4Lane(lane), ...f32Max]),
      ...f32Const(GREATEST), ...f32Divide, ...localSet(SCALE),
      ...f32Const(1), ...localGet(SCALE), ...f32Divide, ...f32x4Splat, ...localSet(X),
      ...loop([
        ...localGet(TO), ...pair(0), ...pair(2 * VECTOR), ...i8x16OfI16x8, ...v128Store(),
        ...advance(TO, VECTOR),
        ...advance(FROM, 4 * VECTOR),
        ...localGet(FROM), ...localGet(END), ...i32Below, ...againIf,
      ]),
      ...localGet(SCALE),
    ],
  };
})();

/** (asked, asked end, products, target, target end, rows, stride, scales, scale of the target) */
const MULTIPLY: WasmFunction = (() => {
  const [ASKED, ASKED_END, OUT, TARGET, TARGET_END, ROWS, STRIDE, SCALES, SCALE, ROW, AT, EVEN, ODD] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
  const sum = (local: number, i: number) => [
    ...localGet(local), ...localGet(ROW), ...i16x8Load8(i * 8), ...localGet(AT), ...v128Load(i * VECTOR), ...i32x4Dot, ...i32x4Add, ...localSet(local),
  ];
  return {
    parameters: [I32, I32, I32, I32, I32, I32, I32, I32, F32],
    result: null,
    locals: [I32, I32, V128, V128],
    body: [
      // It is memory that takes the time: the beginnings of all rows are wanted before the first has come.
      ...localGet(ASKED), ...localSet(AT),
      ...loop([
        ...localGet(AT), ...i32Load, ...localGet(STRIDE), ...i32Multiply, ...localGet(ROWS), ...i32Add, ...localSet(ROW),
        ...localGet(EVEN), ...[0, 1, 2, 3].flatMap((line) => [...localGet(ROW), ...v128Load(line * LINE), ...i32x4Add]), ...localSet(EVEN),
        ...advance(AT, FLOAT),
        ...localGet(AT), ...localGet(ASKED_END), ...i32Below, ...againIf,
      ]),
      // So that it is not left out; the first product takes its place.
      ...localGet(OUT), ...localGet(EVEN), ...v128Store(),
      ...loop([
        ...localGet(ASKED), ...i32Load, ...localGet(STRIDE), ...i32Multiply, ...localGet(ROWS), ...i32Add, ...localSet(ROW),
        ...localGet(TARGET), ...localSet(AT),
        ...v128Zero, ...localTee(EVEN), ...localSet(ODD),
        ...loop([
          ...sum(EVEN, 0), ...sum(ODD, 1), ...sum(EVEN, 2), ...sum(ODD, 3),
          ...advance(ROW, GROUP),
          ...advance(AT, 2 * GROUP),
          ...localGet(AT), ...localGet(TARGET_END), ...i32Below, ...againIf,
        ]),
        ...localGet(EVEN), ...localGet(ODD), ...i32x4Add, ...localSet(EVEN),
        ...localGet(OUT),
        ...lanes.flatMap((lane) => [...localGet(EVEN), ...i32x4Lane(lane), ...(lane === 0 ? [] : i32Add)]), ...f32OfSigned,
        ...localGet(ASKED), ...i32Load, ...i32Const(FLOAT), ...i32Multiply, ...localGet(SCALES), ...i32Add, ...f32Load, ...f32Multiply,
        ...localGet(SCALE), ...f32Multiply,
        ...f32Store(),
        ...advance(OUT, FLOAT),
        ...advance(ASKED, FLOAT),
        ...localGet(ASKED), ...localGet(ASKED_END), ...i32Below, ...againIf,
      ]),
    ],
  };
})();
