/** @module How a model wants to be used: what becomes of its token vectors, and what stands before a text. */

import { z } from 'zod';

/** `mean` of the token vectors, or that of the first token. */
export type Pooling = 'mean' | 'cls';

export interface Recipe {
  readonly pooling: Pooling;
  readonly questionPrefix: string;
  readonly passagePrefix: string;
}

/** What is assumed of a model that neither the table nor its own files tell anything about. */
export const PLAIN: Recipe = { pooling: 'mean', questionPrefix: '', passagePrefix: '' };

/** Families by the name of their models, as their model cards have it. */
const FAMILIES: readonly { readonly name: RegExp; readonly recipe: Recipe }[] = [
  // BAAI/bge-small-zh-v1.5; passages take no instruction.
  { name: /^bge-(?:small|base|large)-zh\b/u, recipe: { pooling: 'cls', questionPrefix: '为这个句子生成表示以用于检索相关文章：', passagePrefix: '' } },
  // intfloat/multilingual-e5-small
  { name: /^(?:multilingual-)?e5-(?:small|base|large)\b(?!-instruct)/u, recipe: { pooling: 'mean', questionPrefix: 'query: ', passagePrefix: 'passage: ' } },
];

/** Files in which sentence-transformers keeps the same; either may be missing. */
export const RECIPE_FILES = ['1_Pooling/config.json', 'config_sentence_transformers.json'] as const;

const poolingSchema = z.object({ pooling_mode_cls_token: z.boolean().default(false), pooling_mode_mean_tokens: z.boolean().default(false) });
const promptsSchema = z.object({
  prompts: z.object({ query: z.string().optional(), passage: z.string().optional(), document: z.string().optional() }).default({}),
});

/**
 * The recipe of a model that goes by any of `names` (without owners): its own files count before the table.
 *
 * @param files contents of {@link RECIPE_FILES}, null where missing
 * @throws ZodError, SyntaxError for a file that is not what it should be, Error for a pooling that is not known here
 */
export function recipeOf(names: readonly string[], files: readonly (string | null)[]): Recipe {
  const known = FAMILIES.find((family) => names.some((name) => family.name.test(name)))?.recipe ?? PLAIN;
  const [pooling, prompts] = files;
  return { ...known, ...(pooling ? { pooling: poolingOf(pooling) } : {}), ...(prompts ? prefixesOf(prompts) : {}) };
}

function poolingOf(text: string): Pooling {
  const { pooling_mode_cls_token: isCls, pooling_mode_mean_tokens: isMean } = poolingSchema.parse(JSON.parse(text));
  if (isCls === isMean) throw new Error(`${RECIPE_FILES[0]}: neither the first token nor the mean`);
  return isCls ? 'cls' : 'mean';
}

function prefixesOf(text: string): Partial<Recipe> {
  const { query, passage, document } = promptsSchema.parse(JSON.parse(text)).prompts;
  const passagePrefix = passage ?? document;
  return { ...(query === undefined ? {} : { questionPrefix: query }), ...(passagePrefix === undefined ? {} : { passagePrefix }) };
}
