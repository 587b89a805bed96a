/** @module From a question to ranked passages. */

export { createRetriever, PassageRetriever, type Retrieval, type RetrieveOptions, type Retriever, type RetrieverDeps } from './retriever.js';
export { findCandidates, queryTerms, type Candidate } from './candidates.js';
export { FEATURES, type FeatureName } from './features.js';
export { expects, holdsKind, holdsMeasure } from './expectations.js';
export { matchConcept } from './match.js';
export { knownPlaces } from './places.js';
export { RANKING } from './weights.js';
export type { RankedWindow } from './rank.js';
export type { AnalysedPassage, Unit } from './analysed.js';
export type * from './types.js';
