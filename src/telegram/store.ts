/**
 * @module What outlives a restart: memories of chats and people, and the ids of files already sent.
 *
 * One small JSON file, written whole to a temporary file and renamed over the old one, so that a crash leaves the old
 * or the new. It holds questions people asked, so only its owner may read it.
 */

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ChatMemory, Log, UserMemory } from './context.js';
import { describeError } from './telegram-errors.js';

const VERSION = 1;
/** Keeps the file under a few megabytes: the least recently active are forgotten. */
const MOST_CHATS = 1_000;
const MOST_USERS = 5_000;
const MOST_FILES = 1_000;
const SAVE_DELAY = 2_000;

const topicSchema = z.looseObject({ question: z.string(), region: z.string().nullable(), years: z.array(z.number()) });

const chatSchema = z.object({
  topic: topicSchema.nullable(),
  topicAt: z.number(),
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      previous: topicSchema.nullable(),
      reports: z.array(z.string()),
      answers: z.array(z.number()),
    }),
  ),
});

const userSchema = z.object({
  language: z.enum(['zh', 'en']).nullable(),
  quotes: z.int().min(1).max(5),
  reports: z.array(z.string()),
});

const fileSchema = z.object({
  version: z.literal(VERSION),
  chats: z.array(z.tuple([z.string(), chatSchema])),
  users: z.array(z.tuple([z.string(), userSchema])),
  files: z.array(z.tuple([z.string(), z.string()])),
});

/** A map that forgets its least recently written entry beyond `limit`. It fits grammY's storage adapter. */
export class BoundedMap<V> {
  readonly _entries: Map<string, V>;

  constructor(
    readonly limit: number,
    entries: Iterable<readonly [string, V]> = [],
    readonly _changed: () => void = () => {},
  ) {
    this._entries = new Map(entries);
  }

  read(key: string): V | undefined {
    return this._entries.get(key);
  }

  write(key: string, value: V): void {
    this._entries.delete(key);
    this._entries.set(key, value);
    if (this._entries.size > this.limit) {
      const oldest = this._entries.keys().next();
      if (!oldest.done) this._entries.delete(oldest.value);
    }
    this._changed();
  }

  delete(key: string): void {
    if (this._entries.delete(key)) this._changed();
  }

  /** Least recently written first. */
  entries(): [string, V][] {
    return [...this._entries];
  }
}

export interface BotStore {
  readonly chats: BoundedMap<ChatMemory>;
  readonly users: BoundedMap<UserMemory>;
  /** Telegram's file id by report id. */
  readonly files: BoundedMap<string>;
  /** Writes what is not written yet. The store is not used afterwards. */
  close(): Promise<void>;
}

/** A store that forgets everything when the process ends. */
export function createMemoryStore(): BotStore {
  return {
    chats: new BoundedMap(MOST_CHATS),
    users: new BoundedMap(MOST_USERS),
    files: new BoundedMap(MOST_FILES),
    close: async () => {},
  };
}

/**
 * Opens the store kept in `file`. A damaged file is put aside under the name `….damaged` and the store starts empty; a
 * file that cannot be written costs a warning, never an answer.
 */
export async function openStore(file: string, log: Log): Promise<BotStore> {
  const kept = await readStore(file, log);
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> = Promise.resolve();

  const changed = (): void => {
    timer ??= setTimeout(save, SAVE_DELAY).unref();
  };
  const store = {
    chats: new BoundedMap<ChatMemory>(MOST_CHATS, kept?.chats, changed),
    users: new BoundedMap<UserMemory>(MOST_USERS, kept?.users, changed),
    files: new BoundedMap<string>(MOST_FILES, kept?.files, changed),
  };

  function save(): void {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(async () => {
      const text = JSON.stringify({
        version: VERSION,
        chats: store.chats.entries(),
        users: store.users.entries(),
        files: store.files.entries(),
      });
      try {
        await writeWhole(file, text);
      } catch (error) {
        log.warn({ file, reason: describeError(error) }, 'chat memory could not be saved');
      }
    });
  }

  return {
    ...store,
    async close() {
      if (timer !== undefined) save();
      await saving;
    },
  };
}

async function readStore(file: string, log: Log): Promise<z.output<typeof fileSchema> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      log.warn({ file, reason: describeError(error) }, 'chat memory could not be read');
    }
    return null;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    log.warn({ file }, 'chat memory is damaged; it is put aside and starts empty');
    await rename(file, `${file}.damaged`).catch(() => {});
    return null;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
