/** @module Is a file of hnswlib whole? It is written without a look at what the system says of a full disk. */

import { open, type FileHandle } from 'node:fs/promises';

/** Of `saveIndex` in hnswlib: counts and offsets as 64-bit numbers up to `maxM`, then others of no concern here. */
const COUNT_AT = 16;
const ELEMENT_SIZE_AT = 24;
const HEADER = 96;
const LENGTH = 4;

/**
 * Walks the file as hnswlib does when it loads it: the lowest layer in one block, which is passed over, then the links of each
 * element, which are little. Rejects with the file system's error.
 */
export async function isWholeGraph(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < HEADER) return false;
    const header = await read(file, 0, HEADER);
    const count = Number(header.readBigUInt64LE(COUNT_AT));
    const start = HEADER + count * Number(header.readBigUInt64LE(ELEMENT_SIZE_AT));
    if (!(start <= size)) return false;
    const links = await read(file, start, size - start);
    let at = 0;
    for (let element = 0; element < count; element++) {
      if (at + LENGTH > links.byteLength) return false;
      at += LENGTH + links.readUInt32LE(at);
    }
    return at === links.byteLength;
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
