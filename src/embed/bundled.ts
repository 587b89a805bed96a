/** @module Where the models lie that come with the program. */

import { existsSync } from 'node:fs';
import path from 'node:path';

const MODEL = path.join('embeddings', 'model');
const READER = path.join('embeddings', 'reader');

/** Absolute; wherever the program was compiled to, the folders lie beside its sources. */
export const bundledModel = (): string => path.join(root(), MODEL);
export const bundledReader = (): string => path.join(root(), READER);

function root(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, MODEL)) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}
