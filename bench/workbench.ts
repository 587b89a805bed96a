/** @module An index over given folders for measuring, kept in a temporary folder of its own. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig, openApp, type App } from '../src/app.js';
import type { SyncProgress } from '../src/index/index.js';

/** Opens the index in the folder `index` over `reports`; nothing is synced. `isReadOnly`: nothing is made either. */
export async function openAppOver(reports: readonly string[], index: string, onProgress: (progress: SyncProgress) => void = () => {}, isReadOnly = false): Promise<App> {
  const config = loadConfig(process.env, { cwd: process.cwd() });
  return openApp({
    config: { ...config, reportsDirs: reports.map((dir) => resolve(dir)), indexDir: resolve(index) },
    log: { info: () => {}, warn: (line: string) => process.stderr.write(`${line}\n`) },
    isReadOnly,
    onProgress: (progress) => void (progress.stage !== 'download' && onProgress(progress)),
  });
}

/** Opens and syncs an index over `reports`. `index`: a folder to keep it in, else a new temporary one. */
export async function openWorkbench(reports: readonly string[], index?: string): Promise<App> {
  const app = await openAppOver(reports, index ?? mkdtempSync(join(tmpdir(), 'judian-bench-')));
  if (await app.index.isStale()) await app.index.sync();
  return app;
}

/** Values of `--name value` options; an option may be repeated. Flags have no value and are listed in `flags`. */
export function readOptions(argv: readonly string[], flags: readonly string[]): { readonly values: ReadonlyMap<string, readonly string[]>; readonly set: ReadonlySet<string> } {
  const values = new Map<string, string[]>();
  const set = new Set<string>();
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i]!.replace(/^--/, '');
    if (flags.includes(name)) set.add(name);
    else values.set(name, [...(values.get(name) ?? []), argv[++i] ?? '']);
  }
  return { values, set };
}
