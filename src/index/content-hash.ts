/** @module Hashes that name content. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of the parts one after the other, 16 characters of base64url (96 bits). */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // The length keeps ('ab', 'c') apart from ('a', 'bc').
    hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest('base64url').slice(0, 16);
}

/** SHA-256 of a file's bytes, base64url. Rejects with the error of the file system. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64url');
}
