/**
 * @module An assembler for small WebAssembly functions over numbers in memory: JavaScript has no vector instructions, and checks every
 * access. Opcodes by their names in the specification (https://webassembly.github.io/spec/core), with their immediates.
 */

export type Code = readonly number[];
/** Type of a parameter or local. */
export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;

export interface WasmFunction {
  readonly parameters: readonly number[];
  /** Null where it gives nothing. */
  readonly result: number | null;
  /** Numbered on after the parameters; all zero at the start. */
  readonly locals: readonly number[];
  readonly body: Code;
}

/** As much of it as is used: its types come with those of browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Readonly<Record<string, object>>) => { readonly exports: Readonly<Record<string, (...values: number[]) => number>> };
};

export interface WasmMemory {
  /** Another one after every growth. */
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KB. */
  grow(pages: number): number;
}

const PAGE = 65_536;
export const pagesOf = (bytes: number): number => Math.ceil(bytes / PAGE);

/** Memory of at least so many bytes, all zero. */
export function createMemory(bytes: number): WasmMemory {
  return new WebAssembly.Memory({ initial: pagesOf(bytes) });
}

/** The functions, working on `memory`. Throws WebAssembly.CompileError for code that is none. */
export function compile<Name extends string>(functions: Readonly<Record<Name, WasmFunction>>, memory: WasmMemory): Record<Name, (...values: number[]) => number> {
  const names = Object.keys(functions) as Name[];
  const all = names.map((name) => functions[name]);
  const bytes = Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector(all.map(({ parameters, result }) => [0x60, ...vector(parameters.map((type) => [type])), ...vector(result === null ? [] : [[result]])]))),
    ...section(2, vector([[...text('js'), ...text('memory'), 0x02, 0x00, 1]])),
    ...section(3, vector(all.map((_, i) => unsigned(i)))),
    ...section(7, vector(names.map((name, i) => [...text(name), 0x00, ...unsigned(i)]))),
    ...section(10, vector(all.map(codeOf))),
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { js: { memory } });
  return Object.fromEntries(names.map((name) => [name, exports[name]])) as Record<Name, (...values: number[]) => number>;
}

function codeOf({ locals, body }: WasmFunction): Code {
  const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
  return [...unsigned(code.length), ...code];
}

const section = (id: number, bytes: Code): Code => [id, ...unsigned(bytes.length), ...bytes];
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (name: string): Code => vector([...Buffer.from(name)].map((byte) => [byte]));

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

export const localGet = (local: number): Code => [0x20, local];
export const localSet = (local: number): Code => [0x21, local];
/** Sets it and leaves its value. */
export const localTee = (local: number): Code => [0x22, local];

export const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b];
export const when = (body: Code): Code => [0x04, 0x40, ...body, 0x0b];
/** Goes back to the start of the innermost loop where the value on top is not 0. */
export const againIf: Code = [0x0d, 0];
export const giveBack: Code = [0x0f];

export const i32Const = (value: number): Code => [0x41, ...signed(value)];
export const i32Load: Code = [0x28, 2, 0];
export const i32Load8: Code = [0x2d, 0, 0];
export const i32CountTrailingZeros: Code = [0x68];
export const i32Add: Code = [0x6a];
export const i32Multiply: Code = [0x6c];
export const i32And: Code = [0x71];
export const i32Or: Code = [0x72];
export const i32ShiftLeft: Code = [0x74];
export const i32ShiftRight: Code = [0x76];
/** Unsigned, as the next. */
export const i32Below: Code = [0x49];
export const i32Above: Code = [0x4b];

export const f32Load: Code = [0x2a, 2, 0];
export const f32Store = (offset = 0): Code => [0x38, 2, ...unsigned(offset)];
export const f32Add: Code = [0x92];
export const f32Multiply: Code = [0x94];
export const f32Divide: Code = [0x95];
export const f32Max: Code = [0x97];
export const f32Const = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
/** Of an unsigned, of a signed 32-bit integer. */
export const f32Of: Code = [0xb3];
export const f32OfSigned: Code = [0xb2];

export const v128Load = (offset = 0): Code => [0xfd, 0x00, 4, ...unsigned(offset)];
export const v128Store = (offset = 0): Code => [0xfd, 0x0b, 4, ...unsigned(offset)];
export const v128Zero: Code = [0xfd, 0x0c, ...new Uint8Array(16)];
export const f32x4Splat: Code = [0xfd, 0x13];
export const f32x4Lane = (lane: number): Code => [0xfd, 0x1f, lane];
export const f32x4Above: Code = [0xfd, 0x44];
export const f32x4Add: Code = [0xfd, 0xe4, 0x01];
export const f32x4Multiply: Code = [0xfd, 0xe6, 0x01];
export const f32x4Abs: Code = [0xfd, 0xe0, 0x01];
export const f32x4Max: Code = [0xfd, 0xe9, 0x01];
export const f32x4Nearest: Code = [0xfd, 0x6a];

/** Eight bytes, each made 16 bits with its sign. */
export const i16x8Load8 = (offset = 0): Code => [0xfd, 0x01, 3, ...unsigned(offset)];
/** Products of 16-bit numbers, each two neighbours added. */
export const i32x4Dot: Code = [0xfd, 0xba, 0x01];
export const i32x4Add: Code = [0xfd, 0xae, 0x01];
export const i32x4Lane = (lane: number): Code => [0xfd, 0x1b, lane];
/** What is too large becomes the largest, as in the next two. */
export const i32x4OfF32x4: Code = [0xfd, 0xf8, 0x01];
export const i16x8OfI32x4: Code = [0xfd, 0x85, 0x01];
export const i8x16OfI16x8: Code = [0xfd, 0x65];
/** One bit a lane. */
export const i32Bitmask: Code = [0xfd, 0xa4, 0x01];

/** Adds to a local. */
export const advance = (local: number, by: number): Code => [...localGet(local), ...i32Const(by), ...i32Add, ...localSet(local)];
