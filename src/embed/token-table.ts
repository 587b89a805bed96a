/**
 * @module The vectors of a static model's tokens, read out of its ONNX file: the one kind of graph that the bundled model has
 * needs no library to be understood, and importing one takes longer than all else that a question needs.
 */

/** Adds the vector of a token to `into`, in single precision. */
export type AddToken = (id: number, into: Float32Array) => void;

/** @param table vectors of all tokens, row by row */
export function singleRows(table: Float32Array, dimension: number): AddToken {
  return (id, into) => {
    const at = id * dimension;
    for (let k = 0; k < dimension; k++) into[k]! += table[at + k]!;
  };
}

/** A row of 8-bit numbers, each times the row's scale. */
function scaledRows(rows: Int8Array, scales: Float32Array, dimension: number): AddToken {
  return (id, into) => {
    const at = id * dimension;
    const scale = scales[id]!;
    for (let k = 0; k < dimension; k++) into[k]! += Math.fround(rows[at + k]! * scale);
  };
}

/** Field numbers of onnx/onnx.proto. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, int: 3 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
const FLOAT = 1;
const INT8 = 3;

/** What embeddings/training/export.py writes: `vectors[id] * scale[id]`, and zero where the mask is. */
const LOOK_UP = [
  'rows = Gather(vectors, input_ids, axis 0)',
  'rows_float = Cast(rows, to 1)',
  'row_scale = Gather(scale, input_ids, axis 0)',
  'hidden = Mul(rows_float, row_scale)',
  'mask = Unsqueeze(attention_mask, last)',
  'mask_float = Cast(mask, to 1)',
  'last_hidden_state = Mul(hidden, mask_float)',
];

/**
 * The token vectors in an ONNX file, the same bit for bit as its network gives; null where the graph is another, or has no table
 * of `dimension` numbers for each of at least `count` tokens.
 */
export function readTokenTable(onnx: Uint8Array, count: number, dimension: number): AddToken | null {
  const graph = fieldsOf(onnx).bytes.get(MODEL.graph)?.[0];
  if (graph === undefined) return null;
  const { bytes } = fieldsOf(graph);
  const nodes = (bytes.get(GRAPH.node) ?? []).map(nodeText);
  if (nodes.length !== LOOK_UP.length || nodes.some((node, i) => node !== LOOK_UP[i])) return null;
  const tensors = (bytes.get(GRAPH.initializer) ?? []).map(tensorOf);
  const vectors = tensors.find(({ name }) => name === 'vectors');
  const scales = tensors.find(({ name }) => name === 'scale');
  const size = vectors?.dims[0] ?? 0;
  if (size < count || !isOf(vectors, INT8, [size, dimension], 1) || !isOf(scales, FLOAT, [size, 1], 4)) return null;
  // Copied: a view would keep the whole file, and one of floats need not be aligned.
  return scaledRows(new Int8Array(Uint8Array.from(vectors.raw).buffer), new Float32Array(Uint8Array.from(scales.raw).buffer), dimension);
}

interface Tensor {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly number[];
  readonly raw: Uint8Array;
}

function tensorOf(message: Uint8Array): Tensor {
  const { bytes, numbers } = fieldsOf(message);
  return {
    name: textOf(bytes.get(TENSOR.name)?.[0]),
    type: numbers.get(TENSOR.type)?.[0] ?? 0,
    dims: numbers.get(TENSOR.dims) ?? [],
    raw: bytes.get(TENSOR.raw)?.[0] ?? new Uint8Array(),
  };
}

function isOf(tensor: Tensor | undefined, type: number, dims: readonly number[], width: number): tensor is Tensor {
  return tensor?.type === type && tensor.dims.join() === dims.join() && tensor.raw.byteLength === dims.reduce((size, dim) => size * dim, width);
}

/** A node as a line of {@link LOOK_UP}. */
function nodeText(message: Uint8Array): string {
  const { bytes } = fieldsOf(message);
  const texts = (field: number): string => (bytes.get(field) ?? []).map(textOf).join(', ');
  const attributes = (bytes.get(NODE.attribute) ?? []).map((attribute) => {
    const fields = fieldsOf(attribute);
    return `, ${textOf(fields.bytes.get(ATTRIBUTE.name)?.[0])} ${fields.numbers.get(ATTRIBUTE.int)?.[0] ?? 0}`;
  });
  return `${texts(NODE.output)} = ${texts(NODE.op)}(${texts(NODE.input)}${attributes.join('')})`;
}

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** Fields of a protobuf message by their numbers, each in order. */
interface Fields {
  readonly numbers: ReadonlyMap<number, readonly number[]>;
  readonly bytes: ReadonlyMap<number, readonly Uint8Array[]>;
}

/** Kinds of a field on the wire: https://protobuf.dev/programming-guides/encoding/ */
const VARINT = 0;
const FIXED = { 1: 8, 5: 4 } as const;
const LENGTH = 2;

/** What ends within a field has none; what else is no message has fields of no sense, which no graph is made of. */
function fieldsOf(message: Uint8Array): Fields {
  const numbers = new Map<number, number[]>();
  const bytes = new Map<number, Uint8Array[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const add = <T>(into: Map<number, T[]>, field: number, value: T): void => void (into.get(field)?.push(value) ?? into.set(field, [value]));
  while (at < message.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === VARINT) add(numbers, field, varint());
    else if (kind === LENGTH) {
      const length = varint();
      add(bytes, field, message.subarray(at, at + length));
      at += length;
    } else at += kind === 1 || kind === 5 ? FIXED[kind] : message.length;
  }
  return at === message.length ? { numbers, bytes } : { numbers: new Map(), bytes: new Map() };
}
