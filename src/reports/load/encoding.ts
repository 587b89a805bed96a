/** @module Bytes → text: which encoding a text is in, told by validity and by how common its characters are. */

import { isUtf8 } from 'node:buffer';

import { JudianError } from '../../errors.js';
import { isCommonCharacter } from './common-characters.js';

/** Labels of `TextDecoder`; GBK and GB2312 are subsets of GB18030. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** Bytes judged when an encoding has to be guessed. */
const SAMPLE_BYTES = 256 * 1024;

/** Right decodings of Chinese prose score over 0.8, wrong ones under 0.3. */
const LEAST_SCORE = 0.5;

/** More undecodable characters than this, in proportion to all, and the text is not fit to be quoted. */
const MOST_UNDECODABLE = 0.02;

/** More control bytes than this, in proportion, and it is no text: random bytes have 11 %, text has none. */
const MOST_CONTROLS = 0.01;

const REPLACEMENT = 0xfffd;

/**
 * Decodes a text file; a byte order mark is dropped.
 * @param declared label of the encoding that the file itself states, taken where detection finds none
 * @throws JudianError FILE_BINARY, FILE_ENCODING
 */
export function decodeText(bytes: Uint8Array, file: string, declared?: string): string {
  const decoder = decoderFor(detectEncoding(bytes) ?? declared);
  if (decoder === null) {
    throw new JudianError(controlShare(bytes) > MOST_CONTROLS ? 'FILE_BINARY' : 'FILE_ENCODING', { file });
  }
  // The decoder drops the mark of Unicode encodings but not of GB18030.
  const text = decoder.decode(bytes).replace(/^\ufeff/, '');
  const { controls, undecodable } = countDefects(text);
  if (controls > text.length * MOST_CONTROLS) throw new JudianError('FILE_BINARY', { file });
  if (undecodable > text.length * MOST_UNDECODABLE) throw new JudianError('FILE_ENCODING', { file });
  return text;
}

function decoderFor(label: string | undefined): InstanceType<typeof TextDecoder> | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** The encoding of a text, or null where none fits. */
export function detectEncoding(bytes: Uint8Array): TextEncoding | null {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return marked;
  const wide = bytes.includes(0) ? detectUtf16(bytes) : null;
  if (wide !== null) return wide;
  if (isUtf8(bytes)) return 'utf-8';
  // Before its first high byte a text is ASCII in every candidate, so that byte starts a character.
  const start = bytes.findIndex((byte) => byte >= 0x80);
  const sample = bytes.subarray(start, start + SAMPLE_BYTES);
  const aligned = bytes.subarray(0, SAMPLE_BYTES);
  return best([
    ['utf-8', score('utf-8', sample)],
    ['gb18030', score('gb18030', sample)],
    ['big5', score('big5', sample)],
    ['utf-16le', score('utf-16le', aligned)],
    ['utf-16be', score('utf-16be', aligned)],
  ]);
}

/** The encoding that a byte order mark states. */
export function encodingOfMark(bytes: Uint8Array): TextEncoding | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x84 && b === 0x31 && c === 0x95 && bytes[3] === 0x33) return 'gb18030';
  return null;
}

/** Zero bytes are the high halves of ASCII: nearly all on one side, or common Chinese characters otherwise. */
function detectUtf16(bytes: Uint8Array): TextEncoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  const ascii = sample.length * 0.4;
  if (odd > ascii && even === 0) return 'utf-16le';
  if (even > ascii && odd === 0) return 'utf-16be';
  return best([
    ['utf-16le', score('utf-16le', sample)],
    ['utf-16be', score('utf-16be', sample)],
  ]);
}

function best(candidates: readonly (readonly [TextEncoding, number])[]): TextEncoding | null {
  let winner: readonly [TextEncoding | null, number] = [null, LEAST_SCORE];
  for (const candidate of candidates) if (candidate[1] > winner[1]) winner = candidate;
  return winner[0];
}

/** Share of the characters beyond ASCII that are common in Chinese prose, less a fine for undecodable ones. */
function score(encoding: TextEncoding, sample: Uint8Array): number {
  // `stream` holds back a character that the end of the sample cuts.
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  let others = 0;
  let common = 0;
  let undecodable = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    others += 1;
    if (code === REPLACEMENT) undecodable += 1;
    else if (isCommonCharacter(code)) common += 1;
  }
  return others === 0 ? 0 : (common - 5 * undecodable) / others;
}

/** Share of bytes that no text has. */
function controlShare(bytes: Uint8Array): number {
  let controls = 0;
  for (const byte of bytes) if (isControl(byte)) controls += 1;
  return controls / bytes.length;
}

function countDefects(text: string): { controls: number; undecodable: number } {
  let controls = 0;
  let undecodable = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80 && isControl(code)) controls += 1;
    else if (code === REPLACEMENT) undecodable += 1;
  }
  return { controls, undecodable };
}

/** Control characters but tab, line breaks, form feed, vertical tab, and the SUB with which DOS ends a text. */
function isControl(code: number): boolean {
  return (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1a) || code === 0x7f;
}
