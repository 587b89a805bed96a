/** @module From a question to ranked passages. */

import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Snapshot } from '../index/index.js';
import type { Retriever } from './retriever.js';

export { createRetriever, type Retrieval, type RetrieveOptions, type Retriever, type RetrieverDeps } from './retriever.js';
export { findCandidates, queryTerms, type Candidate } from './candidates.js';
export { AT, FEATURES, type FeatureName } from './features.js';
export { expects, holdsKind, holdsMeasure, lacksHolder, measuresHeld } from './expectations.js';
export { matchConcept } from './match.js';
export { figureSupport, wantedFigure } from './figures.js';
export { knownPlaces } from './places.js';
export { knownSubjects } from './subjects.js';
export { findWords, wordsId } from './unit-words.js';
export { understand, type Vocabulary } from './understand.js';
export { segmenter } from './segment.js';
export { RANKING } from './weights.js';
export { rankingOf, type RankedWindow } from './rank.js';
export type { AnalysedPassage, Unit } from './analysed.js';
export type * from './types.js';

/** The retriever behind LangChain's `BaseRetriever`: at most `limit` documents a question, one a passage. */
export async function toLangChain(retriever: Retriever, snapshot: () => Snapshot, limit = 10): Promise<BaseRetriever> {
  const { PassageRetriever } = await import('./langchain.js');
  return new PassageRetriever(retriever, snapshot, limit);
}
