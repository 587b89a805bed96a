/** @module A model on disk: which files it has, what it calls itself, and the hash that names its vectors. */

import { webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';
import { PLAIN, recipeOf, RECIPE_FILES, type Recipe } from './recipe.js';

export const WEIGHTS = 'onnx/model_quantized.onnx';
/** Every model has these; the weights last. */
export const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS] as const;
const ID_LENGTH = 12;

/** No model takes more; some say that they take any number, and fail. */
const MOST_TOKENS = 512;

const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().default(MOST_TOKENS).transform((most) => Math.min(most, MOST_TOKENS)) });
const configSchema = z.object({
  model_type: z.string(),
  hidden_size: z.number().int().positive(),
  num_hidden_layers: z.number().int().min(0),
  /** The name the model was saved under. */
  _name_or_path: z.string().optional(),
});

export interface ModelFolder {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  /** `name@hash` of everything that decides a vector. */
  readonly modelId: string;
  readonly dimension: number;
  /** Without layers a token's vector does not depend on its neighbours. */
  readonly layers: number;
  /** Tokens beyond are cut off. */
  readonly mostTokens: number;
  /** What `tokenizer.json` holds. */
  readonly tokenizer: unknown;
  readonly recipe: Recipe;
}

/** Reads and checks a model folder. Throws MODEL_MISSING where a file is missing or unreadable. */
export async function openModelFolder(folder: string): Promise<ModelFolder> {
  const absolute = path.resolve(folder);
  try {
    if (!(await stat(absolute)).isDirectory()) throw new Error('not a folder');
    const contents = await Promise.all(MODEL_FILES.map((name) => readFile(path.join(absolute, name))));
    const json = (at: number): unknown => JSON.parse(contents[at]?.toString('utf8') ?? '');
    const config = configSchema.parse(json(MODEL_FILES.indexOf('config.json')));
    const name = path.basename(config._name_or_path ?? absolute);
    const recipeFiles = await Promise.all(RECIPE_FILES.map((file) => readFile(path.join(absolute, file), 'utf8').catch(() => null)));
    const recipe = recipeOf([name, path.basename(absolute)], recipeFiles);
    // Outside of JavaScript, which reads the tokenizer in the meantime.
    const hashing = webcrypto.subtle.digest('SHA-256', Buffer.concat([...contents, Buffer.from(isPlain(recipe) ? '' : JSON.stringify(recipe))]));
    const tokenizer = json(MODEL_FILES.indexOf('tokenizer.json'));
    const hash = Buffer.from(await hashing).toString('hex');
    return {
      path: absolute,
      name,
      modelId: `${name}@${hash.slice(0, ID_LENGTH)}`,
      dimension: config.hidden_size,
      layers: config.num_hidden_layers,
      mostTokens: tokenizerConfigSchema.parse(json(MODEL_FILES.indexOf('tokenizer_config.json'))).model_max_length,
      recipe,
      tokenizer,
    };
  } catch (error) {
    throw modelMissing(absolute, error);
  }
}

const isPlain = (recipe: Recipe): boolean => recipe.pooling === PLAIN.pooling && recipe.questionPrefix === '' && recipe.passagePrefix === '';

export function modelMissing(folder: string, error: unknown): JudianError {
  const reason = error instanceof z.ZodError ? `config.json: ${z.prettifyError(error).split('\n', 1)[0]}` : reasonOf(error);
  return new JudianError('MODEL_MISSING', { path: folder, reason }, { cause: error });
}
