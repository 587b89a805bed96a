/** @module A BERT of a few kilobytes with random weights: one layer of attention, a tokenizer of single characters. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onnxModel, type Constant, type Node } from './onnx-writer.js';

const SIZE = 16;
const POSITIONS = 64;
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const CHARACTERS = [...'地区生产总值完成亿元同比增长固定资投一般公共预算收入新建幼儿园学位医疗保险率空气质量优良天数今年全为这个句子表示以用于检索相关文章的多少是达到了0123456789.%,。?:'];

export interface TinyModelOptions {
  /** The name in `config.json`; it decides how the model is used. */
  readonly name?: string;
  readonly seed?: number;
  /** Further files by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Everything in a model folder, by path. */
export function tinyModel({ name = 'tiny-bert', seed = 1, files = {} }: TinyModelOptions = {}): ReadonlyMap<string, Uint8Array> {
  const vocabulary = [...SPECIAL, ...new Set(CHARACTERS)];
  const text = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  return new Map<string, Uint8Array>([
    ['config.json', text({ _name_or_path: name, model_type: 'bert', vocab_size: vocabulary.length, hidden_size: SIZE, num_hidden_layers: 1, num_attention_heads: 1, max_position_embeddings: POSITIONS, pad_token_id: 0 })],
    ['tokenizer.json', text(tokenizer(vocabulary))],
    ['tokenizer_config.json', text({ tokenizer_class: 'BertTokenizer', pad_token: '[PAD]', unk_token: '[UNK]', cls_token: '[CLS]', sep_token: '[SEP]', mask_token: '[MASK]', model_max_length: POSITIONS })],
    ['onnx/model_quantized.onnx', network(vocabulary.length, seed)],
    ...Object.entries(files).map(([file, content]) => [file, new TextEncoder().encode(content)] as const),
  ]);
}

export async function writeTinyModel(folder: string, options: TinyModelOptions = {}): Promise<void> {
  for (const [file, content] of tinyModel(options)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
}

function tokenizer(vocabulary: readonly string[]): object {
  const special = (token: string): object => ({ SpecialToken: { id: token, type_id: 0 } });
  const flags = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({ id, content, ...flags })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [vocabulary.indexOf(id)], tokens: [id] }])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])) },
  };
}

/** Embeddings of tokens and positions, self-attention under the mask, a layer forward, each with its residual. */
function network(tokens: number, seed: number): Uint8Array {
  const random = generator(seed);
  const matrix = (name: string, rows: number, columns: number): Constant => ({ name, dims: [rows, columns], values: Float32Array.from({ length: rows * columns }, () => random() / Math.sqrt(columns)) });
  const ints = (name: string, ...values: readonly bigint[]): Constant => ({ name, dims: [values.length], values: BigInt64Array.from(values) });
  const node = (op: string, inputs: readonly string[], output: string, attributes: Node['attributes'] = {}): Node => ({ op, inputs, output, attributes });
  return onnxModel({
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, type: 'int64', dims: ['rows', 'tokens'] })),
    outputs: [{ name: 'last_hidden_state', type: 'float', dims: ['rows', 'tokens', SIZE] }],
    constants: [
      matrix('words', tokens, SIZE), matrix('types', 2, SIZE), matrix('positions', POSITIONS, SIZE),
      ...['query', 'key', 'value', 'out', 'forward', 'back'].map((name) => matrix(name, SIZE, SIZE)),
      ints('one', 1n), ints('zero', 0n), ints('first', 0n), ints('second', 1n), ints('two', 2n),
      { name: 'scale', dims: [1], values: Float32Array.of(1 / Math.sqrt(SIZE)) },
      { name: 'whole', dims: [1], values: Float32Array.of(1) },
      { name: 'far', dims: [1], values: Float32Array.of(-1e4) },
    ],
    nodes: [
      node('Gather', ['words', 'input_ids'], 'word', { axis: 0 }),
      node('Gather', ['types', 'token_type_ids'], 'type', { axis: 0 }),
      node('Shape', ['input_ids'], 'shape'),
      node('Slice', ['shape', 'second', 'two', 'zero'], 'length'),
      node('Slice', ['positions', 'first', 'length', 'zero'], 'place'),
      node('Add', ['word', 'type'], 'typed'), node('Add', ['typed', 'place'], 'in'),
      node('MatMul', ['in', 'query'], 'q'), node('MatMul', ['in', 'key'], 'k'), node('MatMul', ['in', 'value'], 'v'),
      node('Transpose', ['k'], 'kt', { perm: [0, 2, 1] }),
      node('MatMul', ['q', 'kt'], 'qk'), node('Mul', ['qk', 'scale'], 'scaled'),
      node('Cast', ['attention_mask'], 'mask', { to: 1 }), node('Sub', ['whole', 'mask'], 'hidden'), node('Mul', ['hidden', 'far'], 'away'),
      node('Unsqueeze', ['away', 'one'], 'wide'), node('Add', ['scaled', 'wide'], 'scores'),
      node('Softmax', ['scores'], 'shares', { axis: -1 }), node('MatMul', ['shares', 'v'], 'seen'), node('MatMul', ['seen', 'out'], 'told'),
      node('Add', ['in', 'told'], 'attended'),
      node('MatMul', ['attended', 'forward'], 'up'), node('Relu', ['up'], 'bent'), node('MatMul', ['bent', 'back'], 'down'),
      node('Add', ['attended', 'down'], 'last_hidden_state'),
    ],
  });
}

/** Numbers from -1 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
