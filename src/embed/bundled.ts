/** @module Where the model lies that comes with the program. */

import { existsSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join('embeddings', 'model');

/** Absolute; wherever the program was compiled to, the folder lies beside its sources. */
export function bundledModel(): string {
  let root = import.meta.dirname;
  while (!existsSync(path.join(root, FOLDER)) && path.dirname(root) !== root) root = path.dirname(root);
  return path.join(root, FOLDER);
}
