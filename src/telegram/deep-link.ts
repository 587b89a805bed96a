/** @module Links `t.me/bot?start=…` that open a passage or a report in a private chat. */

import type { Mark } from './callback-data.js';

/** What a link leads to. `mark` is the run of characters to show in bold. */
export type LinkTarget =
  | { readonly kind: 'passage'; readonly id: string; readonly mark: Mark | null }
  | { readonly kind: 'report'; readonly id: string };

/** `p_` and the id of a passage, perhaps with `_start_end` of a mark in it; `r_` and the id of a report. */
const PAYLOAD = /^(?:p_(?<passage>[\w-]{10})(?:_(?<start>\d{1,6})_(?<end>\d{1,6}))?|r_(?<report>[\w-]{10}))$/;

/** The address that opens a passage; at most 64 characters follow `start=`, as Telegram wants it. */
export function passageLink(bot: string, passage: string, mark: Mark | null): string {
  const run = mark?.passage === passage ? `_${mark.start}_${mark.end}` : '';
  return `https://t.me/${bot}?start=p_${passage}${run}`;
}

/** The address that opens a report. */
export function reportLink(bot: string, report: string): string {
  return `https://t.me/${bot}?start=r_${report}`;
}

/** What the text after `/start` leads to, or null if it is no link of ours. */
export function decodeLink(payload: string): LinkTarget | null {
  const { passage, start, end, report } = PAYLOAD.exec(payload)?.groups ?? {};
  if (report !== undefined) return { kind: 'report', id: report };
  if (passage === undefined) return null;
  const mark = start === undefined ? null : { passage, start: Number(start), end: Number(end) };
  return { kind: 'passage', id: passage, mark };
}
