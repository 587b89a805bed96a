/** @module The report files as they are on disk, beside what the store remembers of them. */

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { JudianError, reasonOf } from '../errors.js';
import type { Report } from '../reports/index.js';
import { MAX_HASHED_BYTES, RACY_MS } from './constants.js';
import { fileHash } from './content-hash.js';
import { pause } from './pause.js';
import type { FileRecord } from './store.js';

export interface ReportFile {
  /** Absolute path of the reports folder. */
  readonly root: string;
  /** Path below `root`, with `/`. */
  readonly file: string;
  /** Absolute path. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface FailedFile {
  /** Path below its reports folder; that of a folder may end in `/`. */
  readonly file: string;
  /** Its reports folder, if it is known: without it, the path counts in each. */
  readonly root?: string;
  readonly error: JudianError;
}

export interface ReportFileList {
  readonly files: readonly ReportFile[];
  /** What could not be listed. Below a folder named here nothing counts as deleted. */
  readonly failed: readonly FailedFile[];
}

/** Lists the files of the report folders. */
export type ListFiles = (dirs: readonly string[]) => Promise<ReportFileList>;
/** Reads and parses the file at `path`; `file` is its path below its reports folder. Throws JudianError for a bad one. */
export type ParseFile = (path: string, file: string) => Promise<Report>;

/** A listed file compared with the store's record of it. */
export type ComparedFile =
  | { readonly state: 'same'; readonly file: ReportFile; readonly record: FileRecord }
  | {
      readonly state: 'new';
      readonly file: ReportFile;
      readonly record: FileRecord | undefined;
      readonly hash: string;
      /** When hashing began. */
      readonly seenMs: number;
    }
  | { readonly state: 'unreadable'; readonly file: ReportFile; readonly record: FileRecord | undefined; readonly error: JudianError };

export interface Comparison {
  /** In the order of {@link byFile}. */
  readonly files: readonly ComparedFile[];
  /** Records of files that are no longer there. */
  readonly gone: readonly FileRecord[];
  /** Records of files in folders that could not be listed. */
  readonly hidden: readonly FileRecord[];
}

export interface CompareOptions {
  readonly reparse: boolean;
  readonly rehash?: boolean;
}

/** @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE */
export async function checkReportDirs(dirs: readonly string[]): Promise<void> {
  for (const path of dirs) {
    const found = await stat(path).catch((error: unknown) => {
      if (!isMissing(error)) throw new JudianError('REPORTS_DIR_UNREADABLE', { path, reason: reasonOf(error) }, { cause: error });
    });
    if (found?.isDirectory() !== true) throw new JudianError('REPORTS_DIR_MISSING', { path });
    await access(path, constants.R_OK | constants.X_OK).catch((error: unknown) => {
      throw new JudianError('REPORTS_DIR_UNREADABLE', { path, reason: reasonOf(error) }, { cause: error });
    });
  }
}

/**
 * Compares the listing with the records. Only files whose size or time is new or in doubt are read.
 * @param options `reparse`: take every file as new; `rehash`: read also files whose size and time are as they were
 */
export async function compareFiles(
  listing: ReportFileList,
  records: readonly FileRecord[],
  now: () => number,
  options: CompareOptions,
): Promise<Comparison> {
  const known = new Map(records.map((record) => [keyOf(record), record]));
  const files: ComparedFile[] = [];
  for (const file of [...listing.files].sort(byFile)) {
    const record = known.get(keyOf(file));
    known.delete(keyOf(file));
    files.push(await compareFile(file, record, now, options));
    await pause();
  }
  const rest = [...known.values()];
  const isHidden = (record: FileRecord): boolean => listing.failed.some((failure) => covers(failure, record));
  return { files, gone: rest.filter((record) => !isHidden(record)), hidden: rest.filter(isHidden) };
}

async function compareFile(
  file: ReportFile,
  record: FileRecord | undefined,
  now: () => number,
  { reparse, rehash = false }: CompareOptions,
): Promise<ComparedFile> {
  const unchanged = record !== undefined && record.size === file.size && record.mtimeMs === file.mtimeMs;
  if (unchanged && !reparse && !rehash && record.mtimeMs + RACY_MS < record.seenMs) return { state: 'same', file, record };
  const seenMs = now();
  try {
    const hash = await hashOf(file);
    if (record?.hash !== hash || reparse) return { state: 'new', file, record, hash, seenMs };
    return { state: 'same', file, record: { ...record, size: file.size, mtimeMs: file.mtimeMs, seenMs } };
  } catch (error) {
    return { state: 'unreadable', file, record, error: unreadable(file.file, error) };
  }
}

/** Hash of a file's content; of its size and time where it is too large to be a report. */
export async function hashOf(file: ReportFile): Promise<string> {
  if (file.size > MAX_HASHED_BYTES) return `large:${file.size}:${file.mtimeMs}`;
  return fileHash(file.path);
}

/** What people are told of a file that could not be read or parsed. */
export function unreadable(file: string, error: unknown): JudianError {
  if (error instanceof JudianError) return error;
  return new JudianError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error });
}

/** By path below the reports folder, then by folder: the order of reports, and so of passages, in the index. */
export function byFile(a: Pick<ReportFile, 'root' | 'file'>, b: Pick<ReportFile, 'root' | 'file'>): number {
  return compare(a.file, b.file) || compare(a.root, b.root);
}

export function keyOf({ root, file }: Pick<ReportFile, 'root' | 'file'>): string {
  return `${root}\0${file}`;
}

function covers(failure: FailedFile, record: FileRecord): boolean {
  if (failure.root !== undefined && failure.root !== record.root) return false;
  const folder = failure.file.replace(/\/+$/, '');
  return folder === '' || folder === '.' || record.file === folder || record.file.startsWith(`${folder}/`);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
