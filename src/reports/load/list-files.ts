/** @module Which files of the reports folders are reports. */

import { constants } from 'node:fs';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

import { JudianError, reasonOf } from '../../errors.js';
import { MAX_FILE_BYTES, formatBytes } from './limits.js';

/** Extensions that {@link listReportFiles} takes, in lower case. */
export const REPORT_EXTENSIONS: ReadonlySet<string> = new Set([
  '.txt', '.md', '.markdown', '.html', '.htm', '.docx', '.pdf',
]);

/** A file that may be a report. */
export interface ListedFile {
  /** The reports folder as it was given. */
  readonly root: string;
  /** Path below `root`, with `/`. */
  readonly file: string;
  /** Absolute path. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Last change, milliseconds since 1970. */
  readonly mtimeMs: number;
}

/** A file that cannot go in, and why. */
export interface FailedFile {
  /** Path below its reports folder, with `/`. */
  readonly file: string;
  readonly error: JudianError;
}

export interface ReportListing {
  readonly files: readonly ListedFile[];
  readonly failed: readonly FailedFile[];
}

/** What stands beside reports without being one, and is passed over in silence. */
const IGNORED_NAMES = /^(?:\.|~\$|readme(?:\.|$)|license(?:\.|$)|thumbs\.db$|desktop\.ini$|icon\r?$)/i;
const IGNORED_EXTENSIONS = /\.(?:tmp|temp|bak|swp|part|crdownload|download|json|jsonl|log|lnk|url|sha256|md5|~)$|~$/i;
const IGNORED_FOLDERS = /^(?:\.|~|node_modules$|__|\$recycle\.bin$|system volume information$|lost\+found$)/i;

/** A folder still to be read. */
interface Folder {
  readonly path: string;
  /** Path below the root with a final `/`, or empty for the root. */
  readonly prefix: string;
}

/**
 * The report files under `roots`, by root in the order given, then by path (code points). Hidden and temporary files,
 * README and LICENSE are passed over; every other file that cannot be a report is in `failed`.
 *
 * Symbolic links below a root are not followed, so that no link in a folder others may write to reaches files outside
 * it, and no loop of links is endless: a link to a place inside the root is passed over (the place is listed anyway),
 * any other is in `failed`. A root may itself be a link.
 * @throws JudianError REPORTS_DIR_MISSING, REPORTS_DIR_UNREADABLE
 */
export async function listReportFiles(roots: readonly string[]): Promise<ReportListing> {
  const files: ListedFile[] = [];
  const failed: FailedFile[] = [];
  const seen = new Set<string>();
  for (const root of roots) {
    const listing = await listRoot(root);
    failed.push(...listing.failed);
    for (const listed of listing.files) {
      if (seen.has(listed.path)) continue;
      seen.add(listed.path);
      files.push(listed);
    }
  }
  return { files, failed };
}

/**
 * The bytes of a listed file.
 * @throws JudianError FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function readReportFile(listed: Pick<ListedFile, 'file' | 'path'>): Promise<Uint8Array> {
  const { file, path } = listed;
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw tooLarge(file, size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof JudianError) throw error;
    throw new JudianError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error });
  }
}

/** FILE_TOO_LARGE for a file of `size` bytes. */
export function tooLarge(file: string, size: number): JudianError {
  return new JudianError('FILE_TOO_LARGE', { file, size: formatBytes(size), limit: formatBytes(MAX_FILE_BYTES) });
}

async function listRoot(root: string): Promise<ReportListing> {
  const base = await realRoot(root);
  const files: ListedFile[] = [];
  const failed: FailedFile[] = [];
  const folders: Folder[] = [{ path: base, prefix: '' }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { path: parent, prefix } = folder;
    // All at once: one after the other they would wait for each other's turns of the event loop.
    await Promise.all((await readFolder(folder, root, failed)).map(async (entry) => {
      const { name } = entry;
      const file = prefix + name;
      const path = join(parent, name);
      if (entry.isDirectory()) {
        if (!IGNORED_FOLDERS.test(name)) folders.push({ path, prefix: `${file}/` });
      } else if (!IGNORED_NAMES.test(name) && !IGNORED_EXTENSIONS.test(name)) {
        const outcome = entry.isSymbolicLink()
          ? await judgeLink(base, file, path)
          : await judgeFile(root, file, path, entry.isFile());
        if (outcome instanceof JudianError) failed.push({ file, error: outcome });
        else if (outcome !== null) files.push(outcome);
      }
    }));
  }
  return { files: files.toSorted(byFile), failed: failed.toSorted(byFile) };
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(resolve(root));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new JudianError('REPORTS_DIR_MISSING', { path: root }, { cause: error });
    throw new JudianError('REPORTS_DIR_UNREADABLE', { path: root, reason: reasonOf(error) }, { cause: error });
  }
}

async function readFolder(folder: Folder, root: string, failed: FailedFile[]) {
  try {
    return await readdir(folder.path, { withFileTypes: true });
  } catch (error) {
    const reason = reasonOf(error);
    if (folder.prefix === '') throw new JudianError('REPORTS_DIR_UNREADABLE', { path: root, reason }, { cause: error });
    const file = folder.prefix;
    failed.push({ file, error: new JudianError('FILE_UNREADABLE', { file, reason }, { cause: error }) });
    return [];
  }
}

async function judgeFile(root: string, file: string, path: string, regular: boolean): Promise<ListedFile | JudianError> {
  const extension = extname(file).toLowerCase();
  if (!REPORT_EXTENSIONS.has(extension)) {
    return new JudianError('FILE_UNSUPPORTED', { file, extension: extension === '' ? '无扩展名 (no extension)' : extension });
  }
  // A pipe or device would be read for ever.
  if (!regular) return new JudianError('FILE_UNREADABLE', { file, reason: 'not a regular file' });
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > MAX_FILE_BYTES) return tooLarge(file, size);
    await access(path, constants.R_OK);
    return { root, file, path, size, mtimeMs };
  } catch (error) {
    return new JudianError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error });
  }
}

/** Null for a link into the root itself. */
async function judgeLink(base: string, file: string, path: string): Promise<JudianError | null> {
  try {
    const target = await realpath(path);
    if (target === base || target.startsWith(base.endsWith(sep) ? base : base + sep)) return null;
    return new JudianError('FILE_UNREADABLE', { file, reason: 'symbolic link to a place outside the reports folder' });
  } catch (error) {
    return new JudianError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error });
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}
