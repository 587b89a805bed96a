/** @module Plain text and Markdown → lines. */

import type { SourceDocument } from '../types.js';
import { decodeText } from './encoding.js';
import { splitLines } from './lines.js';

/**
 * Markdown marks stay in the text: what they mean is for the parser to say.
 * @throws JudianError FILE_BINARY, FILE_ENCODING, FILE_TOO_LARGE
 */
export function loadText(bytes: Uint8Array, file: string, format: 'txt' | 'md'): SourceDocument {
  return { format, lines: splitLines(decodeText(bytes, file), file) };
}
