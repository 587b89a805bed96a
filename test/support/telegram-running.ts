/** @module The real bot, run against the emulator. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { Chat, Message, User } from 'grammy/types';
import type { ReportDesk } from '../../src/answer/index.js';
import type { TelegramConfig } from '../../src/config.js';
import { runTelegram } from '../../src/telegram/index.js';
import type { RunTimes } from '../../src/telegram/index.js';
import type { ReportLibrary } from '../../src/library/index.js';
import { fakeDesk } from './desk.js';
import type { FakeDesk } from './desk.js';
import { fakeLibrary } from './library-fake.js';
import { TelegramEmulator } from './telegram-emulator.js';
import { pressOf, textMessage } from './telegram-people.js';
import { ANNA, CONFIG } from './telegram-recorder.js';
import type { Shown } from './telegram-rules.js';

export interface RunningOptions {
  readonly desk?: FakeDesk;
  readonly config?: Partial<TelegramConfig>;
  readonly times?: Partial<RunTimes>;
  readonly emulator?: TelegramEmulator;
  readonly library?: ReportLibrary;
  /** Keeps what the bot remembers; a new folder if not given. */
  readonly indexDir?: string;
}

interface Where {
  readonly from?: User;
  /** The private chat with `from` if not given. */
  readonly chat?: Chat;
  /** The message replied to, or the one that the message of the button replies to. */
  readonly replyTo?: Message;
}

export type Saying = Where & { readonly deleted?: boolean };
export type Pressing = Where & { readonly late?: boolean };

/** Waits short enough for tests. */
export const TEST_TIMES: Partial<RunTimes> = { retryDelays: [10, 20, 40], stopLimit: 2_000 };

/** `D`: the desk it asks, the fake one if not given. */
export class RunningBot<D extends ReportDesk = FakeDesk> {
  readonly _stop = new AbortController();
  /** Everything logged, a JSON object a line. */
  log = '';

  constructor(
    readonly emulator: TelegramEmulator,
    readonly desk: D,
    readonly indexDir: string,
  ) {}

  /** Settles when the bot has stopped. */
  done: Promise<void> = Promise.resolve();

  static async start(options: RunningOptions = {}): Promise<RunningBot> {
    const emulator = options.emulator ?? (await TelegramEmulator.start());
    const running = new RunningBot(
      emulator,
      options.desk ?? fakeDesk(),
      options.indexDir ?? mkdtempSync(path.join(tmpdir(), 'judian-bot-')),
    );
    running.run(options);
    return running;
  }

  run({ config, times, library = fakeLibrary() }: Pick<RunningOptions, 'config' | 'times' | 'library'> = {}): void {
    const write = (text: string): void => {
      this.log += text;
    };
    this.done = runTelegram({
      desk: this.desk,
      library,
      config: { indexDir: this.indexDir, telegram: { ...CONFIG, apiRoot: this.emulator.url, ...config } },
      log: pino({ level: 'trace' }, { write }),
      signal: this._stop.signal,
      times: { ...TEST_TIMES, ...times },
    });
    // Tests that expect a failure await `done` themselves.
    this.done.catch(() => {});
  }

  /** A person writes; `deleted`: and takes it back at once. */
  async say(text: string, { deleted = false, from = ANNA, ...place }: Saying = {}): Promise<Message> {
    const said = textMessage(text, { id: this.emulator.nextMessageId(), from, ...place });
    this.emulator.push({ message: said });
    if (deleted) this.emulator.forget(said.chat.id, said.message_id);
    return said;
  }

  /** A person presses a button; `late`: and it is too late to acknowledge it. */
  async press(label: string, shown: Shown, { late = false, from = ANNA, ...place }: Pressing = {}): Promise<void> {
    const { callback_query: query } = this.emulator.push(pressOf(label, shown, from, place));
    if (late && query) this.emulator.expire(query.id);
  }

  /** Tells the bot to stop and waits until it has. */
  async stop(): Promise<void> {
    this._stop.abort();
    await this.done;
  }

  async close(): Promise<void> {
    this._stop.abort();
    await this.done.catch(() => {});
    await this.emulator.close();
  }
}
