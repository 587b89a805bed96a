/** @module A message before it is sent. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';

/** One message in as many parts as Telegram needs; the keyboard goes below the last. */
export interface Outgoing {
  /** One or more, each within the limit of a message. */
  readonly parts: readonly FormattedString[];
  readonly keyboard?: InlineKeyboardMarkup | ReplyKeyboardMarkup;
}

/** A message of one short plain line. */
export function line(text: string): Outgoing {
  return { parts: [new FormattedString(text)] };
}
