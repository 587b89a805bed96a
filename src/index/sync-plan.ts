/** @module Which report each file holds in the generation to come. */

import { posix } from 'node:path';
import { JudianError, type Language } from '../errors.js';
import type { Report } from '../reports/index.js';
import type { Target, TargetReport } from './advance.js';
import type { Generation, KnownReport } from './generation.js';
import { pause } from './pause.js';
import { byFile, hashOf, unreadable, type ComparedFile, type ListFiles, type ParseFile, type ReportFile } from './report-files.js';
import type { FileRecord } from './store.js';
import { decodeHead, encodeReport } from './stored-report.js';

const READ_ATTEMPTS = 3;

export interface SyncSource {
  /** Absolute paths. */
  readonly reportDirs: readonly string[];
  readonly listFiles: ListFiles;
  readonly parseFile: ParseFile;
  readonly findWords: ((text: string) => string) | undefined;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type ReadFile = Extract<ComparedFile, { state: 'new' }>;

/** Decides, file by file, which report each holds in the generation to come. */
export class SyncPlan {
  readonly #old: ReadonlyMap<string, KnownReport>;
  readonly #mayAdopt: boolean;
  readonly #records: FileRecord[] = [];
  readonly #waiting: ReadFile[] = [];
  readonly #copies: Extract<ComparedFile, { state: 'same' }>[] = [];
  readonly #held = new Map<string, TargetReport>();
  readonly #heldByHash = new Map<string, TargetReport>();
  /** Indexed reports whose file has gone or holds something else now, by the hash of the file they were parsed from. */
  readonly #released = new Map<string, KnownReport>();

  constructor(current: Generation, reparse: boolean) {
    this.#old = new Map(current.reports.map((report) => [report.head.id, report]));
    this.#mayAdopt = !reparse;
  }

  /** The file is left as it was recorded. */
  keep(record: FileRecord): void {
    this.#records.push(record);
    const report = this.#reportOf(record);
    if (report !== undefined) this.#hold({ ...report, stored: null });
  }

  release(record: FileRecord): void {
    const report = this.#reportOf(record);
    if (report !== undefined) this.#released.set(report.fileHash, report);
  }

  look(compared: ComparedFile): void {
    const { file, record } = compared;
    if (compared.state === 'unreadable') {
      // Seen never: it is tried again each time, since a change of permissions leaves size and time as they are.
      const failure = messages(compared.error);
      const isKnown = record !== undefined && record.hash === '' && record.failure?.en === failure.en;
      this.keep(isKnown ? record : { ...recordOf(file, '', 0), reportId: record?.reportId ?? null, failure });
    } else if (compared.state === 'same') {
      if (compared.record.duplicateOf === null) this.keep(compared.record);
      else this.#copies.push(compared);
    } else {
      if (record !== undefined) this.release(record);
      this.#waiting.push(compared);
    }
  }

  /** Files to be read, in their order: new and changed ones, and copies whose original has gone. */
  filesToRead(): readonly ReadFile[] {
    for (const copy of this.#copies) {
      const original = this.#held.get(copy.record.duplicateOf ?? '');
      const { hash, seenMs } = copy.record;
      if (original === undefined) this.#waiting.push({ ...copy, state: 'new', hash, seenMs });
      else this.#fail(copy.record, duplicate(copy.file, original));
    }
    return this.#waiting.sort((a, b) => byFile(a.file, b.file));
  }

  async read({ file, record, hash, seenMs }: ReadFile, source: SyncSource): Promise<void> {
    const seen = recordOf(file, hash, seenMs);
    const twin = this.#heldByHash.get(hash);
    if (twin !== undefined) {
      this.#fail({ ...seen, duplicateOf: twin.head.id }, duplicate(file, twin));
      return;
    }
    const moved = this.#released.get(hash);
    if (moved !== undefined && this.#mayAdopt && isNameless(moved, file.file)) {
      this.#released.delete(hash);
      const head = { ...moved.head, file: file.file };
      this.#accept(seen, { ...moved, root: file.root, file: file.file, head, stored: null });
      return;
    }
    try {
      const parsed = await parseSteadily(file, hash, source);
      const other = this.#held.get(parsed.head.id);
      if (other !== undefined) {
        this.#fail({ ...seen, hash: parsed.fileHash, duplicateOf: other.head.id }, duplicate(file, other));
        return;
      }
      const old = this.#old.get(parsed.head.id);
      if (old !== undefined) this.#released.delete(old.fileHash);
      const isStored = old?.revision === parsed.revision && old.fileHash === parsed.fileHash;
      this.#accept({ ...seen, hash: parsed.fileHash }, isStored ? { ...parsed, number: old.number, labels: old.labels, stored: null } : parsed);
    } catch (error) {
      this.#failKeeping(seen, record, unreadable(file.file, error));
    }
  }

  target(): Pick<Target, 'reports' | 'files'> {
    return { reports: [...this.#held.values()].sort(byFile), files: this.#records.sort(byFile) };
  }

  #reportOf({ reportId }: FileRecord): KnownReport | undefined {
    return reportId === null ? undefined : this.#old.get(reportId);
  }

  #hold(report: TargetReport): void {
    this.#held.set(report.head.id, report);
    this.#heldByHash.set(report.fileHash, report);
  }

  #accept(record: FileRecord, report: TargetReport): void {
    this.#records.push({ ...record, reportId: report.head.id });
    this.#hold(report);
  }

  #fail(record: FileRecord, error: JudianError): void {
    const failure = messages(error);
    const isKnown = record.failure?.en === failure.en && record.failure.zh === failure.zh;
    this.#records.push(isKnown ? record : { ...record, failure });
  }

  /** The last good version stays, unless another file has taken it over. */
  #failKeeping(seen: FileRecord, record: FileRecord | undefined, error: JudianError): void {
    const good = record && this.#reportOf(record);
    if (good === undefined || this.#released.get(good.fileHash) !== good) {
      this.#fail(seen, error);
      return;
    }
    this.#released.delete(good.fileHash);
    this.#hold({ ...good, stored: null });
    this.#fail({ ...seen, reportId: good.head.id }, error);
  }
}

/** Parses a file that keeps still: hashed before and after, and read again when it was being written. */
async function parseSteadily(file: ReportFile, firstHash: string, { parseFile, findWords }: SyncSource): Promise<TargetReport> {
  let fileHash = firstHash;
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const parsed = await parseFile(file.path, file.file);
    const after = await hashOf(file);
    if (after === fileHash) {
      const stored = encodeReport(parsed, findWords && (await wordsOf(parsed, findWords)));
      const { revision, idHashes } = stored;
      // What is served is what is read back, so that a restart changes nothing.
      const head = decodeHead(stored.head, file.file);
      return { root: file.root, file: file.file, fileHash, head, revision, idHashes, labels: null, number: null, stored };
    }
    fileHash = after;
  }
  throw new JudianError('FILE_UNREADABLE', { file: file.file, reason: 'it is being written to' });
}

async function wordsOf({ passages }: Report, findWords: (text: string) => string): Promise<string[]> {
  const found: string[] = [];
  for (const { text } of passages) {
    found.push(findWords(text));
    await pause();
  }
  return found;
}

/** Would the report be the same under another name? The parser falls back on the name, and goes by its extension. */
function isNameless({ file, head }: KnownReport, renamed: string): boolean {
  if (posix.extname(file).toLowerCase() !== posix.extname(renamed).toLowerCase()) return false;
  const stem = posix.basename(file, posix.extname(file));
  return !head.title.includes(stem) && !head.name.includes(stem);
}

function recordOf({ root, file, size, mtimeMs }: ReportFile, hash: string, seenMs: number): FileRecord {
  return { root, file, size, mtimeMs, seenMs, hash, reportId: null, duplicateOf: null, failure: null };
}

function duplicate(file: ReportFile, other: TargetReport): JudianError {
  return new JudianError('FILE_DUPLICATE', { file: file.file, other: other.file });
}

function messages(error: JudianError): { zh: string; en: string } {
  return { zh: error.in('zh'), en: error.in('en') };
}
