/** @module What a file is, told from its first bytes rather than from its name. */

import { encodingOfMark } from './encoding.js';

/** `zip` and `ole` are containers: what is in them decides. */
export type FileKind = 'text' | 'html' | 'pdf' | 'zip' | 'ole' | UnsupportedKind;

/** Formats that are recognised in order to be named. */
export interface UnsupportedKind {
  /** The usual extension, with its dot. */
  readonly extension: string;
}

/** Bytes in which a mark is looked for. */
const HEAD_BYTES = 1024;

const UNSUPPORTED: readonly (readonly [signature: string, extension: string])[] = [
  ['{\\rtf', '.rtf'],
  ['\x89PNG\r\n', '.png'],
  ['\xff\xd8\xff', '.jpg'],
  ['GIF8', '.gif'],
  ['II*\0', '.tif'],
  ['MM\0*', '.tif'],
  ['Rar!\x1a', '.rar'],
  ['7z\xbc\xaf\x27\x1c', '.7z'],
  ['\x1f\x8b\x08', '.gz'],
  ['BZh9', '.bz2'],
  ['\xfd7zXZ', '.xz'],
  ['AT&TFORM', '.djvu'],
  ['CAJ\0', '.caj'],
  ['SQLite format 3', '.sqlite'],
  ['MZ\x90', '.exe'],
  ['\x7fELF', '.elf'],
  ['%!PS', '.ps'],
];

/**
 * The kind of a file. Text without other marks is `text`, and so is everything unknown.
 * @param file its name: an HTML fragment or a PDF with junk before its header is believed only under its own extension
 */
export function sniff(bytes: Uint8Array, file: string): FileKind {
  const head = headText(bytes);
  if (/^\s*%PDF-/.test(head) || (/\.pdf$/i.test(file) && head.includes('%PDF-'))) return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip';
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  for (const [signature, extension] of UNSUPPORTED) if (head.startsWith(signature)) return { extension };
  if (/^\s*mime-version:/i.test(head) || /^\s*from: <saved by/i.test(head)) return { extension: '.mht' };
  if (/<\?mso-application\s+progid="Word/i.test(head)) return { extension: '.xml (Word 2003)' };
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(head)) return 'html';
  return /\.html?$/i.test(file) && /<[a-z!/]/i.test(head) ? 'html' : 'text';
}

/** The first bytes, one character a byte, or decoded where a byte order mark says how. */
function headText(bytes: Uint8Array): string {
  const head = bytes.subarray(0, HEAD_BYTES);
  const encoding = encodingOfMark(head);
  // Not TextDecoder: its latin1 is windows-1252 in some versions of Node.
  return encoding === null ? Buffer.from(head).toString('latin1') : new TextDecoder(encoding).decode(head);
}
