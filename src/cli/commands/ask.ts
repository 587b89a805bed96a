/** @module `ask`: questions from arguments or standard input, answers for people or as JSON. */

import { JudianError } from '../../errors.js';
import { explainOne } from '../explain.js';
import { createContext, openSynced, type CommonOptions } from '../context.js';
import { viewOn } from '../output.js';
import { answerLines, answerOne, checkQuestion } from '../questions.js';

export interface AskOptions extends CommonOptions {
  readonly json?: boolean;
  readonly stdin?: boolean;
  readonly explain?: boolean;
}

export async function ask(question: string | undefined, { json = false, stdin = false, explain = false, ...common }: AskOptions): Promise<void> {
  if (stdin && question !== undefined) throw new JudianError('STDIN_WITH_QUESTION');
  if (stdin && explain) throw new JudianError('STDIN_WITH_EXPLAIN');
  if (!stdin) checkQuestion(question ?? '');
  const context = createContext(common);
  const app = await openSynced(context, { isAsked: true });
  const show = { json, view: viewOn(process.stdout, context.messages) };
  try {
    if (explain) await explainOne(app, question ?? '', show);
    else if (stdin) await answerLines(app.desk, process.stdin, show);
    else await answerOne(app.desk, question ?? '', show);
  } finally {
    await app.close();
  }
}
