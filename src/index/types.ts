/** @module What the index knows and how it is asked. */

import type { Passage, ReportBody, ReportHead } from '../reports/index.js';

/** A passage and where it stands in its report. */
export interface PlacedPassage {
  readonly passage: Passage;
  /** The headings above it, outermost first. */
  readonly headings: readonly string[];
  /** Source line of the last of them; null before the first heading. */
  readonly headingLine: number | null;
  /** Position in the report of the first passage of its section. */
  readonly sectionStart: number;
  /** Where the words of its text lie, as the `findWords` that the index was given says; absent without one. */
  readonly words?: string;
}

/** A report as it is listed: what it says is read by {@link Snapshot.body}. */
export interface IndexedReport extends ReportHead {
  /** Numbers of its sections and passages. */
  readonly sections: number;
  readonly passages: number;
  /** Ordinal of its first passage; the others follow. */
  readonly first: number;
}

/** A passage with its report, at its place (`ordinal`) in both indexes of one snapshot. */
export interface IndexedPassage extends PlacedPassage {
  readonly ordinal: number;
  readonly report: IndexedReport;
}

/** The passages of a snapshot by their ordinals. They are read from the store on need, and the last few thousand kept. */
export interface PassageList extends Iterable<IndexedPassage> {
  readonly length: number;
  /** Undefined beyond the last. Throws JudianError INDEX_BROKEN. */
  at(ordinal: number): IndexedPassage | undefined;
  /** Several at once, in the order asked for; those beyond the last are left out. Throws JudianError INDEX_BROKEN. */
  all(ordinals: readonly number[]): IndexedPassage[];
}

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface Hit {
  readonly ordinal: number;
  /** BM25 score, or cosine similarity. Higher is better. */
  readonly score: number;
}

/** Passages from the first to before the second. */
export interface OrdinalRange {
  readonly from: number;
  readonly to: number;
}

/** Inverted index over passages, BM25F over two fields (body and header). Immutable. */
export interface LexicalIndex {
  readonly size: number;
  /** Number of passages that hold the term in either field. */
  documentFrequency(term: string): number;
  /** Best first; ties by ordinal. `within` limits the passages considered. */
  search(query: readonly WeightedTerm[], limit: number, within?: readonly OrdinalRange[]): Hit[];
  /** The same, with the best score of all passages, wherever they stand; 0 where none holds a term. Null: all are considered. */
  searchWithin(query: readonly WeightedTerm[], limit: number, within: readonly OrdinalRange[] | null): { readonly hits: Hit[]; readonly best: number };
}

/** Nearest neighbours by cosine over unit vectors. Immutable to its readers. */
export interface VectorIndex {
  readonly size: number;
  readonly dimension: number;
  /** Best first; `limit` is clamped to the size. */
  search(vector: Float32Array, limit: number): Hit[];
  /** Vector of one passage. */
  vector(ordinal: number): Float32Array;
  /** The same of these passages alone, all of them compared. */
  searchAmong(vector: Float32Array, within: readonly OrdinalRange[], limit: number): Hit[];
  /** Cosine of one passage with a unit vector. */
  similarity(ordinal: number, vector: Float32Array): number;
}

/**
 * One whole generation of the index: a question is answered from one snapshot. What it reads from the store is of that
 * generation for as long as the index is open, whatever syncs do meanwhile. Where it finds a row that is not as it was stored
 * it throws JudianError INDEX_BROKEN, and the next sync makes the index again.
 */
export interface Snapshot {
  readonly generation: number;
  readonly modelId: string;
  /** Ordered by file. */
  readonly reports: readonly IndexedReport[];
  readonly passages: PassageList;
  readonly lexical: LexicalIndex;
  readonly vectors: VectorIndex;
  passage(id: string): IndexedPassage | undefined;
  report(id: string): IndexedReport | undefined;
  /** Text, line map and sections of a report. */
  body(reportId: string): ReportBody | undefined;
  /** Absolute path of a report's file. */
  sourcePath(reportId: string): string | undefined;
}

export interface SyncFailure {
  readonly file: string;
  /** One line: what is wrong and what to do, in the reader's language. */
  readonly reason: string;
}

/** What a sync did. Files are paths below their reports folder. */
export interface SyncSummary {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly failed: readonly SyncFailure[];
  readonly passagesEmbedded: number;
  /** Passages in the index after the sync. */
  readonly passages: number;
  readonly ms: number;
}

export interface SyncOptions {
  /** Parse, embed and derive everything as if nothing were known. */
  readonly anew?: boolean;
  /** Read every file, also those whose size and time are as they were, and all of the store. */
  readonly rehash?: boolean;
  /** Hears of the work of this sync, beside the listener of the index. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

export type SyncProgress =
  | { readonly stage: 'parse'; readonly done: number; readonly total: number; readonly file: string }
  | { readonly stage: 'embed'; readonly done: number; readonly total: number }
  | { readonly stage: 'index' };
