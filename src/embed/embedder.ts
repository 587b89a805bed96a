/** @module An `Embedder` from a model folder. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { foldText } from './fold.js';
import { fetchedModel, fetchModel, type DownloadProgress, type Hub } from './hub.js';
import { openModelFolder, WEIGHTS, type ModelFolder } from './model-folder.js';
import { POOLS } from './pooling.js';
import { createStaticModel } from './static-model.js';
import { readTokenTable, singleRows, type AddToken } from './token-table.js';
import { loadNetwork } from './transformers.js';
import type { Embedder } from './types.js';
import { readUnigram } from './unigram.js';

/** Padded tokens in one batch of a network with layers, characters in one of a static model: work for which the event loop waits. */
const BATCH_TOKENS = { layers: 512, lookup: 512 } as const;
/** Texts that are folded while the event loop waits. */
const FOLDED_TOGETHER = 256;
const UNSET = new Float32Array(0);
/** What stands in for a text without any token, so that it has a vector too. */
const NOTHING = '。';

export interface EmbedderOptions {
  /** A model folder; relative paths start at the working directory. */
  readonly model: string;
  /** Where no such folder is: the name of the model on a hub. */
  readonly remote?: { readonly name: string; readonly hub: Hub };
  readonly onDownload?: (progress: DownloadProgress) => void;
  /** Hears what the model library has to say; nothing is written to the console. */
  readonly log?: (message: string) => void;
}

/**
 * Loads a model folder; a model of a hub is fetched first, if it was not before. Nothing else goes over the network.
 * @throws JudianError MODEL_MISSING where the folder is missing or damaged, MODEL_UNREACHABLE, MODEL_UNKNOWN
 */
export async function createEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const folder = await openModelFolder(await findModel(options));
  const { pooling, questionPrefix, passagePrefix } = folder.recipe;
  // Null where the network itself has to be run: it has layers, or a tokenizer of another kind.
  const unigram = folder.layers === 0 && pooling === 'mean' ? readUnigram(folder.tokenizer) : null;
  const model = unigram && createStaticModel(unigram.tokenize, await tokenRows(folder, unigram.size, options.log), folder.dimension, folder.mostTokens);
  const network = model ? null : await loadNetwork(folder, true, options.log);

  async function embedBatch(folded: readonly string[]): Promise<Float32Array[]> {
    if (network === null) return folded.map((text) => model!.embed(text));
    const { hidden, lengths } = await network.run(folded);
    return POOLS[pooling](hidden, lengths);
  }

  async function embedPassages(
    texts: readonly string[],
    onBatch?: (done: number, total: number) => void,
  ): Promise<Float32Array[]> {
    const folded: string[] = [];
    for (const text of texts) {
      folded.push(passagePrefix + prepared(text));
      if (folded.length % FOLDED_TOGETHER === 0) await setImmediate();
    }
    const vectors: Float32Array[] = texts.map(() => UNSET);
    let done = 0;
    for (const batch of batches(folded, model ? BATCH_TOKENS.lookup : BATCH_TOKENS.layers)) {
      const embedded = await embedBatch(batch.map((i) => folded[i] ?? NOTHING));
      embedded.forEach((vector, k) => {
        vectors[batch[k] ?? 0] = vector;
      });
      done += batch.length;
      onBatch?.(done, texts.length);
      if (model && done < texts.length) await setImmediate();
    }
    return vectors;
  }

  async function embedQuestion(text: string): Promise<Float32Array> {
    const [vector] = await embedBatch([questionPrefix + prepared(text)]);
    return vector ?? new Float32Array(folder.dimension);
  }

  return {
    modelId: folder.modelId,
    dimension: folder.dimension,
    embedQuestion,
    embedPassages,
    ...(model && unigram ? { embedWord: (text: string) => model.embed(prepared(text)), tokenize: unigram.tokenize } : {}),
    close: async () => {
      await network?.close();
    },
  };
}

/** The vectors of a static model's first `count` tokens: out of its file, or where that is of an unknown kind out of its network. */
async function tokenRows(folder: ModelFolder, count: number, log: EmbedderOptions['log']): Promise<AddToken> {
  const read = readTokenTable(await readFile(path.join(folder.path, WEIGHTS)), count, folder.dimension);
  if (read) return read;
  const network = await loadNetwork(folder, false, log);
  try {
    return singleRows(await network.tokenTable(count), folder.dimension);
  } finally {
    await network.close();
  }
}

/** The folder of the model: the one named, or else the one fetched from the hub. */
async function findModel({ model, remote, onDownload = () => {} }: EmbedderOptions): Promise<string> {
  if (remote === undefined || existsSync(model)) return model;
  return (await fetchedModel(remote.name, remote.hub)) ?? fetchModel(remote.name, remote.hub, onDownload);
}

/** Folded as the index folds; a model's prefixes are put before it as they are. */
function prepared(text: string): string {
  const folded = foldText(text).trim();
  return folded === '' ? NOTHING : folded;
}

/** Indexes of `texts` in batches of like length, so that little is padded. */
function* batches(texts: readonly string[], tokens: number): Generator<number[]> {
  // No token is shorter than a character, so characters bound the work before anything is tokenized.
  const cost = (i: number): number => texts[i]?.length ?? 0;
  const order = texts.map((_, i) => i).sort((a, b) => cost(a) - cost(b) || a - b);
  let batch: number[] = [];
  for (const i of order) {
    if (batch.length > 0 && (batch.length + 1) * cost(i) > tokens) {
      yield batch;
      batch = [];
    }
    batch.push(i);
  }
  if (batch.length > 0) yield batch;
}
