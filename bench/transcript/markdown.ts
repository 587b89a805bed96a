/** @module Turns of a conversation as Markdown. */

import { shorten } from '../../src/telegram/messages/split.js';
import type { Shown } from '../../test/support/telegram-rules.js';
import type { Turn } from './conversation.js';
import { linesOf } from './entities.js';

/** A document of a title, an introduction, and sections of turns. */
export function markdownOf(title: string, introduction: string, sections: readonly (readonly [heading: string, turns: readonly Turn[]])[]): string {
  const body = sections.map(([heading, turns], index) => `## ${index + 1}. ${heading}\n\n${turns.map(turnBlock).join('\n\n')}`);
  return `${[`# ${title}`, introduction, ...body].join('\n\n')}\n`;
}

function turnBlock(turn: Turn): string {
  switch (turn.kind) {
    case 'said':
      return `**${turn.from.first_name}**: ${escaped(turn.text)}`;
    case 'pressed':
      return `**${turn.from.first_name}** ▸ ${labelled(turn.label)}`;
    case 'typed':
      return `**${turn.from.first_name}** ✎ ${escaped(turn.query)}`;
    case 'shown':
      return messageBlock(turn.message, turn.isEdit);
    case 'offered':
      return quotedBlock(offeredLines(turn.results['results']));
  }
}

function messageBlock(message: Shown, isEdit: boolean): string {
  const lines = isEdit ? ['✎', ''] : [];
  if (message.document) lines.push(`📎 ${labelled(message.document.file_name)}`, '');
  lines.push(...textLines(message));
  for (const row of message.reply_markup?.inline_keyboard ?? []) lines.push('', row.map(({ text }) => labelled(text)).join(' '));
  if (message.suggestions) lines.push('', ...message.suggestions.flatMap((text) => [labelled(text), '']));
  return quotedBlock(lines);
}

/** The text of a message line by line: quotes are quotes again, bold is bold. */
function textLines(message: Pick<Shown, 'text' | 'entities'>): string[] {
  const lines: string[] = [];
  let inQuote: boolean | null = null;
  for (const { segments, isQuote } of linesOf(message)) {
    const text = segments
      .map(({ text: words, isBold, isCode }) => {
        if (isCode) return `\`${words.replaceAll('`', '')}\``;
        return isBold && words.trim() !== '' ? emphasised(words) : escaped(words);
      })
      .join('');
    if (inQuote !== null && inQuote !== isQuote) lines.push('');
    inQuote = isQuote;
    // Two blanks end a line without ending the paragraph.
    lines.push(text === '' ? '' : `${isQuote ? '> ' : ''}${text}  `);
  }
  return lines;
}

function offeredLines(results: unknown): string[] {
  if (!Array.isArray(results)) return [];
  return results.flatMap((result: { title?: unknown; description?: unknown }) => [`- **${escaped(String(result.title))}**: ${escaped(String(result.description))}`]);
}

/** Lines of a quote. Blanks at the end of a line are a line break, but not before an empty line. */
function quotedBlock(lines: readonly string[]): string {
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && index < lines.length - 1 && lines[index - 1] !== ''));
  return kept.map((line, index) => (line === '' || (kept[index + 1] ?? '') === '' ? `> ${line}`.trimEnd() : `> ${line}`)).join('\n');
}

const LABEL_LIMIT = 60;
const labelled = (text: string): string => `\`${shorten(text.replaceAll('`', '').replaceAll('\n', ' '), LABEL_LIMIT)}\``;

/** Marks next to punctuation and Chinese characters are not always read as bold, a tag always is. */
const emphasised = (text: string): string => `<b>${escaped(text)}</b>`;

const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~]/gu, String.raw`\$&`);
