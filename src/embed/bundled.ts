/** @module Where the models lie that come with the program. */

import { programPath } from '../root.js';

export const bundledModel = (): string => programPath('embeddings', 'model');
export const bundledReader = (): string => programPath('embeddings', 'reader');
