/** @module One writer at a time: a lock file that names its owner. */

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** When the process started, as its system tells; null where it does not. Tells a reused pid from the owner. */
  started: z.string().nullable(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface WriterLock {
  release(): void;
}

/** What the lock asks of the system: replaced in tests. */
export interface Processes {
  readonly pid: number;
  isAlive(pid: number): boolean;
  /** Null where the system does not tell. */
  startOf(pid: number): string | null;
}

const ATTEMPTS = 5;

/**
 * Takes the lock at `path`, from a dead owner if need be.
 * @throws JudianError INDEX_LOCKED while its owner lives, INDEX_UNWRITABLE
 */
export function takeLock(path: string, processes: Processes = systemProcesses): WriterLock {
  const own: Owner = { pid: processes.pid, started: processes.startOf(processes.pid), token: randomBytes(9).toString('base64url') };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(path, own)) return { release: () => release(path, own) };
    const owner = readOwner(path);
    if (owner === undefined) continue;
    if (owner !== null && holds(owner, processes)) throw new JudianError('INDEX_LOCKED', { pid: owner.pid, path: dirname(path) });
    removeStale(path, owner);
  }
  throw new JudianError('INDEX_LOCKED', { pid: '?', path: dirname(path) });
}

/** Who holds the lock at `path`: nobody, a process that has ended, or one that lives. */
export function lockState(path: string, processes: Processes = systemProcesses): { readonly state: 'free' | 'stale' } | { readonly state: 'held'; readonly pid: number } {
  const owner = readOwner(path);
  if (owner === undefined) return { state: 'free' };
  return owner !== null && holds(owner, processes) ? { state: 'held', pid: owner.pid } : { state: 'stale' };
}

/** A pid may be given again: the owner is the process that started when the lock says. */
function holds(owner: Owner, processes: Processes): boolean {
  if (!processes.isAlive(owner.pid)) return false;
  const started = processes.startOf(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

/** Creates the lock with its content in one step, so that nobody reads half of it; false when there is one. */
function create(path: string, own: Owner): boolean {
  const draft = `${path}.${own.token}`;
  try {
    writeFileSync(draft, JSON.stringify(own));
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) return createUnlinked(path, own);
    throw new JudianError('INDEX_UNWRITABLE', { path: dirname(path), reason: reasonOf(error) }, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links. */
function createUnlinked(path: string, own: Owner): boolean {
  try {
    writeFileSync(path, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new JudianError('INDEX_UNWRITABLE', { path: dirname(path), reason: reasonOf(error) }, { cause: error });
  }
}

/** The owner, null for a file that names none, undefined when the lock has gone. */
function readOwner(path: string): Owner | null | undefined {
  try {
    const found = ownerSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return found.success ? found.data : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return null;
    throw new JudianError('INDEX_UNWRITABLE', { path: dirname(path), reason: reasonOf(error) }, { cause: error });
  }
}

/** Only one process can move the stale lock away; one that caught a newer lock instead puts it back. */
function removeStale(path: string, stale: Owner | null): void {
  const aside = `${path}.stale-${randomBytes(6).toString('base64url')}`;
  try {
    renameSync(path, aside);
    if (readOwner(aside)?.token !== stale?.token) linkSync(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error) ?? '')) {
      throw new JudianError('INDEX_UNWRITABLE', { path: dirname(path), reason: reasonOf(error) }, { cause: error });
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(path: string, own: Owner): void {
  if (readOwner(path)?.token === own.token) rmSync(path, { force: true });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const systemProcesses: Processes = {
  pid: process.pid,
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return codeOf(error) === 'EPERM';
    }
  },
  startOf(pid) {
    try {
      if (process.platform === 'linux') {
        const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The process name stands in brackets and may hold spaces; the start is the 22nd field of all.
        return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
      }
      if (process.platform === 'win32') return null;
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    } catch {
      return null;
    }
  },
};
