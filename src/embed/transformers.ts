/** @module The one place that touches @xenova/transformers: loads a folder, runs batches, keeps it quiet and offline. */

import path from 'node:path';
import { z } from 'zod';
import { modelMissing } from './model-folder.js';
import type { ModelFolder } from './model-folder.js';
import type { HiddenStates } from './pooling.js';

/** A loaded network with its tokenizer. */
export interface Network {
  /** Hidden states of `texts`, and how many tokens of each row are its own. Every text must have a token. */
  run(texts: readonly string[]): Promise<{ readonly hidden: HiddenStates; readonly lengths: readonly number[] }>;
  /** Of a network without layers: the vectors of its first `count` tokens, row by row. */
  tokenTable(count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

const tensorSchema = z.object({ data: z.instanceof(BigInt64Array), dims: z.tuple([z.number(), z.number()]) });
const hiddenSchema = z.object({ data: z.instanceof(Float32Array), dims: z.tuple([z.number(), z.number(), z.number()]) });

/** Loads run one after the other: the library's settings and `console` are shared by the whole process. */
let previousLoad: Promise<unknown> = Promise.resolve();

/** `needsTokenizer`: texts will be run, not the table of tokens alone. */
export function loadNetwork(folder: ModelFolder, needsTokenizer: boolean, log?: (message: string) => void): Promise<Network> {
  const load = previousLoad.then(() => loadAlone(folder, needsTokenizer, log));
  previousLoad = load.catch(() => undefined);
  return load;
}

async function loadAlone(folder: ModelFolder, needsTokenizer: boolean, log?: (message: string) => void): Promise<Network> {
  // Imported only here: it takes 0.1 s and a native library, which commands that embed nothing should not pay for.
  const { AutoModel, AutoTokenizer, Tensor, env } = await import('@xenova/transformers');
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.localModelPath = path.dirname(folder.path);
  const name = path.basename(folder.path);
  const loaded = <T>(load: () => Promise<T>): Promise<T> =>
    withQuietConsole(log, load).catch((error: unknown) => {
      throw modelMissing(folder.path, error);
    });
  const model = await loaded(() => AutoModel.from_pretrained(name, { local_files_only: true, quantized: true }));
  // Half of the time of loading, and a static model has a tokenizer of its own.
  const tokenizer = needsTokenizer ? await loaded(() => AutoTokenizer.from_pretrained(name, { local_files_only: true })) : null;

  const network: Network = {
    async run(texts) {
      if (tokenizer === null) throw new Error('the network was loaded without its tokenizer');
      const inputs: unknown = tokenizer([...texts], { padding: true, truncation: true, max_length: folder.mostTokens });
      const mask = tensorSchema.parse(Reflect.get(Object(inputs), 'attention_mask'));
      const output: unknown = await model(inputs);
      const { data, dims } = hiddenSchema.parse(Reflect.get(Object(output), 'last_hidden_state'));
      const [rows, tokens, dimension] = dims;
      const lengths = Array.from({ length: rows }, (_, row) => ownTokens(mask.data.subarray(row * tokens, (row + 1) * tokens)));
      return { hidden: { data, rows, tokens, dimension }, lengths };
    },
    async tokenTable(count) {
      const table = new Float32Array(count * folder.dimension);
      for (let start = 0; start < count; start += folder.mostTokens) {
        const ids = BigInt64Array.from({ length: Math.min(folder.mostTokens, count - start) }, (_, i) => BigInt(start + i));
        const tensor = (data: BigInt64Array): unknown => new Tensor('int64', data, [1, ids.length]);
        const output: unknown = await model({ input_ids: tensor(ids), attention_mask: tensor(ids.map(() => 1n)), token_type_ids: tensor(ids.map(() => 0n)) });
        table.set(hiddenSchema.parse(Reflect.get(Object(output), 'last_hidden_state')).data, start * folder.dimension);
      }
      return table;
    },
    async close() {
      await model.dispose();
    },
  };
  if (tokenizer !== null) await probe(network, folder);
  return network;
}

/** A network without hidden states, or with others than its folder says, is found out now and not at the first report. */
async function probe(network: Network, folder: ModelFolder): Promise<void> {
  try {
    const { hidden } = await network.run(['。']);
    if (hidden.dimension !== folder.dimension) throw new Error(`vectors of ${hidden.dimension}, not ${folder.dimension} as config.json says`);
  } catch (error) {
    await network.close();
    throw modelMissing(folder.path, error);
  }
}

/** Padding is on the right: the row's own tokens are those before its first zero. */
function ownTokens(mask: BigInt64Array): number {
  const end = mask.indexOf(0n);
  return end < 0 ? mask.length : end;
}

/** The library warns on the console while it tries fallbacks; what it has to say goes to the log instead. */
async function withQuietConsole<T>(log: ((message: string) => void) | undefined, work: () => Promise<T>): Promise<T> {
  const { warn, error } = console;
  const divert = (...parts: unknown[]): void => log?.(parts.map(String).join(' '));
  console.warn = divert;
  console.error = divert;
  try {
    return await work();
  } finally {
    console.warn = warn;
    console.error = error;
  }
}
