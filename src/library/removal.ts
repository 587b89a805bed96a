/** @module A report's file, put aside where no sync looks and from where it can be brought back. */

import { access, rename, rmdir } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { JudianError, reasonOf } from '../errors.js';
import { makeFolder } from '../index/index.js';
import { UPLOADS } from './uploads.js';

export const REMOVED = '.removed';

/**
 * Moves `file` below `root` to `.removed/`; gives its new path below `root`, or null where it had gone before.
 * @throws JudianError REPORTS_DIR_UNWRITABLE
 */
export async function putAside(root: string, file: string): Promise<string | null> {
  const from = join(root, file);
  try {
    const kept = await freeName(root, posix.join(REMOVED, file));
    await makeFolder(dirname(join(root, kept)));
    await rename(from, join(root, kept));
    // The folder of an upload is its own.
    if (file.startsWith(`${UPLOADS}/`)) await rmdir(dirname(from)).catch(() => {});
    return kept;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && !(await exists(from))) return null;
    throw new JudianError('REPORTS_DIR_UNWRITABLE', { path: root, reason: reasonOf(error) }, { cause: error });
  }
}

async function freeName(root: string, file: string): Promise<string> {
  const { dir, name, ext } = posix.parse(file);
  let free = file;
  for (let copy = 2; await exists(join(root, free)); copy++) free = posix.join(dir, `${name} (${copy})${ext}`);
  return free;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
