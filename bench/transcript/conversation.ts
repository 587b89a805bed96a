/** @module A conversation with the running bot through the emulator, and everything it showed, step by step. */

import type { Chat, Message, User } from 'grammy/types';
import type { ReportDesk } from '../../src/answer/index.js';
import { botMessage, privateChat } from '../../test/support/telegram-people.js';
import type { Call } from '../../test/support/telegram-emulator.js';
import type { Shown } from '../../test/support/telegram-rules.js';
import type { RunningBot } from '../../test/support/telegram-running.js';

/** What happened, in order. */
export type Turn =
  | { readonly kind: 'said'; readonly from: User; readonly text: string }
  | { readonly kind: 'pressed'; readonly from: User; readonly label: string }
  | { readonly kind: 'typed'; readonly from: User; readonly query: string }
  /** `isEdit`: the message was there before and is now this one. */
  | { readonly kind: 'shown'; readonly message: Shown; readonly isEdit: boolean }
  | { readonly kind: 'offered'; readonly results: Call['payload'] };

/** Speaks as `from` in `chat`, and waits for the bot after each step. */
export class Conversation {
  readonly turns: Turn[] = [];
  /** The question that the next answer replies to. */
  _asked: Message | undefined;
  _probes = 0;

  constructor(
    readonly bot: RunningBot<ReportDesk>,
    readonly from: User,
    readonly chat: Chat = privateChat(from),
  ) {}

  /** Sends a text; gives the last message shown in answer. */
  async say(text: string, options: { readonly replyTo?: Shown } = {}): Promise<Shown> {
    this.turns.push({ kind: 'said', from: this.from, text });
    const replyTo = options.replyTo === undefined ? {} : { replyTo: botMessage(options.replyTo, this.chat) };
    return this._after(async () => {
      this._asked = await this.bot.say(text, { from: this.from, chat: this.chat, ...replyTo });
    });
  }

  /** Presses the button whose label contains `label`; gives the last message shown or changed. */
  async press(label: string, shown: Shown): Promise<Shown> {
    const found = shown.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
    this.turns.push({ kind: 'pressed', from: this.from, label: found?.text ?? label });
    return this._after(() =>
      this.bot.press(label, shown, { from: this.from, chat: this.chat, ...(this._asked ? { replyTo: this._asked } : {}) }),
    );
  }

  /** Types `@bot query` in some chat. */
  async type(query: string): Promise<void> {
    this.turns.push({ kind: 'typed', from: this.from, query });
    const { emulator } = this.bot;
    const before = emulator.callsOf('answerInlineQuery').length;
    this._inline(query);
    await emulator.until(() => emulator.callsOf('answerInlineQuery').length > before);
    const answer = emulator.callsOf('answerInlineQuery').at(-1);
    if (answer) this.turns.push({ kind: 'offered', results: answer.payload });
  }

  async _after(step: () => Promise<void>): Promise<Shown> {
    const { emulator } = this.bot;
    const before = new Map(emulator.inChat(this.chat.id).map((kept) => [kept.message_id, JSON.stringify(kept)]));
    await step();
    await this._handled();
    const after = emulator.inChat(this.chat.id).filter((kept) => before.get(kept.message_id) !== JSON.stringify(kept));
    for (const kept of after) this.turns.push({ kind: 'shown', message: structuredClone(kept), isEdit: before.has(kept.message_id) });
    const last = after.at(-1);
    if (last === undefined) throw new Error(`the bot kept silent in chat ${this.chat.id}`);
    return last;
  }

  /** Updates of one person are handled in order: once an empty inline query is answered, all before it is done. */
  async _handled(): Promise<void> {
    const { emulator } = this.bot;
    const before = emulator.callsOf('answerInlineQuery').length;
    this._inline('');
    await emulator.until(() => emulator.callsOf('answerInlineQuery').length > before);
  }

  _inline(query: string): void {
    const id = `${this.from.id}/${this._probes++}`;
    this.bot.emulator.push({ inline_query: { id, from: this.from, query, offset: '' } });
  }
}
