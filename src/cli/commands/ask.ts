/** @module `ask`: questions from arguments or standard input, answers for people or as JSON. */

import { JudianError } from '../../errors.js';
import { createContext, openSynced, type CommonOptions } from '../context.js';
import { answerLines, answerOne, checkQuestion } from '../questions.js';

export interface AskOptions extends CommonOptions {
  readonly json?: boolean;
  readonly stdin?: boolean;
}

export async function ask(question: string | undefined, { json = false, stdin = false, ...common }: AskOptions): Promise<void> {
  if (!stdin) checkQuestion(question ?? '');
  else if (question !== undefined) throw new JudianError('OPTION_INVALID', { reason: '--stdin + "…"' });
  const context = createContext(common);
  const app = await openSynced(context);
  const show = { json, messages: context.messages };
  try {
    if (stdin) await answerLines(app.desk, process.stdin, show);
    else await answerOne(app.desk, question ?? '', show);
  } finally {
    await app.close();
  }
}
