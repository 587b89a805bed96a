/** @module What killed processes and damage left in the folder of an index. */

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, isDerivedName, readManifest } from './derived-files.js';
import { lockState } from './lock.js';

export interface Leftover {
  readonly name: string;
  readonly bytes: number;
}

export const STORE = 'index.sqlite';
export const LOCK = 'writer.lock';
/** What a store that was moved aside is called: see {@link STORE}. */
export const DAMAGED = `${STORE}.damaged-`;
const LOCK_DRAFT = /^writer\.lock\..+$/;

/** Files of ours that nothing needs. Only while no process writes the index: the files of a sync look the same. */
export async function findLeftovers(dir: string): Promise<Leftover[]> {
  const manifest = await readManifest(dir);
  const valid = new Set(['manifest.json', ...(manifest ? filesOf(manifest) : []).map(({ name }) => name)]);
  const left: Leftover[] = [];
  for (const name of (await readdir(dir).catch(() => [])).sort()) {
    const isLeft = (isDerivedName(name) && !valid.has(name)) || LOCK_DRAFT.test(name) || name.startsWith(DAMAGED) || (name === LOCK && lockState(join(dir, name)).state === 'stale');
    const found = isLeft ? await stat(join(dir, name)).catch(() => null) : null;
    if (found?.isFile()) left.push({ name, bytes: found.size });
  }
  return left;
}

/** Rejects with the file system's error. */
export async function removeLeftovers(dir: string): Promise<void> {
  for (const { name } of await findLeftovers(dir)) {
    // Whoever takes the lock mends a stale one; to remove it here could hit a new owner's.
    if (name !== LOCK) await rm(join(dir, name), { force: true });
  }
}
