/** @module A container of typed arrays: magic and version in front, every section ready for use in place. */

const HEADER_WORDS = 4;
const ALIGNMENT = 8;

export type Section = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** A file that is not what its name says: truncated, altered, or of another kind or version. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/**
 * The bytes of a container, as parts to be written one after the other: `magic, version, number of sections, 0` as 32-bit
 * words, their lengths in bytes as 64-bit floats, then the sections, each padded to 8 bytes. All numbers have the byte order
 * of the machine; the magic tells when it is another's. Whoever writes the file keeps its checksum.
 */
export function encodeSections(magic: number, version: number, sections: readonly Section[]): Uint8Array[] {
  const header = new ArrayBuffer(HEADER_WORDS * 4 + sections.length * 8);
  const words = new Uint32Array(header, 0, HEADER_WORDS);
  new Float64Array(header, HEADER_WORDS * 4).set(sections.map((section) => section.byteLength));
  const parts: Uint8Array[] = [new Uint8Array(header)];
  for (const section of sections) {
    // Of an empty array zlib makes a null pointer, and begins the checksum anew.
    if (section.byteLength > 0) parts.push(new Uint8Array(section.buffer, section.byteOffset, section.byteLength));
    const gap = padding(section.byteLength);
    if (gap > 0) parts.push(new Uint8Array(gap));
  }
  words.set([magic, version, sections.length]);
  return parts;
}

/**
 * The sections of a container as bytes, aligned for any typed array.
 * @throws DamagedFileError unless magic, version and length are right.
 */
export function decodeSections(bytes: Uint8Array, magic: number, version: number, count: number): Uint8Array[] {
  const data = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  const headerBytes = HEADER_WORDS * 4 + count * 8;
  if (data.byteLength < headerBytes) throw new DamagedFileError('too short');
  const words = new Uint32Array(data.buffer, data.byteOffset, HEADER_WORDS);
  if (words[0] !== magic) throw new DamagedFileError('not a file of this kind');
  if (words[1] !== version) throw new DamagedFileError(`version ${words[1]}, expected ${version}`);
  if (words[2] !== count) throw new DamagedFileError(`${words[2]} sections, expected ${count}`);
  const lengths = new Float64Array(data.buffer, data.byteOffset + HEADER_WORDS * 4, count);
  const expected = lengths.reduce((sum, length) => sum + length + padding(length), headerBytes);
  if (expected !== data.byteLength) throw new DamagedFileError(`${data.byteLength} bytes, expected ${expected}`);
  const sections: Uint8Array[] = [];
  let at = headerBytes;
  for (const length of lengths) {
    sections.push(data.subarray(at, at + length));
    at += length + padding(length);
  }
  return sections;
}

function padding(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
}
