/** @module A report as the store keeps it: head, body and each passage apart, so that each is read alone, on need. */

import { crc32 } from 'node:zlib';
import { z } from 'zod';
import {
  headingPath, REPORT_KINDS, type Claim, type Passage, type PassageKind, type Report, type ReportBody, type ReportHead,
} from '../reports/index.js';
import { DamagedFileError } from './binary-file.js';
import { contentHash } from './content-hash.js';
import type { PlacedPassage } from './types.js';

/** The bytes of one report. Its file name is not among them: a renamed report stays the same. */
export interface StoredReport {
  readonly id: string;
  /** Content hash of head, body and passages: tells a report parsed anew from the same one. */
  readonly revision: string;
  /** JSON of a {@link StoredHead} without its file. */
  readonly head: Uint8Array;
  readonly body: StoredBody;
  /** JSON of each passage and the headings above it, UTF-8. */
  readonly passages: readonly Uint8Array[];
  /** {@link idHash} of each passage. */
  readonly idHashes: Uint32Array;
}

export interface StoredBody {
  /** JSON of line map and sections. */
  readonly layout: Uint8Array;
  /** UTF-16, low byte first: a third smaller than UTF-8 for Chinese, and read thirty times as fast. */
  readonly text: Uint8Array;
}

export interface StoredHead extends ReportHead {
  /** Number of sections. */
  readonly sections: number;
}

const integer = z.int().nonnegative();
const CLAIMS = ['result', 'target', 'none'] as const satisfies readonly Claim[];
const PASSAGE_KINDS = ['prose', 'list-item', 'table-row', 'glossary'] as const satisfies readonly PassageKind[];

/** An array that is checked at one go: a schema for each of its thousand elements takes longer than all else. */
const places = z.custom<readonly number[]>((value) => Array.isArray(value) && value.every((one) => Number.isInteger(one) && one >= 0));

// Loose, so that a field the parser gains is kept before it is named here.
const headSchema = z.looseObject({
  id: z.string(),
  format: z.enum(['txt', 'md', 'html', 'docx', 'pdf']),
  title: z.string(),
  name: z.string(),
  date: z.string().nullable(),
  issuer: z.string().nullable(),
  region: z.string().nullable(),
  parents: z.array(z.string()),
  kind: z.enum(REPORT_KINDS),
  years: z.array(z.int()),
  targetYears: z.array(z.int()),
  sections: integer,
});

const layoutSchema = z.object({
  lineMap: z.object({ offsets: places, lines: places, pages: places.exactOptional() }),
  sections: z.array(
    z.looseObject({
      index: integer,
      parent: integer.nullable(),
      level: integer,
      heading: z.string(),
      start: integer,
      end: integer,
      line: integer,
    }),
  ),
});

/** Forty are read for a question: checked by hand, ten times as fast as by a schema. Whatever else a passage has is kept. */
function isPlaced(value: unknown): value is PlacedPassage {
  if (!isObject(value) || !isObject(value.passage)) return false;
  const { passage, headings, headingLine, sectionStart, words } = value;
  const { id, section, start, end, text, lines, page, kind, lead, stem, period, claim } = passage;
  return (
    typeof id === 'string' && isPlaceOrNull(section) && isPlace(start) && isPlace(end) && typeof text === 'string' &&
    Array.isArray(lines) && lines.length === 2 && lines.every(isPlace) && (page === undefined || isPlace(page)) &&
    PASSAGE_KINDS.some((known) => known === kind) && isTextOrNull(lead) && isTextOrNull(stem) &&
    (period === null || (isObject(period) && Number.isInteger(period.from) && Number.isInteger(period.to))) && CLAIMS.some((known) => known === claim) &&
    Array.isArray(headings) && headings.every((heading) => typeof heading === 'string') && isPlaceOrNull(headingLine) && isPlace(sectionStart) &&
    (words === undefined || typeof words === 'string')
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isPlaceOrNull = (value: unknown): boolean => value === null || isPlace(value);
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

/**
 * @param words of each passage, see {@link PlacedPassage}
 * @throws Error when a passage's text is not the report's text at its offsets.
 */
export function encodeReport(report: Report, words: readonly string[] = []): StoredReport {
  const { file: _file, text, lineMap, sections, passages, ...rest } = report;
  const odd = passages.find((passage) => passage.text !== text.slice(passage.start, passage.end));
  if (odd !== undefined) throw new Error(`passage ${odd.id} of ${report.file} does not stand at its offsets`);
  const head = bytesOf({ ...rest, sections: sections.length });
  const body: StoredBody = { layout: bytesOf({ lineMap, sections }), text: Buffer.from(text, 'utf16le') };
  const placed = placedPassages(report).map((passage, i) => bytesOf({ ...passage, ...(words[i] === undefined ? {} : { words: words[i] }) }));
  return {
    id: report.id,
    revision: contentHash(head, body.layout, body.text, ...placed),
    head,
    body,
    passages: placed,
    idHashes: Uint32Array.from(passages, ({ id }) => idHash(id)),
  };
}

/** The passages of a report, each with where it stands. The passages of a section follow each other. */
export function placedPassages({ sections, passages }: Report): PlacedPassage[] {
  let sectionStart = 0;
  return passages.map((passage, position) => {
    if (passage.section !== passages[sectionStart]!.section) sectionStart = position;
    const headingLine = passage.section === null ? null : (sections[passage.section]?.line ?? null);
    return { passage, headings: headingPath(sections, passage.section), headingLine, sectionStart };
  });
}

/** Finds a passage by its id without an index of strings: few passages share one. */
export function idHash(id: string): number {
  return crc32(id);
}

/**
 * The head of a stored report under its present file name. Throws ZodError, SyntaxError or DamagedFileError for what is none, as the
 * others do.
 */
export function decodeHead(head: Uint8Array, file: string): StoredHead {
  return { ...headSchema.parse(parseJson(head)), file };
}

export function decodeBody({ layout, text }: StoredBody): ReportBody {
  return { ...layoutSchema.parse(parseJson(layout)), text: bufferOver(text).toString('utf16le') };
}

export function decodePassage(content: Uint8Array): PlacedPassage {
  const placed = parseJson(content);
  if (!isPlaced(placed)) throw new DamagedFileError('not a passage');
  return placed;
}

function bytesOf(value: { readonly passage: Passage } | Readonly<Record<string, unknown>>): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(bufferOver(bytes).toString('utf8'));
}

/** Not copied. */
function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
