/** @module Writes ONNX models, as much of the format as a small test model needs (onnx/onnx.proto, protobuf's wire format). */

/** A tensor that the model comes with. */
export interface Constant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A value that goes in or out; names stand for sizes that are not fixed. */
export interface Value {
  readonly name: string;
  readonly type: 'float' | 'int64';
  readonly dims: readonly (string | number)[];
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

const IR_VERSION = 7;
const OPSET = 13;
const TYPES = { float: 1, int64: 7 } as const;
/** AttributeProto.AttributeType */
const INT = 2;
const INTS = 7;

export function onnxModel({ nodes, constants, inputs, outputs }: Graph): Uint8Array {
  const graph = message([
    ...nodes.map(({ op, inputs: from, output, attributes = {} }) =>
      bytesField(1, message([...from.map((name) => textField(1, name)), textField(2, output), textField(4, op), ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value)))]))),
    textField(2, 'test'),
    ...constants.map((constant) => bytesField(5, tensor(constant))),
    ...inputs.map((value) => bytesField(11, valueInfo(value))),
    ...outputs.map((value) => bytesField(12, valueInfo(value))),
  ]);
  return message([intField(1, IR_VERSION), bytesField(7, graph), bytesField(8, message([textField(1, ''), intField(2, OPSET)]))]);
}

function attribute(name: string, value: number | readonly number[]): Uint8Array {
  if (typeof value === 'number') return message([textField(1, name), intField(3, value), intField(20, INT)]);
  return message([textField(1, name), ...value.map((one) => intField(8, one)), intField(20, INTS)]);
}

function tensor({ name, dims, values }: Constant): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message([...dims.map((size) => intField(1, size)), intField(2, values instanceof Float32Array ? TYPES.float : TYPES.int64), textField(8, name), bytesField(9, raw)]);
}

function valueInfo({ name, type, dims }: Value): Uint8Array {
  const shape = message(dims.map((size) => bytesField(1, message([typeof size === 'number' ? intField(1, size) : textField(2, size)]))));
  return message([textField(1, name), bytesField(2, message([bytesField(1, message([intField(1, TYPES[type]), bytesField(2, shape)]))]))]);
}

function intField(field: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(BigInt(field << 3)), ...varint(BigInt.asUintN(64, BigInt(value)))]);
}

function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return message([Uint8Array.from([...varint(BigInt((field << 3) | 2)), ...varint(BigInt(bytes.length))]), bytes]);
}

const textField = (field: number, text: string): Uint8Array => bytesField(field, new TextEncoder().encode(text));

const message = (fields: readonly Uint8Array[]): Uint8Array => Buffer.concat(fields);

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80n; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return [...bytes, Number(value)];
}
