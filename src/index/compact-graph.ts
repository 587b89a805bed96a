/**
 * @module A graph that hnswlib wrote, searched here: with its vectors as 8-bit integers it takes a third of the memory,
 * which a search waits for. It does not grow.
 */

import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { DamagedFileError, decodeSections, encodeSections } from './binary-file.js';
import { ByteVectors } from './byte-vectors.js';
import { COMPACT_GRAPH_FILE_VERSION } from './constants.js';
import { pause } from './pause.js';
import { TopHits } from './top-hits.js';

/** Of `saveIndex` in hnswlib, little-endian: sizes as 64-bit numbers, but for the two of 32 bits. */
const HEADER = { bytes: 96, count: 16, elementBytes: 24, labelAt: 32, vectorAt: 40, greatestLevel: 48, entry: 52, links: 56, lowestLinks: 64 } as const;
const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Of a list's first word, its length; the others mark elements as deleted, which is not done here. */
const LENGTH_MASK = 0xffff;
const PIECE_BYTES = 1024 * 1024;

const MAGIC = 0x47434a44; // 'DJCG'
const SECTIONS = 7;

interface Links {
  readonly entry: number;
  readonly greatestLevel: number;
  /** Words of a list: its length, then so many elements. */
  readonly lowest: Uint32Array;
  readonly lowestWords: number;
  /** The same for the higher levels; of element i they begin at `starts[i]`, from level 1 up. */
  readonly higher: Uint32Array;
  readonly higherWords: number;
  readonly starts: Uint32Array;
}

export class CompactGraph {
  /** By the graph's own numbers of elements. */
  readonly labels: Uint32Array;
  readonly dimension: number;
  readonly #vectors: ByteVectors;
  readonly #links: Links;
  /** The search that met an element last. */
  readonly #met: Uint16Array;
  #searches = 0;

  constructor(labels: Uint32Array, dimension: number, vectors: ByteVectors, links: Links) {
    this.labels = labels;
    this.dimension = dimension;
    this.#vectors = vectors;
    this.#links = links;
    this.#met = new Uint16Array(labels.length);
  }

  /**
   * At most `count` labels with about their similarity, best first.
   * @param width elements that are kept in view (ef), at least `count`
   */
  search(vector: Float32Array, count: number, width: number): { label: number; score: number }[] {
    const { entry, lowest, lowestWords } = this.#links;
    if (this.labels.length === 0) return [];
    this.#vectors.setTarget(vector);
    this.#begin();
    const start = this.#descend(entry);
    const best = new TopHits(width);
    const open = new Frontier();
    const { asked, products } = this.#vectors;
    this.#met[start.element] = this.#searches;
    best.offer(start.element, start.score);
    open.push(start.element, start.score);
    while (open.size > 0 && open.bestScore >= best.floor) {
      const at = open.pop() * lowestWords;
      let length = 0;
      for (let i = at + 1, end = i + (lowest[at]! & LENGTH_MASK); i < end; i++) {
        const element = lowest[i]!;
        if (this.#met[element] === this.#searches) continue;
        this.#met[element] = this.#searches;
        asked[length++] = element;
      }
      this.#vectors.multiply(length);
      for (let i = 0, floor = best.floor; i < length; i++) {
        const score = products[i]!;
        if (score <= floor) continue;
        best.offer(asked[i]!, score);
        open.push(asked[i]!, score);
        floor = best.floor;
      }
    }
    return best.top(count).sorted().map(({ ordinal, score }) => ({ label: this.labels[ordinal]!, score }));
  }

  /** Its file, as parts to be written one after the other. */
  encode(): Uint8Array[] {
    const { entry, greatestLevel, lowest, lowestWords, higher, higherWords, starts } = this.#links;
    const head = Uint32Array.of(this.dimension, entry, greatestLevel, lowestWords, higherWords);
    const { rows, scales } = this.#vectors;
    return encodeSections(MAGIC, COMPACT_GRAPH_FILE_VERSION, [head, this.labels, scales, rows, lowest, higher, starts]);
  }

  /** Copies the vectors to where the same elements and more are to stand. */
  copyVectors(to: ByteVectors): void {
    to.rows.set(this.#vectors.rows);
    to.scales.set(this.#vectors.scales);
  }

  /** On the higher levels: from neighbour to neighbour as long as one is nearer. */
  #descend(entry: number): { readonly element: number; readonly score: number } {
    const { greatestLevel, higher, higherWords, starts } = this.#links;
    const { asked, products } = this.#vectors;
    asked[0] = entry;
    this.#vectors.multiply(1);
    let nearest = { element: entry, score: products[0]! };
    for (let level = greatestLevel; level > 0; level--) {
      for (let hasMoved = true; hasMoved; ) {
        hasMoved = false;
        const at = starts[nearest.element]! + (level - 1) * higherWords;
        const length = higher[at]! & LENGTH_MASK;
        for (let i = 0; i < length; i++) asked[i] = higher[at + 1 + i]!;
        this.#vectors.multiply(length);
        for (let i = 0; i < length; i++) {
          if (products[i]! <= nearest.score) continue;
          nearest = { element: asked[i]!, score: products[i]! };
          hasMoved = true;
        }
      }
    }
    return nearest;
  }

  #begin(): void {
    this.#searches++;
    if (this.#searches <= 0xffff) return;
    this.#met.fill(0);
    this.#searches = 1;
  }
}

/**
 * Reads what {@link CompactGraph.encode} gave, partly in place.
 * @throws DamagedFileError for anything but a whole file of this version
 */
export function decodeCompactGraph(bytes: Uint8Array): CompactGraph {
  const [head, labels, scales, rows, lowest, higher, starts] = decodeSections(bytes, MAGIC, COMPACT_GRAPH_FILE_VERSION, SECTIONS).map(
    (section) => new Uint32Array(section.buffer, section.byteOffset, section.byteLength / WORD),
  );
  if (!head || !labels || !scales || !rows || !lowest || !higher || !starts) throw new DamagedFileError('sections are missing');
  const [dimension = 0, entry = 0, greatestLevel = 0, lowestWords = 0, higherWords = 0] = head;
  const vectors = new ByteVectors(dimension, labels.length, lowestWords, dimension);
  if (scales.length !== labels.length || rows.byteLength !== vectors.rows.byteLength || lowest.length !== labels.length * lowestWords || starts.length !== labels.length) {
    throw new DamagedFileError('sizes do not match');
  }
  vectors.scales.set(new Float32Array(scales.buffer, scales.byteOffset, scales.length));
  vectors.rows.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return new CompactGraph(labels, dimension, vectors, { entry, greatestLevel, lowest, lowestWords, higher, higherWords, starts });
}

/**
 * Reads a file of hnswlib, with questions let through; gives its CRC-32 too. Rejects with the file system's error.
 * @param before a graph out of which this one grew: its vectors need not be read again
 * @throws DamagedFileError for what is no whole graph of this dimension
 */
export async function readCompactGraph(path: string, dimension: number, before: CompactGraph | null = null): Promise<{ readonly graph: CompactGraph; readonly bytes: number; readonly sum: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = await readBytes(file, HEADER.bytes);
    const number = (at: number): number => Number(header.readBigUInt64LE(at));
    const count = number(HEADER.count);
    const elementWords = number(HEADER.elementBytes) / WORD;
    const vectorAt = number(HEADER.vectorAt) / WORD;
    const labelAt = number(HEADER.labelAt) / WORD;
    const lowestWords = number(HEADER.lowestLinks) + 1;
    if (vectorAt !== lowestWords || labelAt !== vectorAt + dimension || elementWords !== labelAt + 2 || HEADER.bytes + count * elementWords * WORD > size) {
      throw new DamagedFileError(`no graph of ${count} vectors of dimension ${dimension} in ${size} bytes`);
    }
    let sum = crc32(header);
    const labels = new Uint32Array(count);
    const lowest = new Uint32Array(count * lowestWords);
    const together = Math.max(1, Math.floor(PIECE_BYTES / (elementWords * WORD)));
    const vectors = new ByteVectors(dimension, count, lowestWords, together * elementWords);
    const piece = new Uint32Array(vectors.source.buffer, vectors.source.byteOffset, vectors.source.length);
    const known = before !== null && before.labels.length <= count ? before.labels : new Uint32Array();
    if (known.length > 0) before?.copyVectors(vectors);
    for (let element = 0; element < count; ) {
      const elements = Math.min(together, count - element);
      sum = crc32(await readInto(file, piece.subarray(0, elements * elementWords)), sum);
      for (let at = 0; at < elements * elementWords; at += elementWords, element++) {
        for (let i = 0; i < lowestWords; i++) lowest[element * lowestWords + i] = piece[at + i]!;
        labels[element] = piece[at + labelAt]!;
        if (labels[element] !== known[element]) vectors.set(element, at + vectorAt);
      }
      await pause();
    }
    const rest = await readBytes(file, size - HEADER.bytes - count * elementWords * WORD);
    const words = new Uint32Array(rest.buffer, rest.byteOffset, Math.floor(rest.byteLength / WORD));
    const links = {
      lowest,
      lowestWords,
      entry: header.readUInt32LE(HEADER.entry),
      greatestLevel: count === 0 ? 0 : header.readInt32LE(HEADER.greatestLevel),
      higher: words,
      higherWords: number(HEADER.links) + 1,
      starts: startsOf(words, count),
    };
    return { graph: new CompactGraph(labels, dimension, vectors, links), bytes: size, sum: crc32(rest, sum) };
  } finally {
    await file.close();
  }
}

/** Behind the lowest level stand, for each element, the bytes of its lists on the higher ones, and these. */
function startsOf(words: Uint32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count);
  let at = 0;
  for (let element = 0; element < count; element++) {
    if (at >= words.length) throw new DamagedFileError(`the links of element ${element} of ${count} are missing`);
    starts[element] = at + 1;
    at += 1 + words[at]! / WORD;
  }
  if (at !== words.length) throw new DamagedFileError(`${words.length} words of links, expected ${at}`);
  return starts;
}

async function readInto(file: FileHandle, words: Uint32Array): Promise<Buffer> {
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  for (let at = 0; at < bytes.byteLength; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.byteLength - at);
    if (bytesRead === 0) throw new DamagedFileError('the graph ends too early');
    at += bytesRead;
  }
  return bytes;
}

async function readBytes(file: FileHandle, length: number): Promise<Buffer> {
  const words = new Uint32Array(Math.ceil(length / WORD));
  const bytes = await readInto(file, words.subarray(0, Math.floor(length / WORD)));
  if (bytes.byteLength !== length) throw new DamagedFileError(`${length} bytes of links`);
  return bytes;
}

/** Elements still to be looked at, the best first: a binary heap. */
class Frontier {
  readonly #elements: number[] = [];
  readonly #scores: number[] = [];

  get size(): number {
    return this.#elements.length;
  }

  get bestScore(): number {
    return this.#scores[0] ?? -Infinity;
  }

  push(element: number, score: number): void {
    const elements = this.#elements;
    const scores = this.#scores;
    let at = elements.length;
    elements.push(element);
    scores.push(score);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (scores[parent]! >= score) break;
      elements[at] = elements[parent]!;
      scores[at] = scores[parent]!;
      at = parent;
    }
    elements[at] = element;
    scores[at] = score;
  }

  /** Takes the best away; there is one. */
  pop(): number {
    const elements = this.#elements;
    const scores = this.#scores;
    const best = elements[0]!;
    const element = elements.pop()!;
    const score = scores.pop()!;
    const { length } = elements;
    if (length === 0) return best;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && scores[child + 1]! > scores[child]!) child++;
      if (scores[child]! <= score) break;
      elements[at] = elements[child]!;
      scores[at] = scores[child]!;
      at = child;
    }
    elements[at] = element;
    scores[at] = score;
    return best;
  }
}
