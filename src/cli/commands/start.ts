/** @module `npm start`: index what is new, then the bot, a chat, or the questions given. */

import type { App } from '../../app.js';
import type { TelegramConfig } from '../../config.js';
import { followReports } from '../following.js';
import { createContext, openSynced, type CliContext, type CommonOptions } from '../context.js';
import { HARD_EXIT_MS, stopOnSignal } from '../guards.js';
import { viewOn } from '../output.js';
import { createProgress } from '../progress.js';
import type { View } from '../render.js';
import { answerLines, answerOne, checkQuestion } from '../questions.js';

/** Dictionaries load with the first question, half a second long: the bot asks it itself, before anybody waits. */
const FIRST_QUESTION = '今年的主要目标是什么？';
/** Left for saving what the bot remembers once it stops waiting for updates under way. */
const STOP_MARGIN_MS = 2_000;

export async function start(question: string | undefined, options: CommonOptions): Promise<void> {
  if (question !== undefined) checkQuestion(question);
  const context = createContext(options);
  const { config, messages, note } = context;
  const isFollowed = question === undefined && (config.telegram !== null || process.stdin.isTTY);
  const app = await openSynced(context, { isFollowed, isAsked: true });
  const view = () => viewOn(process.stdout, messages);
  try {
    if (question !== undefined) await answerOne(app.desk, question, { json: false, view: view() });
    else if (config.telegram) await runBot(app, config.telegram, context);
    else if (process.stdin.isTTY) {
      note(messages.welcome(app.desk.status()));
      note(messages.telegramHint);
      await runChat(app, view, context);
    } else if ((await answerLines(app.desk, process.stdin, { json: false, view: view() })) === 0) {
      note(messages.noQuestions);
      note(messages.telegramHint);
    }
  } finally {
    await app.close();
  }
}

async function runChat({ desk, index, library }: App, view: () => View, context: CliContext): Promise<void> {
  const { chat } = await import('../chat.js');
  let say = context.note;
  const told = (line: string): void => say(line);
  const following = followReports(library, context, { changed: (summary) => told(context.messages.followed(summary)), warn: told });
  try {
    await chat(desk, view, { input: process.stdin, output: process.stdout, listen: (show) => (say = show) });
  } finally {
    index.giveUp();
    await following.close();
  }
}

async function runBot({ desk, index, library }: App, telegram: TelegramConfig, context: CliContext): Promise<void> {
  const { config, messages, note } = context;
  const signal = stopOnSignal();
  const [{ pino }, { runTelegram }] = await Promise.all([import('pino'), import('../../telegram/index.js')]);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  // An index of another model is embedded again while the bot answers: how far that is goes into the log.
  const progress = createProgress({ isTTY: false, columns: 0, write: (text) => log.info(text.trim()) }, messages);
  const following = followReports(library, context, {
    changed: (summary) => log.info(summary, messages.followed(summary)),
    warn: (line) => log.warn(line),
    sync: () => library.sync({ onProgress: progress.update }),
  });
  try {
    await desk.ask(FIRST_QUESTION);
    await runTelegram({
      desk,
      library,
      config: { telegram, indexDir: config.indexDir },
      log,
      signal,
      times: { stopLimit: HARD_EXIT_MS - STOP_MARGIN_MS },
      onReady: ({ username }) => note(messages.botRunning(username)),
    });
  } finally {
    index.giveUp();
    await following.close();
  }
}
