/** @module Files of Office before 2007: recognised in order to say which format they are in. */

import { extname } from 'node:path';

import { JudianError } from '../../errors.js';

/** Bytes searched for the names of streams; the directory mostly stands near the front or the end. */
const SEARCHED_BYTES = 1024 * 1024;

const STREAMS: readonly (readonly [stream: string, extension: string])[] = [
  ['WordDocument', '.doc'],
  ['Workbook', '.xls'],
  ['PowerPoint Document', '.ppt'],
];

/** @throws JudianError FILE_UNSUPPORTED, or DOCX_DAMAGED for a DOCX with a password, which is wrapped in this format */
export function refuseOle(bytes: Uint8Array, file: string): never {
  const front = Buffer.from(bytes.subarray(0, SEARCHED_BYTES));
  const back = Buffer.from(bytes.subarray(-SEARCHED_BYTES));
  const has = (stream: string) => [front, back].some((part) => part.includes(stream, 0, 'utf16le'));
  if (has('EncryptedPackage')) throw new JudianError('DOCX_DAMAGED', { file, reason: '有密码 / password-protected' });
  const found = STREAMS.find(([stream]) => has(stream))?.[1];
  const named = extname(file).toLowerCase();
  const extension = named === '.wps' ? named : (found ?? '.doc');
  throw new JudianError('FILE_UNSUPPORTED', { file, extension });
}
