/** @module What every handler is given, and what the bot remembers of a chat and of a person. */

import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context, SessionFlavor } from 'grammy';
import type { Logger } from 'pino';
import type { ReportDesk, Topic } from '../answer/index.js';
import type { TelegramConfig } from '../config.js';
import type { Language } from '../errors.js';
import type { ReportLibrary } from '../library/index.js';
import type { FeedbackLog } from './feedback.js';
import type { Health } from './health.js';
import type { BotStore } from './store.js';

/** A question as it was asked, so that a button below its answer can ask it again. */
export interface AskedQuestion {
  /** Content hash, 10 characters of base64url. */
  readonly id: string;
  readonly text: string;
  /** Topic of the question before. */
  readonly previous: Topic | null;
  /** Ids of the reports it was limited to; empty for all. */
  readonly reports: readonly string[];
  /** Ids of the messages that answered it. */
  readonly answers: readonly number[];
}

/** Of a chat, or of one topic of a forum group. */
export interface ChatMemory {
  topic: Topic | null;
  /** When `topic` was set, in milliseconds since 1970. */
  topicAt: number;
  /** The last few, oldest first. */
  questions: readonly AskedQuestion[];
}

/** Of a person, wherever they write. */
export interface UserMemory {
  /** Null: as their client says. */
  language: Language | null;
  /** Quotes in one answer, 1 to 5. */
  quotes: number;
  /** Ids of the reports they ask; empty for all. */
  reports: readonly string[];
}

export const DEFAULT_QUOTES = 3;

export function newChatMemory(): ChatMemory {
  return { topic: null, topicAt: 0, questions: [] };
}

export function newUserMemory(): UserMemory {
  return { language: null, quotes: DEFAULT_QUOTES, reports: [] };
}

export interface Memory {
  chat: ChatMemory;
  user: UserMemory;
}

export type JudianContext = Context & SessionFlavor<Memory> & I18nFlavor;

/** The part of a logger that the bot writes to. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What the bot is built from. */
export interface BotDeps {
  readonly desk: ReportDesk;
  readonly library: ReportLibrary;
  /** Goes on after its update was handled; the bot waits for it when it stops. `work` must not reject. */
  readonly inBackground: (work: Promise<void>) => void;
  readonly config: TelegramConfig;
  readonly log: Log;
  readonly store: BotStore;
  readonly health: Health;
  readonly feedback: FeedbackLog;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** How long one question may take, in milliseconds. */
  readonly questionTimeLimit: number;
}
