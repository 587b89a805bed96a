/** @module `feedback`: what people in Telegram said of the answers, newest last. */

import { join } from 'node:path';
import type { Feedback } from '../../telegram/index.js';
import { createContext, type CommonOptions } from '../context.js';
import type { Messages } from '../messages.js';
import { write } from '../output.js';
import { clip, widthOf } from '../wrap.js';

/** Columns of a terminal that question and quote take in the table. */
const QUESTION_WIDTH = 40;
const QUOTE_WIDTH = 60;

/** Reads the file beside the index and opens no index. */
export async function feedback({ json = false, ...common }: Pick<CommonOptions, 'index'> & { readonly json?: boolean }): Promise<void> {
  const { config, messages, note } = createContext(common);
  const { FEEDBACK_FILE, readFeedback } = await import('../../telegram/index.js');
  const { entries, damaged } = await readFeedback(join(config.indexDir, FEEDBACK_FILE));
  if (damaged > 0) note(messages.feedbackDamaged(damaged));
  if (json) return write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  await write(entries.map((entry) => `${row(entry, messages)}\n`).join(''));
  note(messages.feedbackCounted(entries.filter(({ verdict }) => verdict === 'right').length, entries.filter(({ verdict }) => verdict === 'wrong').length));
}

/** `2024-01-24 08:00  ✓  question  quote — report · lines`, in columns. */
function row({ at, verdict, question, previous, citations: [best] }: Feedback, { lines, noEvidence }: Messages): string {
  const asked = oneLine(previous === null ? question : `${previous} › ${question}`);
  const answer = best === undefined ? noEvidence : `${clip(oneLine(best.highlight), QUOTE_WIDTH)} — ${best.report} · ${lines(best.lines[0], best.lines[1])}`;
  return [at.slice(0, 16).replace('T', ' '), verdict === 'right' ? '✓' : '✗', padded(clip(asked, QUESTION_WIDTH), QUESTION_WIDTH), answer].join('  ');
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
