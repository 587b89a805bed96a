/** @module Files that are there whole or not at all. */

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { DamagedFileError } from './binary-file.js';
import { pause } from './pause.js';

const SLICE_BYTES = 4 * 1024 * 1024;
/** The system reads no more in one go. */
const MOST_AT_ONCE = 1024 * 1024 * 1024;

/** Writes `parts` to a temporary name, flushes and renames; gives size and CRC-32. Rejects with the file system's error. */
export async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<{ bytes: number; sum: number }> {
  const draft = `${path}.tmp-${process.pid}`;
  let bytes = 0;
  let sum = 0;
  try {
    const file = await open(draft, 'w');
    try {
      for (const part of parts) {
        for (let at = 0; at < part.byteLength; at += SLICE_BYTES) {
          const slice = part.subarray(at, at + SLICE_BYTES);
          sum = crc32(slice, sum);
          bytes += slice.byteLength;
          await file.writeFile(slice);
          await pause();
        }
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncPath(dirname(path));
    return { bytes, sum };
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Begins to read a file of so many bytes: once this is fulfilled, `content` comes without JavaScript, whatever else it does. Both reject with
 * the file system's error.
 * @throws DamagedFileError where it has another size
 */
export async function beginReading(path: string, bytes: number): Promise<{ readonly content: Promise<Uint8Array> }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size !== bytes) throw new DamagedFileError(`${size} bytes, expected ${bytes}`);
  } catch (error) {
    await file.close();
    throw error;
  }
  const content = readAll(file, Buffer.allocUnsafeSlow(bytes)).finally(() => file.close());
  // It is heard of where the content is waited for.
  content.catch(() => {});
  return { content };
}

async function readAll(file: FileHandle, content: Buffer): Promise<Uint8Array> {
  for (let at = 0; at < content.byteLength; ) {
    const { bytesRead } = await file.read(content, at, Math.min(content.byteLength - at, MOST_AT_ONCE));
    if (bytesRead === 0) throw new DamagedFileError('it ends too early');
    at += bytesRead;
  }
  return content;
}

/** CRC-32 of bytes in memory, with questions let through. */
export async function checksum(bytes: Uint8Array): Promise<number> {
  let sum = 0;
  for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES) {
    sum = crc32(bytes.subarray(at, at + SLICE_BYTES), sum);
    await pause();
  }
  return sum;
}

/** CRC-32 of a file, read by the piece. Rejects with the file system's error. */
export async function checksumOf(path: string): Promise<number> {
  const piece = Buffer.allocUnsafe(SLICE_BYTES);
  const file = await open(path, 'r');
  let sum = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.byteLength);
      if (bytesRead === 0) return sum;
      sum = crc32(piece.subarray(0, bytesRead), sum);
    }
  } finally {
    await file.close();
  }
}

/** Flushes a file, or the entries of a folder, to disk. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
