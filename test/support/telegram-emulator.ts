/**
 * @module A Bot API server on 127.0.0.1 for tests: it queues updates, keeps chats, and refuses what Telegram refuses.
 *
 * It knows getMe, getUpdates (long polling by offset), setWebhook, deleteWebhook, setMyCommands, sendMessage,
 * sendDocument (multipart and by file id), editMessageText, editMessageReplyMarkup, answerCallbackQuery, answerInlineQuery, sendChatAction, getFile and file
 * downloads.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import { readPayload, UploadedFile } from './telegram-form.js';
import { BOT, message, TOKEN } from './telegram-people.js';
import type { NewUpdate } from './telegram-people.js';
import { UpdateQueue } from './telegram-queue.js';
import { checkCaption, checkInlineResults, checkMarkupOf, checkMessage, Refusal } from './telegram-rules.js';
import type { Shown, Unsent } from './telegram-rules.js';
import { WebhookPoster } from './telegram-webhook.js';

/** What a call was made with: JSON fields, or those of a form. */
export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a call meets instead of an answer. */
export type Trouble =
  | { readonly kind: 'error'; readonly code: number; readonly description: string; readonly parameters?: object }
  /** An HTML page, as a gateway in front of Telegram sends it. */
  | { readonly kind: 'html'; readonly code: number }
  /** No answer at all. */
  | { readonly kind: 'stall' }
  /** The connection is cut. */
  | { readonly kind: 'cut' };

export class TelegramEmulator {
  readonly calls: Call[] = [];
  readonly shown: Shown[] = [];
  readonly files = new Map<string, UploadedFile>();
  /** Chats that refuse messages: what they answer. */
  readonly closedChats = new Map<number, Refusal>();
  readonly updates = new UpdateQueue();
  readonly webhook = new WebhookPoster(this.updates);
  readonly _received = new Set<string>();
  readonly _troubles = new Map<string, Trouble[]>();
  readonly _callbacks = new Set<string>();
  _nextMessage = 1;

  constructor(readonly _server: Server) {}

  static async start(): Promise<TelegramEmulator> {
    const server = createServer((request, response) => {
      emulator._serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    const emulator = new TelegramEmulator(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return emulator;
  }

  /** TELEGRAM_API_ROOT of this server. */
  get url(): string {
    const address = this._server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    await this.webhook.close();
    this._server.close();
    this._server.closeAllConnections();
    await once(this._server, 'close');
  }

  nextMessageId(): number {
    return this._nextMessage++;
  }

  /** Gives the update an id and delivers it until it is confirmed. */
  push(update: NewUpdate): Update {
    if (update.message) this._received.add(`${update.message.chat.id}/${update.message.message_id}`);
    if (update.callback_query) this._callbacks.add(update.callback_query.id);
    return this.updates.push(update);
  }

  /** A person deletes a message. */
  forget(chat: number, messageId: number): void {
    this._received.delete(`${chat}/${messageId}`);
  }

  /** Lets the time for answering a callback run out. */
  expire(callbackId: string): void {
    this._callbacks.delete(callbackId);
  }

  /** The next calls of `method` meet `troubles`, one each. */
  trouble(method: string, ...troubles: Trouble[]): void {
    this._troubles.set(method, [...(this._troubles.get(method) ?? []), ...troubles]);
  }

  callsOf(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  inChat(chat: number): Shown[] {
    return this.shown.filter((kept) => kept.chat.id === chat);
  }

  /** Resolves once `condition` holds; throws after `limit` milliseconds. */
  async until(condition: () => boolean, limit = 8_000): Promise<void> {
    const end = Date.now() + limit;
    while (!condition()) {
      if (Date.now() > end)
        throw new Error(`not so after ${limit} ms; calls: ${this.calls.map(({ method }) => method).join(' ')}`);
      await this.updates.change(25);
    }
  }

  /** Resolves with the `count`-th message shown in `chat`. */
  async message(chat: number, count = 1): Promise<Shown> {
    await this.until(() => this.inChat(chat).length >= count);
    const found = this.inChat(chat)[count - 1];
    if (found === undefined) throw new Error('no message');
    return found;
  }

  async _serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, bot, method = '', ...rest] = (request.url ?? '').split('/');
    if (bot === 'file') return this._download(rest.at(-1) ?? '', response);
    const payload = await readPayload(request);
    if (bot !== `bot${TOKEN}`)
      return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    this.calls.push({ method, payload });
    this.updates.wake();
    const trouble = this._troubles.get(method)?.shift();
    if (trouble !== undefined) return meet(trouble, response);
    try {
      answer(response, 200, { ok: true, result: await this._call(method, payload, response) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message: description, parameters } = error;
      answer(response, code, { ok: false, error_code: code, description, parameters });
    }
  }

  async _call(method: string, payload: Call['payload'], response: ServerResponse): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return BOT;
      case 'getUpdates':
        if (this.webhook.isSet) throw new Refusal("Conflict: can't use getUpdates method while webhook is active", 409);
        return this.updates.take(payload, response);
      case 'sendMessage':
        return this._keep(checkMessage(payload, this._exists));
      case 'sendDocument':
        return this._sendDocument(payload);
      case 'editMessageText':
        return this._edit(payload);
      case 'editMessageReplyMarkup':
        return this._editMarkup(payload);
      case 'answerCallbackQuery':
        if (this._callbacks.delete(String(payload['callback_query_id']))) return true;
        throw new Refusal('Bad Request: query is too old and response timeout expired or query ID is invalid');
      case 'answerInlineQuery':
        checkInlineResults(payload['results']);
        return true;
      case 'getFile':
        if (!this.files.has(String(payload['file_id']))) throw new Refusal('Bad Request: invalid file_id');
        return {
          file_id: payload['file_id'],
          file_unique_id: 'u',
          file_path: `documents/${String(payload['file_id'])}`,
        };
      case 'setWebhook':
        this.webhook.set(payload);
        return true;
      case 'deleteWebhook':
        this.webhook.remove();
        return true;
      case 'setMyCommands':
      case 'sendChatAction':
        return true;
      default:
        throw new Refusal('Not Found: method not found', 404);
    }
  }

  readonly _exists = (chat: number, id: number): boolean =>
    this._received.has(`${chat}/${id}`) || this.shown.some((kept) => kept.chat.id === chat && kept.message_id === id);

  _sendDocument(payload: Call['payload']): unknown {
    const checked = checkCaption(payload, this._exists);
    const { document } = payload;
    const isNew = document instanceof UploadedFile;
    const file = isNew ? document : this.files.get(String(document));
    if (file === undefined) throw new Refusal('Bad Request: wrong file identifier/HTTP URL specified');
    const fileId = isNew ? `file${this.files.size + 1}` : String(document);
    this.files.set(fileId, file);
    return this._keep({ ...checked, document: { file_id: fileId, file_name: file.name } });
  }

  _keep(unsent: Unsent): unknown {
    const refusal = this.closedChats.get(unsent.chat.id);
    if (refusal !== undefined) throw refusal;
    const kept: Shown = { ...unsent, message_id: this.nextMessageId() };
    this.shown.push(kept);
    this.updates.wake();
    return asMessage(kept);
  }

  _toEdit(payload: Call['payload']): Shown {
    const target = this.shown.find(
      (kept) => kept.message_id === payload['message_id'] && kept.chat.id === payload['chat_id'],
    );
    if (target === undefined) throw new Refusal('Bad Request: message to edit not found');
    return target;
  }

  _editMarkup(payload: Call['payload']): unknown {
    const target = this._toEdit(payload);
    const markup = checkMarkupOf(payload);
    if (JSON.stringify(markup) === JSON.stringify(target.reply_markup)) throw new Refusal('Bad Request: message is not modified');
    target.reply_markup = markup;
    this.updates.wake();
    return asMessage(target);
  }

  _edit(payload: Call['payload']): unknown {
    const target = this._toEdit(payload);
    const { text, entities, reply_markup: markup } = checkMessage(payload, this._exists);
    if (
      JSON.stringify([text, entities, markup]) === JSON.stringify([target.text, target.entities, target.reply_markup])
    ) {
      throw new Refusal(
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
      );
    }
    Object.assign(target, { text, entities, reply_markup: markup });
    this.updates.wake();
    return asMessage(target);
  }

  _download(fileId: string, response: ServerResponse): void {
    const file = this.files.get(fileId);
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(file.bytes);
  }
}

function asMessage(kept: Shown): unknown {
  return message({
    message_id: kept.message_id,
    from: BOT,
    chat: { id: kept.chat.id, type: 'private' },
    text: kept.text,
    document: kept.document,
  });
}

function meet(trouble: Trouble, response: ServerResponse): void {
  if (trouble.kind === 'error') {
    const { code, description, parameters } = trouble;
    answer(response, code, { ok: false, error_code: code, description, parameters });
  } else if (trouble.kind === 'html') {
    response.writeHead(trouble.code, { 'content-type': 'text/html' }).end('<html><h1>Bad Gateway</h1></html>');
  } else if (trouble.kind === 'cut') {
    response.destroy();
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
