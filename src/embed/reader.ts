/**
 * @module The bundled reader: a small network that reads question and passage together, token by token. It is loaded with
 * the first question; without it questions are ranked by words and vectors alone.
 */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';
import { loadReadingNetwork, type ReadingNetwork } from './reading-network.js';
import type { Embedder, Reader, ReadPassage } from './types.js';

/** Tokens of question, header (its last ones) and passage beyond these are not read; in training they had at most 36, 14 and 100. */
const MOST_TOKENS = { question: 40, header: 14, passage: 256 } as const;
const HEADER = 1n;
const PASSAGE = 2n;
/** What a part without a token that was read gets: as good as nothing. */
const UNREAD = -12;

const WEIGHTS = 'reader.onnx';
const configSchema = z.object({ made_for: z.string() });

export interface ReaderOptions {
  /** Folder of the network. */
  readonly folder: string;
  /** Model of the words: its vocabulary and vectors are the reader's. */
  readonly words: Pick<Embedder, 'modelId' | 'tokenize'>;
  /** Hears once why there is no reader. */
  readonly onFailure: (error: JudianError) => void;
}

/** Reads nothing. */
export const absentReader: Reader = { read: async () => null };

export function createReader({ folder, words, onFailure }: ReaderOptions): Reader {
  const { tokenize, modelId } = words;
  let loading: Promise<ReadingNetwork | null> | undefined;
  const failed = (error: unknown): null => {
    onFailure(new JudianError('READER_MISSING', { path: folder, reason: reasonOf(error) }, { cause: error }));
    return null;
  };
  return {
    async read(question, passages) {
      const asked = tokenize?.(question).slice(0, MOST_TOKENS.question) ?? [];
      if (tokenize === undefined || asked.length === 0 || passages.length === 0) return null;
      loading ??= open(folder, modelId).catch(failed);
      const loaded = await loading;
      if (loaded === null) return null;
      const sheets = passages.map((passage) => sheetOf(passage, tokenize));
      const width = Math.max(1, ...sheets.map(({ ids }) => ids.length));
      const ids = new BigInt64Array(width * sheets.length);
      const segments = new BigInt64Array(width * sheets.length);
      sheets.forEach((sheet, row) => {
        sheet.ids.forEach((id, i) => {
          ids[row * width + i] = BigInt(id);
          segments[row * width + i] = i < sheet.starts[0]! ? HEADER : PASSAGE;
        });
      });
      const scores = await loaded.scores({ question: BigInt64Array.from(asked, BigInt), passages: ids, segments }, sheets.length).catch(failed);
      if (scores === null) {
        // Not tried again: it would fail, and be told of, with every question.
        loading = Promise.resolve(null);
        return null;
      }
      return sheets.map(({ starts }, row) => Float64Array.from(passages[row]!.parts, (_, part) => logSum(scores, row * width + starts[part]!, row * width + starts[part + 1]!)));
    },
  };
}

async function open(folder: string, modelId: string): Promise<ReadingNetwork> {
  const config = configSchema.parse(JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')));
  if (config.made_for !== modelId) throw new Error(`made for ${config.made_for}, not ${modelId}`);
  return loadReadingNetwork(path.join(folder, WEIGHTS));
}

/** A passage as tokens. Part i has those from `starts[i]` to `starts[i + 1]`; its header stands before the first. */
interface Sheet {
  readonly ids: readonly number[];
  readonly starts: readonly number[];
}

function sheetOf({ header, parts }: ReadPassage, tokenize: (folded: string) => number[]): Sheet {
  const ids = tokenize(header).slice(-MOST_TOKENS.header);
  const starts = [ids.length];
  const end = ids.length + MOST_TOKENS.passage;
  for (const part of parts) {
    ids.push(...tokenize(part));
    ids.length = Math.min(ids.length, end);
    starts.push(ids.length);
  }
  return { ids, starts };
}

/** `log Σ exp` of the values from `start` to before `end`. */
function logSum(values: Float32Array, start: number, end: number): number {
  let greatest = -Infinity;
  for (let i = start; i < end; i++) greatest = Math.max(greatest, values[i]!);
  if (greatest === -Infinity) return UNREAD;
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.exp(values[i]! - greatest);
  return greatest + Math.log(sum);
}
