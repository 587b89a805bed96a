/** @module Gives every passage the label of its vector; only text that was never embedded is embedded. */

import type { Embedder } from '../embed/index.js';
import type { Report } from '../reports/index.js';
import { contentHash } from './content-hash.js';
import { embeddingText } from './search-text.js';
import type { IndexStore, StoreChange } from './store.js';

export interface LabelledPassages {
  /** Labels of each report's passages, in the order of `reports`. */
  readonly labels: readonly Uint32Array[];
  readonly added: StoreChange['addedVectors'];
  readonly nextLabel: number;
}

/**
 * @param nextLabel lowest label that may be given
 * @param onProgress hears how many of the texts to be embedded are done
 * @throws Error when the embedder gives other vectors than its dimension says
 */
export async function labelPassages(
  reports: readonly Report[],
  store: IndexStore,
  embedder: Embedder,
  nextLabel: number,
  onProgress: (done: number, total: number) => void,
): Promise<LabelledPassages> {
  const fresh = new Map<string, { readonly label: number; readonly text: string }>();
  const labels = reports.map((report) =>
    Uint32Array.from(report.passages, (passage) => {
      const text = embeddingText(report, passage);
      const textHash = contentHash(text);
      const known = fresh.get(textHash)?.label ?? store.labelOf(embedder.modelId, textHash);
      if (known !== undefined) return known;
      const label = nextLabel + fresh.size;
      fresh.set(textHash, { label, text });
      return label;
    }),
  );
  if (fresh.size === 0) return { labels, added: [], nextLabel };
  const vectors = await embedder.embedPassages([...fresh.values()].map(({ text }) => text), onProgress);
  const added = [...fresh].map(([textHash, { label }], i) => {
    const vector = vectors[i];
    if (vector?.length !== embedder.dimension) {
      throw new Error(`embedder gave a vector of length ${vector?.length}, expected ${embedder.dimension}`);
    }
    return { label, textHash, vector };
  });
  return { labels, added, nextLabel: nextLabel + fresh.size };
}
