/** @module One message that tells how far a work is: edited as it goes, at most once a second. */

import type { JudianContext, Log } from './context.js';
import { edit, quietly, send, type SentMessage } from './delivery.js';
import { line, type Outgoing } from './messages/outgoing.js';

/** Telegram takes about one edit a second in a chat, in milliseconds. */
const BETWEEN_EDITS = 1_000;

export class ProgressMessage {
  #next: string | null = null;
  #isOver = false;
  #lastEdit = Number.NEGATIVE_INFINITY;
  #editing: Promise<void> | null = null;

  private constructor(
    readonly _ctx: JudianContext,
    readonly _log: Log,
    readonly _message: SentMessage,
  ) {}

  /** Sends `text` as a reply to the message of the update. */
  static async send(ctx: JudianContext, text: string, log: Log): Promise<ProgressMessage> {
    const [id = 0] = await send(ctx, line(text), ctx.msg?.message_id);
    return new ProgressMessage(ctx, log, { chat: ctx.chat?.id ?? 0, id });
  }

  /** Shows `text` as soon as it may, unless a later one comes before. */
  update(text: string): void {
    if (this.#isOver) return;
    this.#next = text;
    this.#editing ??= this.#show();
  }

  /** Shows what came of it; nothing is shown afterwards. */
  async finish(message: Outgoing): Promise<void> {
    this.#isOver = true;
    this.#next = null;
    await this.#editing;
    await this.#wait();
    await edit(this._ctx, message, this._message);
  }

  async #show(): Promise<void> {
    while (this.#next !== null) {
      await this.#wait();
      const text = this.#next;
      this.#next = null;
      if (text === null) break;
      this.#lastEdit = performance.now();
      await quietly(this._ctx.api.editMessageText(this._message.chat, this._message.id, text), this._log);
    }
    this.#editing = null;
  }

  async #wait(): Promise<void> {
    const rest = this.#lastEdit + BETWEEN_EDITS - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
}
