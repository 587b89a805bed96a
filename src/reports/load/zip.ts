/** @module A ZIP archive as much as DOCX needs it: its list of files, and single files with a cap on what they unpack to. */

import { crc32, inflateRawSync } from 'node:zlib';

/** One file of an archive. Sizes are what the archive claims. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly unpackedSize: number;
  readonly checksum: number;
  /** Byte of its local header. */
  readonly offset: number;
  readonly encrypted: boolean;
}

/** The archive is broken; the message says how, in a few words. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/** A file unpacks to more than it may. */
export class ZipSizeError extends Error {
  override readonly name = 'ZipSizeError';
}

const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;

/**
 * The files of an archive, from its central directory (APPNOTE.TXT 4.3.12).
 * @throws ZipError where there is none, or more than `most` entries
 */
export function listZip(bytes: Uint8Array, most: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > most) throw new ZipSizeError();
  let position = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (position + CENTRAL_SIZE > bytes.length || view.getUint32(position, true) !== 0x02014b50) {
      throw new ZipError('broken central directory');
    }
    const nameLength = view.getUint16(position + 28, true);
    const nameStart = position + CENTRAL_SIZE;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(nameStart, nameStart + nameLength)).replaceAll('\\', '/'),
      method: view.getUint16(position + 10, true),
      packedSize: view.getUint32(position + 20, true),
      unpackedSize: view.getUint32(position + 24, true),
      checksum: view.getUint32(position + 16, true),
      offset: view.getUint32(position + 42, true),
      encrypted: (view.getUint16(position + 8, true) & 1) === 1,
    });
    position = nameStart + nameLength + view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
  }
  return entries;
}

/**
 * The bytes of one file.
 * @param most unpacked bytes at most; unpacking stops there, whatever the archive claims
 * @throws ZipError, ZipSizeError
 */
export function unzip(bytes: Uint8Array, entry: ZipEntry, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, method, packedSize, name } = entry;
  if (entry.encrypted) throw new ZipError('password-protected');
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw new ZipError(`${name} is missing`);
  }
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw new ZipError(`${name} is cut off`);
  const packed = bytes.subarray(start, start + packedSize);
  if (method !== 0 && method !== 8) throw new ZipError(`${name} has compression method ${method}`);
  if (method === 0 && packedSize > most) throw new ZipSizeError();
  const unpacked = method === 0 ? packed : inflate(packed, name, most);
  if (crc32(unpacked) !== entry.checksum) throw new ZipError(`${name} does not match its checksum`);
  return unpacked;
}

function inflate(packed: Uint8Array, name: string, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new ZipSizeError();
    throw new ZipError(`${name} cannot be unpacked`, { cause: error });
  }
}

/** The end record stands last, behind it only a comment. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  for (let position = view.byteLength - END_SIZE; position >= lowest; position -= 1) {
    if (view.getUint32(position, true) === 0x06054b50) return position;
  }
  throw new ZipError('cut off: no central directory');
}
