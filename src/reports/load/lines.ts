/** @module Text → lines, numbered as an editor numbers them. */

import { JudianError } from '../../errors.js';
import type { SourceLine } from '../types.js';
import { MAX_LINES } from './limits.js';

const BLANK: SourceLine = { text: '' };

/** Control characters but tab, stray line breaks among them: they would break a message, a database or a terminal. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028]/g;

/**
 * The lines of a text: `lines[i]` is `text.split('\n')[i]` less a final CR where lines end with LF or CRLF. Text without
 * LF is cut at CR, else NEL, line separator or form feed. Control characters become spaces, so that places stay.
 * @throws JudianError FILE_TOO_LARGE past {@link MAX_LINES} lines
 */
export function splitLines(text: string, file: string): SourceLine[] {
  const separator = lineSeparator(text);
  const lines: SourceLine[] = [];
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf(separator, start);
    const stop = next < 0 ? text.length : next;
    const end = separator === '\n' && stop > start && text.charCodeAt(stop - 1) === 0x0d ? stop - 1 : stop;
    lines.push(end === start ? BLANK : { text: text.slice(start, end).replace(CONTROLS, ' ') });
    if (lines.length > MAX_LINES) {
      throw new JudianError('FILE_TOO_LARGE', { file, size: `> ${MAX_LINES} 行 (lines)`, limit: MAX_LINES });
    }
    start = stop + 1;
  }
  return lines;
}

/** The character that ends lines in this text: the first of these that occurs in it. */
function lineSeparator(text: string): string {
  for (const separator of ['\n', '\r', '\u0085', '\u2028', '\f']) if (text.includes(separator)) return separator;
  return '\n';
}
