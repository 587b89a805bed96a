/** @module `npm start`: index what is new, then the bot, a chat, or the questions given. */

import { createContext, openSynced, type CommonOptions } from '../context.js';
import { answerLines, answerOne, chat, checkQuestion } from '../questions.js';

export async function start(question: string | undefined, options: CommonOptions): Promise<void> {
  if (question !== undefined) checkQuestion(question);
  const context = createContext(options);
  const { config, messages, note } = context;
  const app = await openSynced(context);
  const show = { json: false, messages };
  try {
    if (question !== undefined) await answerOne(app.desk, question, show);
    else if (config.telegram) {
      const { telegram } = config;
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
      const [{ pino }, { runTelegram }] = await Promise.all([import('pino'), import('../../telegram/index.js')]);
      const log = pino({ level: config.logLevel }, pino.destination(2));
      await runTelegram({ desk: app.desk, config: { telegram, indexDir: config.indexDir }, log, signal: stop.signal, onReady: ({ username }) => note(messages.botRunning(username)) });
    } else if (process.stdin.isTTY) {
      note(messages.welcome(app.desk.status()));
      note(messages.telegramHint);
      await chat(app.desk, messages);
    } else await answerLines(app.desk, process.stdin, show);
  } finally {
    await app.close();
  }
}
