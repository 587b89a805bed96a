/** @module Questions from an argument, a pipe or a person at a terminal. */

import { createInterface } from 'node:readline';
import { LONGEST_QUESTION, type Answer, type ReportDesk, type Topic } from '../answer/index.js';
import { JudianError } from '../errors.js';
import type { Messages } from './messages.js';
import { answerJson, renderAnswer } from './render.js';

export interface Show {
  readonly json: boolean;
  readonly messages: Messages;
}

const colour = (): boolean => process.stdout.isTTY && !process.env['NO_COLOR'];

function print(answer: Answer, { json, messages }: Show): void {
  process.stdout.write(`${json ? answerJson(answer) : renderAnswer(answer, messages, colour())}\n`);
}

/** Refuses what is no question, so that a command line ends with an error instead of an empty answer. */
export function checkQuestion(question: string): void {
  if (question.trim() === '') throw new JudianError('QUESTION_EMPTY');
  if (question.length > LONGEST_QUESTION) throw new JudianError('QUESTION_TOO_LONG', { length: question.length, limit: LONGEST_QUESTION });
}

export async function answerOne(desk: ReportDesk, question: string, show: Show): Promise<void> {
  checkQuestion(question);
  print(await desk.ask(question), show);
}

/** One question a line in, one answer out, in order. A line that is no question gets its answer too, so that lines match. */
export async function answerLines(desk: ReportDesk, input: NodeJS.ReadableStream, show: Show): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const answer = await desk.ask(line);
    if (show.json) print(answer, show);
    else if (answer.status === 'not_found' && (answer.reason === 'empty' || answer.reason === 'too_long')) {
      const code = answer.reason === 'empty' ? 'QUESTION_EMPTY' : 'QUESTION_TOO_LONG';
      process.stdout.write(`${new JudianError(code, { length: line.length, limit: LONGEST_QUESTION }).in(show.messages.language)}\n\n`);
    } else {
      process.stdout.write(`${renderAnswer(answer, show.messages, colour())}\n\n`);
    }
  }
}

/** A chat with follow-ups, until an empty line or the end of input. */
export async function chat(desk: ReportDesk, messages: Messages): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: messages.prompt });
  let topic: Topic | null = null;
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() === '') break;
    if (line.length > LONGEST_QUESTION) {
      process.stdout.write(`${new JudianError('QUESTION_TOO_LONG', { length: line.length, limit: LONGEST_QUESTION }).in(messages.language)}\n`);
    } else {
      const answer: Answer = await desk.ask(line, { previous: topic });
      topic = answer.topic;
      process.stdout.write(`${renderAnswer(answer, messages, colour())}\n\n`);
    }
    lines.prompt();
  }
  lines.close();
  process.stdout.write(`${messages.bye}\n`);
}
