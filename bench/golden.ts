/** @module Golden questions: reading them, and telling whether a quote answers one. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const goldSchema = z.object({ file: z.string(), evidence: z.string(), answers: z.array(z.string()), section: z.array(z.string()).optional() });
const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  kind: z.string(),
  style: z.string(),
  answerable: z.boolean(),
  gold: z.array(goldSchema),
  need: z.literal('all').optional(),
  /** How one without an answer misses what is told. */
  class: z.string().optional(),
});

export type Gold = z.infer<typeof goldSchema>;
export type GoldenQuestion = z.infer<typeof questionSchema>;

export function readQuestions(path: string): GoldenQuestion[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => questionSchema.parse(JSON.parse(line)));
}

/** A longer quote answers nothing: it could be the whole report. */
export const LONGEST_QUOTE = 400;

/** Without white space and marks, NFKC, lower case: how quotes and answers are compared. */
export function comparable(text: string): string {
  return text.replace(/<\/?[a-zA-Z][^>]*>/g, '').replace(/[*#`\\\s\u200b\ufeff]+/g, '').normalize('NFKC').toLowerCase();
}

/** Does a quote of at most 400 characters from `file` hold every answer string of this entry? */
export function holds(file: string, quote: string, gold: Gold): boolean {
  const text = comparable(quote);
  return file === gold.file && text.length <= LONGEST_QUOTE && gold.answers.every((answer) => text.includes(comparable(answer)));
}

/** Which gold entries the first `k` quotes answer together: any one counts, or all where the question needs all. */
export function answeredAt(question: GoldenQuestion, quotes: readonly { readonly file: string; readonly quote: string }[], k: number): boolean {
  const served = (gold: Gold): boolean => quotes.slice(0, k).some(({ file, quote }) => holds(file, quote, gold));
  return question.need === 'all' ? question.gold.every(served) : question.gold.some(served);
}

/** Prefix of the id: the report that the question was written for. Folds of a cross-validation are made of it. */
export function groupOf({ id }: GoldenQuestion): string {
  return id.split('-')[0] ?? id;
}
