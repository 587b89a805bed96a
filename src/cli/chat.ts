/** @module A chat in a terminal, with follow-ups. */

import { createInterface } from 'node:readline';
import type { Citation, ReportDesk, Topic } from '../answer/index.js';
import { JudianError } from '../errors.js';
import { checkQuestion } from './questions.js';
import { renderAnswer, renderCitations, SHOWN_CITATIONS, type View } from './render.js';

const LEAVE = /^(?:退出|再见|拜拜|exit|quit|bye|q)$/iu;
const MORE = /^(?:更多|还有呢?|more)[？?。]?$/iu;

export interface ChatStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Is given a function that shows a line above what the person is typing. */
  readonly listen?: (say: (line: string) => void) => void;
}

/** Asks and answers until the person leaves. `view` is asked for at each answer, since terminals are resized. */
export async function chat(desk: ReportDesk, view: () => View, { input, output, listen }: ChatStreams): Promise<void> {
  const { messages } = view();
  const lines = createInterface({ input, output, prompt: messages.prompt });
  let topic: Topic | null = null;
  /** Citations of the last answer that were not shown. */
  let rest: readonly Citation[] = [];
  let hasLeft = false;
  let isOver = false;

  async function reply(line: string): Promise<string> {
    if (MORE.test(line)) {
      const more = rest;
      rest = [];
      return more.length > 0 ? renderCitations(more, SHOWN_CITATIONS + 1, view()) : messages.noMore;
    }
    checkQuestion(line);
    const answer = await desk.ask(line, { previous: topic });
    topic = answer.topic;
    rest = answer.citations.slice(SHOWN_CITATIONS);
    return renderAnswer(answer, view()) + (rest.length > 0 ? `\n\n${messages.more(rest.length)}` : '');
  }

  listen?.((line) => {
    if (isOver) return;
    output.write(`${lines.terminal ? '\r\u001b[K' : '\n'}${line}\n`);
    lines.prompt(true);
  });
  lines.prompt();
  for await (const raw of lines) {
    const line = raw.trim();
    hasLeft = LEAVE.test(line);
    if (hasLeft) break;
    if (line !== '') output.write(`${await reply(line).catch((error: unknown) => explained(error, view()))}\n\n`);
    lines.prompt();
  }
  lines.close();
  isOver = true;
  output.write(`${hasLeft ? '' : '\n'}${messages.bye}\n`);
}

/** An expected error ends one answer, not the chat. */
function explained(error: unknown, { messages }: View): string {
  if (!(error instanceof JudianError)) throw error;
  return error.in(messages.language);
}
