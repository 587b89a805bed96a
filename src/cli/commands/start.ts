/** @module `npm start`: index what is new, then the bot, a chat, or the questions given. */

import type { App } from '../../app.js';
import type { TelegramConfig } from '../../config.js';
import { createContext, openSynced, type CliContext, type CommonOptions } from '../context.js';
import { HARD_EXIT_MS, stopOnSignal } from '../guards.js';
import { viewOn } from '../output.js';
import { answerLines, answerOne, checkQuestion } from '../questions.js';

/** Left for saving what the bot remembers once it stops waiting for updates under way. */
const STOP_MARGIN_MS = 2_000;

export async function start(question: string | undefined, options: CommonOptions): Promise<void> {
  if (question !== undefined) checkQuestion(question);
  const context = createContext(options);
  const { config, messages, note } = context;
  const app = await openSynced(context);
  const view = () => viewOn(process.stdout, messages);
  try {
    if (question !== undefined) await answerOne(app.desk, question, { json: false, view: view() });
    else if (config.telegram) await runBot(app, config.telegram, context);
    else if (process.stdin.isTTY) {
      note(messages.welcome(app.desk.status()));
      note(messages.telegramHint);
      const { chat } = await import('../chat.js');
      await chat(app.desk, view, { input: process.stdin, output: process.stdout });
    } else if ((await answerLines(app.desk, process.stdin, { json: false, view: view() })) === 0) {
      note(messages.noQuestions);
      note(messages.telegramHint);
    }
  } finally {
    await app.close();
  }
}

async function runBot({ desk }: App, telegram: TelegramConfig, { config, messages, note }: CliContext): Promise<void> {
  const signal = stopOnSignal();
  const [{ pino }, { runTelegram }] = await Promise.all([import('pino'), import('../../telegram/index.js')]);
  await runTelegram({
    desk,
    config: { telegram, indexDir: config.indexDir },
    log: pino({ level: config.logLevel }, pino.destination(2)),
    signal,
    times: { stopLimit: HARD_EXIT_MS - STOP_MARGIN_MS },
    onReady: ({ username }) => note(messages.botRunning(username)),
  });
}
