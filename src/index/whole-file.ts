/** @module Files that are there whole or not at all. */

import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { DamagedFileError } from './binary-file.js';
import { pause } from './pause.js';

const SLICE_BYTES = 4 * 1024 * 1024;

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

/** A file as it was read, with its CRC-32. */
export interface WholeContent {
  readonly content: Uint8Array;
  readonly sum: number;
}

/**
 * Reads a file of so many bytes, with questions let through. Rejects with the file system's error.
 * @throws DamagedFileError where it has another size
 */
export async function readWhole(path: string, bytes: number): Promise<WholeContent> {
  const file = await open(path, 'r');
  try {
    checkSize((await file.stat()).size, bytes);
    const content = Buffer.allocUnsafeSlow(bytes);
    let sum = 0;
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await file.read(content, at, Math.min(SLICE_BYTES, bytes - at));
      if (bytesRead === 0) checkSize(at, bytes);
      sum = crc32(content.subarray(at, at + bytesRead), sum);
      at += bytesRead;
      await pause();
    }
    return { content, sum };
  } finally {
    await file.close();
  }
}

/** @throws DamagedFileError */
export function checkSize(found: number, expected: number): void {
  if (found !== expected) throw new DamagedFileError(`${found} bytes, expected ${expected}`);
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
