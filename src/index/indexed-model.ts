/** @module Which model an index was made with, told without opening it for work. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { STORE } from './leftovers.js';
import { openStore, StoreDamagedError, type StoreState } from './store.js';

/** Null where there is no index, an empty one, or a damaged one. Throws JudianError INDEX_NEWER. */
export function indexedModel(dir: string): Pick<StoreState, 'modelId' | 'dimension'> | null {
  const path = join(dir, STORE);
  if (!existsSync(path)) return null;
  try {
    const store = openStore(path, { modelId: '', dimension: 0, analyser: '', parser: '' });
    try {
      const { generation, modelId, dimension } = store.state();
      return generation > 0 ? { modelId, dimension } : null;
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof StoreDamagedError) return null;
    throw error;
  }
}
