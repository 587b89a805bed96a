/** @module The bot without a network: updates go in, calls are recorded and answered as Telegram would. */

import { BotError, InputFile } from 'grammy';
import type { Bot } from 'grammy';
import type { Chat, Message, User } from 'grammy/types';
import type { TelegramConfig } from '../../src/config.js';
import { createBot, createMemoryStore, Health } from '../../src/telegram/index.js';
import type { BotStore, Feedback, JudianContext, Log } from '../../src/telegram/index.js';
import type { ReportLibrary } from '../../src/library/index.js';
import { fakeDesk } from './desk.js';
import type { FakeDesk } from './desk.js';
import { fakeLibrary } from './library-fake.js';
import { BOT, message, person, pressOf, privateChat, textMessage, TOKEN } from './telegram-people.js';
import type { NewUpdate } from './telegram-people.js';
import { checkCaption, checkInlineResults, checkMarkupOf, checkMessage, Refusal } from './telegram-rules.js';
import type { Shown } from './telegram-rules.js';

export interface RecordedCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RecorderOptions {
  readonly desk?: FakeDesk;
  readonly config?: Partial<TelegramConfig>;
  readonly store?: BotStore;
  readonly questionTimeLimit?: number;
  readonly library?: ReportLibrary;
}

export const ANNA = person(101);

export const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const CONFIG: TelegramConfig = {
  token: TOKEN,
  apiRoot: 'http://127.0.0.1:1',
  proxyUrl: null,
  webhook: null,
  http: null,
  allowedUsers: new Set(),
  allowedChats: new Set(),
  admins: new Set(),
  rateLimit: 100,
  language: 'zh',
};

/** A bot whose calls are checked and kept. */
export class Recorder {
  readonly bot: Bot<JudianContext>;
  readonly desk: FakeDesk;
  readonly store: BotStore;
  readonly health: Health;
  readonly feedback: Feedback[] = [];
  readonly calls: RecordedCall[] = [];
  readonly shown: Shown[] = [];
  /** Milliseconds since 1970. */
  clock = 1_700_000_000_000;
  readonly _background: Promise<void>[] = [];
  _update = 1;
  _message = 1;

  constructor({
    desk = fakeDesk(),
    config = {},
    store = createMemoryStore(),
    questionTimeLimit = 1_000,
    library = fakeLibrary(),
  }: RecorderOptions = {}) {
    this.desk = desk;
    this.store = store;
    const now = (): number => this.clock;
    this.health = new Health(now);
    const deps = {
      desk,
      library,
      inBackground: (work: Promise<void>) => void this._background.push(work),
      config: { ...CONFIG, ...config },
      log: SILENT,
      store,
      health: this.health,
      feedback: { record: async (entry: Feedback) => void this.feedback.push(entry) },
      now,
      questionTimeLimit,
    };
    this.bot = createBot(deps, { botInfo: { ...BOT } });
    this.bot.api.config.use(async (_prev, method, payload) => {
      const fields = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asSent(value)]));
      this.calls.push({ method, payload: fields });
      try {
        return { ok: true, result: this._answer(method, fields) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { ok: false, error_code: error.code, description: error.message };
      }
    });
  }

  /** Handles an update; errors go where the running bot sends them. */
  async handle(update: NewUpdate): Promise<void> {
    try {
      await this.bot.handleUpdate({ ...update, update_id: this._update++ });
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      await this.bot.errorHandler(error);
    }
  }

  /** Sends a text and gives what was shown in answer to it. */
  async say(
    text: string,
    from: User = ANNA,
    place: { chat?: Chat; replyTo?: Message | undefined; thread?: number } = {},
  ): Promise<Shown[]> {
    return this.during(() => this.handle({ message: textMessage(text, { id: this._message++, from, ...place }) }));
  }

  /** Presses a button by its label. */
  async press(
    label: string,
    shown: Shown,
    from: User = ANNA,
    place: { chat?: Chat; replyTo?: Message } = {},
  ): Promise<Shown[]> {
    return this.during(() => this.handle(pressOf(label, shown, from, place)));
  }

  /** The messages shown while `work` was done. */
  async during(work: () => Promise<void>): Promise<Shown[]> {
    const before = this.shown.length;
    await work();
    while (this._background.length > 0) await this._background.shift();
    return this.shown.slice(before);
  }

  callsOf(method: string): RecordedCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  // The result type of a call depends on its method, which is not known here.
  _answer(method: string, payload: Record<string, unknown>): any {
    switch (method) {
      case 'sendMessage':
        return this._keep({ ...checkMessage(payload, () => true), message_id: this._message++ });
      case 'sendDocument': {
        const document = { file_id: `file${this._message}`, file_name: 'f' };
        return this._keep({ ...checkCaption(payload, () => true), document, message_id: this._message++ });
      }
      case 'editMessageText': {
        const target = this.shown.find(({ message_id: id }) => id === payload['message_id']);
        if (target === undefined) throw new Refusal('Bad Request: message to edit not found');
        const { text, entities, reply_markup: markup } = checkMessage(payload, () => true);
        const next = JSON.stringify([text, entities, markup]);
        if (next === JSON.stringify([target.text, target.entities, target.reply_markup]))
          throw new Refusal('Bad Request: message is not modified');
        Object.assign(target, { text, entities, reply_markup: markup });
        return true;
      }
      case 'editMessageReplyMarkup': {
        const target = this.shown.find(({ message_id: id }) => id === payload['message_id']);
        if (target === undefined) throw new Refusal('Bad Request: message to edit not found');
        target.reply_markup = checkMarkupOf(payload);
        return true;
      }
      case 'answerInlineQuery':
        checkInlineResults(payload['results']);
        return true;
      default:
        return true;
    }
  }

  _keep(kept: Shown): Message {
    this.shown.push(kept);
    return message({
      message_id: kept.message_id,
      from: BOT,
      chat: privateChat(ANNA),
      text: kept.text,
      document: kept.document,
    });
  }
}

/** A field as it would arrive: a file as its name, all else through JSON. */
function asSent(value: unknown): unknown {
  if (value instanceof InputFile) return { upload: value.filename };
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
