/** @module Where a document that was sent is kept, whatever it is called. */

import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { JudianError, reasonOf } from '../errors.js';
import { makeFolder, type Finding } from '../index/index.js';
import { REPORT_EXTENSIONS } from '../reports/load/index.js';
import type { NewDocument } from './types.js';

/** Bytes. Bots may download no more: https://core.telegram.org/bots/api#getfile */
export const LARGEST_UPLOAD = 20 * 1024 * 1024;

export const UPLOADS = 'uploads';
/** Drafts are hidden, so that no sync reads them. */
const DRAFT = /^\.[0-9a-f]{16}\.part$/;
/** File systems take 255 bytes; a Chinese character has three. */
const LONGEST_STEM = 60;
/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

/**
 * A name that is safe in any folder and shown as it is: no path, no control or direction marks, neither hidden nor
 * taken for a temporary file.
 * @throws JudianError FILE_UNSUPPORTED
 */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029"*:<>?|]/gu, '').trim();
  const [, stem = '', ending = ''] = /^(.*)(\.[^.]*)$/su.exec(clean) ?? [];
  const extension = ending.toLowerCase();
  if (!REPORT_EXTENSIONS.has(extension)) throw new JudianError('FILE_UNSUPPORTED', { file: shown(clean), extension: shown(extension) || '无扩展名 (no extension)' });
  const bare = stem.replace(/^[.~\s_]+|[.~\s]+$/gu, '');
  const short = [...bare].slice(0, LONGEST_STEM).join('').trim();
  return `${short === '' || DEVICES.test(short) || isPassedOver(short) ? `报告 ${short}`.trim() : short}${extension}`;
}

/** Listings pass these over beside real reports. */
const isPassedOver = (stem: string): boolean => /^(?:readme|license|thumbs|desktop)(?:\.|$)/iu.test(stem);

const shown = (text: string): string => [...text].slice(0, LONGEST_STEM).join('');

/**
 * The path below the reports folder: the folder names the content, so that what comes twice lies once; the name stays,
 * since the parser reads place and year from it where the text has none.
 */
export function uploadPath(name: string, bytes: Uint8Array): string {
  return posix.join(UPLOADS, hashOf(bytes), safeName(name));
}

/** Writes the document to `file` below `root`, whole or not at all. Throws JudianError REPORTS_DIR_UNWRITABLE. */
export async function store(root: string, file: string, { bytes }: NewDocument): Promise<void> {
  const draft = join(root, UPLOADS, `.${hashOf(bytes)}.part`);
  try {
    await makeFolder(join(root, posix.dirname(file)));
    await writeFile(draft, bytes, { flush: true });
    await rename(draft, join(root, file));
  } catch (error) {
    throw new JudianError('REPORTS_DIR_UNWRITABLE', { path: root, reason: reasonOf(error) }, { cause: error });
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** Documents that were cut off while they were being written, as a finding; none where there are none. */
export async function examineUploads(roots: readonly string[]): Promise<Finding[]> {
  const drafts = await draftsIn(roots);
  if (drafts.length === 0) return [];
  const sizes = await Promise.all(drafts.map((path) => stat(path).then(({ size }) => size, () => 0)));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return [{ state: 'wrong', code: 'LEFTOVERS', parameters: { count: drafts.length, bytes, names: drafts.join(', ') } }];
}

/** Removes what {@link examineUploads} finds. */
export async function clearUploads(roots: readonly string[]): Promise<void> {
  for (const path of await draftsIn(roots)) await rm(path, { force: true });
}

/** A draft that is older than this is written by nobody any more, in milliseconds. */
const ABANDONED = 60_000;

async function draftsIn(roots: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const root of roots) {
    const folder = join(root, UPLOADS);
    for (const name of await readdir(folder).catch(() => [])) {
      const found = DRAFT.test(name) ? await stat(join(folder, name)).catch(() => null) : null;
      if (found !== null && Math.abs(Date.now() - found.mtimeMs) > ABANDONED) paths.push(join(folder, name));
    }
  }
  return paths;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
