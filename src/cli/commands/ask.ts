/** @module `ask`: questions from arguments or standard input, answers for people or as JSON. */

import { JudianError } from '../../errors.js';
import { createContext, openSynced, type CommonOptions } from '../context.js';
import { viewOn } from '../output.js';
import { answerLines, answerOne, checkQuestion } from '../questions.js';

export interface AskOptions extends CommonOptions {
  readonly json?: boolean;
  readonly stdin?: boolean;
}

export async function ask(question: string | undefined, { json = false, stdin = false, ...common }: AskOptions): Promise<void> {
  if (stdin && question !== undefined) throw new JudianError('STDIN_WITH_QUESTION');
  if (!stdin) checkQuestion(question ?? '');
  const context = createContext(common);
  const app = await openSynced(context);
  const show = { json, view: viewOn(process.stdout, context.messages) };
  try {
    if (stdin) await answerLines(app.desk, process.stdin, show);
    else await answerOne(app.desk, question ?? '', show);
  } finally {
    await app.close();
  }
}
