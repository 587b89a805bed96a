/** @module A report as the store keeps it: JSON, text and a table of passages, named by the hash of all three. */

import { z } from 'zod';
import { REPORT_KINDS, type Claim, type Passage, type PassageKind, type Report } from '../reports/index.js';
import { DamagedFileError } from './binary-file.js';
import { contentHash } from './content-hash.js';

/** The bytes of one report. Its file name is not among them: a renamed report stays the same. */
export interface StoredReport {
  readonly id: string;
  /** Content hash of the three below: tells a report parsed anew from the same one, and a damaged row from a good one. */
  readonly revision: string;
  /** JSON of the report without file, text and passages. */
  readonly head: Uint8Array;
  /** UTF-16, low byte first: a third smaller than UTF-8 for Chinese, and read thirty times as fast. */
  readonly text: Uint8Array;
  /** JSON of {@link PassageColumns}. */
  readonly passages: Uint8Array;
}

const integer = z.int().nonnegative();
const format = z.enum(['txt', 'md', 'html', 'docx', 'pdf']);
const CLAIMS = ['result', 'target', 'none'] as const satisfies readonly Claim[];
const PASSAGE_KINDS = ['prose', 'list-item', 'table-row', 'glossary'] as const satisfies readonly PassageKind[];

/** An array that is checked at one go: a schema for each of its million elements takes half of the time of opening. */
const column = <T>(holds: (value: unknown) => value is T): z.ZodType<readonly T[]> => z.custom<readonly T[]>((value) => Array.isArray(value) && value.every(holds));

const isNumber = (value: unknown): value is number => Number.isInteger(value);
const isPlace = (value: unknown): value is number => isNumber(value) && value >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';
const orNull = <T>(holds: (value: unknown) => value is T) => (value: unknown): value is T | null => value === null || holds(value);
const oneOf = <T extends string>(values: readonly T[]) => (value: unknown): value is T => values.some((other) => other === value);

// Loose, so that a field the parser gains is kept before it is named here.
const headSchema = z.looseObject({
  id: z.string(),
  format,
  title: z.string(),
  name: z.string(),
  date: z.string().nullable(),
  issuer: z.string().nullable(),
  region: z.string().nullable(),
  parents: z.array(z.string()),
  kind: z.enum(REPORT_KINDS),
  years: z.array(z.int()),
  targetYears: z.array(z.int()),
  lineMap: z.object({
    offsets: column(isPlace),
    lines: column(isPlace),
    pages: column(isPlace).exactOptional(),
  }),
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

/** One array a field, all of the same length: half the size of an array of objects, and parsed twice as fast. */
const columnsSchema = z.object({
  id: column(isText),
  section: column(orNull(isPlace)),
  start: column(isPlace),
  end: column(isPlace),
  firstLine: column(isPlace),
  lastLine: column(isPlace),
  page: column(orNull(isPlace)),
  kind: column(oneOf(PASSAGE_KINDS)),
  lead: column(orNull(isText)),
  stem: column(orNull(isText)),
  fromYear: column(orNull(isNumber)),
  toYear: column(orNull(isNumber)),
  claim: column(oneOf(CLAIMS)),
});
type PassageColumns = z.infer<typeof columnsSchema>;

/** @throws Error when a passage's text is not the report's text at its offsets. */
export function encodeReport(report: Report): StoredReport {
  const { file: _file, text, passages, ...rest } = report;
  const odd = passages.find((passage) => passage.text !== text.slice(passage.start, passage.end));
  if (odd !== undefined) throw new Error(`passage ${odd.id} of ${report.file} does not stand at its offsets`);
  const columns: PassageColumns = {
    id: passages.map((passage) => passage.id),
    section: passages.map((passage) => passage.section),
    start: passages.map((passage) => passage.start),
    end: passages.map((passage) => passage.end),
    firstLine: passages.map((passage) => passage.lines[0]),
    lastLine: passages.map((passage) => passage.lines[1]),
    page: passages.map((passage) => passage.page ?? null),
    kind: passages.map((passage) => passage.kind),
    lead: passages.map((passage) => passage.lead),
    stem: passages.map((passage) => passage.stem),
    fromYear: passages.map((passage) => passage.period?.from ?? null),
    toYear: passages.map((passage) => passage.period?.to ?? null),
    claim: passages.map((passage) => passage.claim),
  };
  const parts = [Buffer.from(JSON.stringify(rest)), Buffer.from(text, 'utf16le'), Buffer.from(JSON.stringify(columns))] as const;
  return { id: report.id, revision: contentHash(...parts), head: parts[0], text: parts[1], passages: parts[2] };
}

/**
 * The report of a stored row under its present file name.
 * @throws DamagedFileError when the bytes are not those that were stored; ZodError when another version stored them.
 */
export function decodeReport(stored: StoredReport, file: string): Report {
  if (contentHash(stored.head, stored.text, stored.passages) !== stored.revision) {
    throw new DamagedFileError(`report ${stored.id} is not as it was stored`);
  }
  const head = headSchema.parse(parseJson(stored.head));
  const columns = columnsSchema.parse(parseJson(stored.passages));
  const text = bufferOver(stored.text).toString('utf16le');
  return { ...head, file, text, passages: passagesOf(columns, text) };
}

function passagesOf(columns: PassageColumns, text: string): Passage[] {
  // Leads and stems repeat from passage to passage: one string each is kept.
  const strings = new Map<string, string>();
  const shared = (value: string | null | undefined): string | null => {
    if (value === null || value === undefined) return null;
    const known = strings.get(value);
    if (known === undefined) strings.set(value, value);
    return known ?? value;
  };
  return columns.id.map((id, i): Passage => {
    const start = at(columns.start, i);
    const end = at(columns.end, i);
    const page = at(columns.page, i);
    const from = at(columns.fromYear, i);
    const to = at(columns.toYear, i);
    return {
      id,
      section: at(columns.section, i),
      start,
      end,
      text: text.slice(start, end),
      lines: [at(columns.firstLine, i), at(columns.lastLine, i)],
      ...(page === null ? {} : { page }),
      kind: at(columns.kind, i),
      lead: shared(at(columns.lead, i)),
      stem: shared(at(columns.stem, i)),
      period: from === null || to === null ? null : { from, to },
      claim: at(columns.claim, i),
    };
  });
}

function at<T>(column: readonly T[], i: number): T {
  const value = column[i];
  if (value === undefined) throw new DamagedFileError('columns differ in length');
  return value;
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(bufferOver(bytes).toString('utf8'));
}

/** Not copied. */
function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
