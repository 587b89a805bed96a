/** @module Is a file of hnswlib whole? It is written without a look at what the system says of a full disk. */

/** Of `saveIndex` in hnswlib: counts and offsets as 64-bit numbers up to `maxM`, then others of no concern here. */
const COUNT_AT = 16;
const ELEMENT_SIZE_AT = 24;
const HEADER = 96;
const LENGTH = 4;

/** Walks the file as hnswlib does when it loads it: the lowest layer in one block, then the links of each element. */
export function isWholeGraph(content: Uint8Array): boolean {
  if (content.byteLength < HEADER) return false;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const count = Number(view.getBigUint64(COUNT_AT, true));
  let at = HEADER + count * Number(view.getBigUint64(ELEMENT_SIZE_AT, true));
  for (let element = 0; element < count; element++) {
    if (at + LENGTH > content.byteLength) return false;
    at += LENGTH + view.getUint32(at, true);
  }
  return at === content.byteLength;
}
