/** @module Where the files lie that come with the program, wherever it was compiled to. */

import { existsSync } from 'node:fs';
import path from 'node:path';

let found: string | null = null;

/** Absolute path of a file or folder in the program's own folder: `programPath('embeddings', 'model')`. */
export function programPath(...names: readonly string[]): string {
  found ??= rootAbove(import.meta.dirname);
  return path.join(found, ...names);
}

function rootAbove(folder: string): string {
  while (!existsSync(path.join(folder, 'package.json')) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}
