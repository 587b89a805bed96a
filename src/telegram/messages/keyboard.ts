/** @module Rows of buttons below a message. */

import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { encodeAction } from '../callback-data.js';
import type { Action } from '../callback-data.js';
import { shorten } from './split.js';

/** A phone shows about this many characters of a button that has its row to itself. */
const LABEL_LIMIT = 48;

/** A button that does `action`. */
export function button(label: string, action: Action): InlineKeyboardButton {
  return { text: shorten(label, LABEL_LIMIT), callback_data: encodeAction(action) };
}

/** A keyboard of the rows that hold a button; nothing to spread where none does. */
export function keyboard(rows: readonly (readonly InlineKeyboardButton[])[]): {
  readonly keyboard?: InlineKeyboardMarkup;
} {
  const filled = rows.filter((row) => row.length > 0).map((row) => [...row]);
  return filled.length === 0 ? {} : { keyboard: { inline_keyboard: filled } };
}

const MARK = '✓ ';

/** `markup` with a mark before the button of `chosen`, and none before the other buttons of `group`. */
export function withChoice(markup: InlineKeyboardMarkup, group: readonly Action[], chosen: Action): InlineKeyboardMarkup {
  const data = group.map(encodeAction);
  const marked = (each: InlineKeyboardButton): InlineKeyboardButton => {
    if (!('callback_data' in each) || !data.includes(each.callback_data)) return each;
    const label = each.text.startsWith(MARK) ? each.text.slice(MARK.length) : each.text;
    return { ...each, text: each.callback_data === encodeAction(chosen) ? `${MARK}${label}` : label };
  };
  return { inline_keyboard: markup.inline_keyboard.map((row) => row.map(marked)) };
}
