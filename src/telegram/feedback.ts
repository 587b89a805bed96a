/**
 * @module What people say of answers, a JSON object a line, in the order it came. Lines are only ever added: it is the
 * material that questions for the evaluation are made of.
 */

import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { VERDICTS } from './callback-data.js';
import type { Log } from './context.js';
import { describeError } from './telegram-errors.js';

export const FEEDBACK_FILE = 'feedback.jsonl';

const quoteSchema = z.object({
  quote: z.string(),
  highlight: z.string(),
  /** Path below its reports folder, and the name that people see. */
  file: z.string(),
  report: z.string(),
  section: z.array(z.string()).readonly(),
  lines: z.tuple([z.number(), z.number()]).readonly(),
  passage: z.string(),
  score: z.number(),
});

const feedbackSchema = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  verdict: z.enum(VERDICTS),
  question: z.string(),
  /** The question before, which a follow-up takes its topic from. */
  previous: z.string().nullable(),
  /** Ids of the reports it was limited to; empty for all. */
  reports: z.array(z.string()).readonly(),
  status: z.enum(['answered', 'not_found']),
  /** Best first. */
  citations: z.array(quoteSchema).readonly(),
  generation: z.number(),
  /** A keyed hash of the person's id: the same for the same person, and nobody's name. */
  person: z.string(),
});

export type CitedQuote = z.output<typeof quoteSchema>;
export type Feedback = z.output<typeof feedbackSchema>;

export interface FeedbackLog {
  /** Adds one line. A file that cannot be written costs a warning. */
  record(feedback: Feedback): Promise<void>;
}

/** Keeps feedback in `file`, readable by its owner only. */
export function openFeedback(file: string, log: Log): FeedbackLog {
  let last: Promise<void> = Promise.resolve();
  return {
    record(feedback) {
      last = last.then(async () => {
        try {
          await mkdir(path.dirname(file), { recursive: true });
          await appendFile(file, `${JSON.stringify(feedback)}\n`, { mode: 0o600 });
        } catch (error) {
          log.warn({ file, reason: describeError(error) }, 'feedback could not be saved');
        }
      });
      return last;
    },
  };
}

/** What {@link readFeedback} found. */
export interface FeedbackRead {
  /** Oldest first; of the same person on the same question only the last. */
  readonly entries: readonly Feedback[];
  /** Lines that are damaged, such as one cut off by a crash. */
  readonly damaged: number;
}

/** Reads the feedback in `file`; there is none where there is no file. */
export async function readFeedback(file: string): Promise<FeedbackRead> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const entries = new Map<string, Feedback>();
  let damaged = 0;
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const feedback = parseLine(line);
    if (feedback === null) damaged += 1;
    else {
      const key = JSON.stringify([feedback.person, feedback.question, feedback.previous, feedback.reports]);
      entries.delete(key);
      entries.set(key, feedback);
    }
  }
  return { entries: [...entries.values()], damaged };
}

function parseLine(line: string): Feedback | null {
  try {
    return feedbackSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
