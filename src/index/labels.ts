/** @module Gives every passage the label of its vector; only text that was never embedded is embedded. */

import type { Embedder } from '../embed/index.js';
import { contentHash } from './content-hash.js';
import { pause } from './pause.js';
import { embeddingText } from './search-text.js';
import type { IndexStore, StoreChange } from './store.js';
import type { PlacedPassage } from './types.js';

export interface LabelledPassages {
  /** Labels of each report's passages, in the order of `reports`. */
  readonly labels: readonly Uint32Array[];
  readonly added: StoreChange['addedVectors'];
  readonly nextLabel: number;
}

/** Texts without a vector by their hash, with the label that is theirs to be. */
type FreshTexts = ReadonlyMap<string, { readonly label: number; readonly text: string }>;

/**
 * Labels of each report's passages, and the texts among them that have to be embedded.
 * @param reports passages of each, asked for one report after the other
 * @param labelOf label of the text of a hash, if it has been embedded
 * @param nextLabel lowest label that may be given
 */
export async function findLabels(
  reports: Iterable<readonly PlacedPassage[]>,
  labelOf: (textHash: string) => number | undefined,
  nextLabel: number,
): Promise<{ readonly labels: readonly Uint32Array[]; readonly fresh: FreshTexts }> {
  const fresh = new Map<string, { readonly label: number; readonly text: string }>();
  const find = (placed: PlacedPassage): number => {
    const text = embeddingText(placed);
    const textHash = contentHash(text);
    const known = fresh.get(textHash)?.label ?? labelOf(textHash);
    if (known !== undefined) return known;
    const label = nextLabel + fresh.size;
    fresh.set(textHash, { label, text });
    return label;
  };
  const labels: Uint32Array[] = [];
  for (const passages of reports) {
    const ofReport = new Uint32Array(passages.length);
    for (const [i, placed] of passages.entries()) {
      ofReport[i] = find(placed);
      await pause();
    }
    labels.push(ofReport);
  }
  return { labels, fresh };
}

/**
 * @param reports passages of each, asked for one report after the other
 * @param anew embed also what the store has a vector of
 * @param nextLabel lowest label that may be given
 * @param onProgress hears how many of the texts to be embedded are done
 * @throws Error when the embedder gives other vectors than its dimension says
 */
export async function labelPassages(
  reports: Iterable<readonly PlacedPassage[]>,
  store: IndexStore,
  embedder: Embedder,
  { nextLabel, anew }: { readonly nextLabel: number; readonly anew: boolean },
  onProgress: (done: number, total: number) => void,
): Promise<LabelledPassages> {
  const known = (textHash: string): number | undefined => (anew ? undefined : store.labelOf(embedder.modelId, textHash));
  const { labels, fresh } = await findLabels(reports, known, nextLabel);
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
