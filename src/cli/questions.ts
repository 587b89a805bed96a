/** @module Questions from an argument or a pipe, and their answers. */

import { LONGEST_QUESTION, type Answer, type ReportDesk } from '../answer/index.js';
import { JudianError, type Language } from '../errors.js';
import { linesOf } from './lines.js';
import { write } from './output.js';
import { answerJson, renderAnswer, type View } from './render.js';

export interface Show {
  readonly json: boolean;
  readonly view: View;
}

/**
 * Refuses what is no question.
 * @throws JudianError QUESTION_EMPTY, QUESTION_TOO_LONG
 */
export function checkQuestion(question: string): void {
  if (question.trim() === '') throw new JudianError('QUESTION_EMPTY');
  if (question.length > LONGEST_QUESTION) throw new JudianError('QUESTION_TOO_LONG', { length: question.length, limit: LONGEST_QUESTION });
}

export async function answerOne(desk: ReportDesk, question: string, show: Show): Promise<void> {
  checkQuestion(question);
  await write(`${shown(await desk.ask(question), show)}\n`);
}

/**
 * One question a line in, one answer out, in order; resolves with how many there were. A line that is no question gets
 * its answer too, and one whose answer was withheld costs the exit code, so that answers match lines.
 */
export async function answerLines(desk: ReportDesk, input: AsyncIterable<Uint8Array | string>, show: Show): Promise<number> {
  const { language } = show.view.messages;
  let count = 0;
  for await (const line of linesOf(input)) {
    count++;
    const gap = show.json ? '\n' : '\n\n';
    try {
      if (!show.json) checkQuestion(line);
      await write(shown(await desk.ask(line), show) + gap);
    } catch (error) {
      if (!(error instanceof JudianError)) throw error;
      await write(withheld(line, error, show.json, language) + gap);
    }
  }
  return count;
}

function shown(answer: Answer, { json, view }: Show): string {
  return json ? answerJson(answer) : renderAnswer(answer, view);
}

function withheld(question: string, error: JudianError, json: boolean, language: Language): string {
  if (!json) return error.in(language);
  process.stderr.write(`${error.in(language)}\n`);
  process.exitCode = 1;
  return JSON.stringify({ question, status: 'not_found', reason: 'withheld', citations: [], nearest: [] });
}
