/** @module Every constant of the index: ranking, graph, files. */

/**
 * Parameters of BM25F (Zaragoza et al., TREC 2004): term frequencies of body and header are normalised by field length,
 * added with `headerWeight`, then saturated once.
 */
export interface Bm25fParameters {
  /** Saturation of term frequency. Default 1.2. */
  readonly k1: number;
  /** How far body length counts, 0 to 1. Default 0.75. */
  readonly bodyB: number;
  /** How far header length counts, 0 to 1. Default 0.5. */
  readonly headerB: number;
  /** What one occurrence in the header counts beside one in the body. Default 0.5. */
  readonly headerWeight: number;
}

/** The textbook values; not yet tuned. They take effect at search time: changing them rebuilds nothing. */
export const BM25F: Bm25fParameters = { k1: 1.2, bodyB: 0.75, headerB: 0.5, headerWeight: 0.5 };

/** Term frequencies are stored in four bits a field; with k1 = 1.2 a frequency of 15 already has 93 % of all weight. */
export const MAX_TERM_FREQUENCY = 15;

/** Passages that are indexed together before they are merged: bounds the memory of a full build. */
export const LEXICAL_CHUNK = 4096;

/** The same while questions are answered: this many are indexed in under 20 ms. */
export const LEXICAL_SLICE = 64;
/** Slices are merged term by term, each looked at: more of them cost more than they save. */
export const MOST_SLICES = 16;

/**
 * HNSW (Malkov & Yashunin, 2018). `searchWidth` (ef) is raised to the number of neighbours asked for. Over 100,000 passages
 * that repeat sentences of five reports, as reports of neighbouring places do, recall@10 of 60 questions is 0.958 at
 * width 200, 0.978 at 400, 0.982 at 600 and 0.987 at 800, which takes three times as long as 200 (2 ms).
 */
export const HNSW = { connections: 16, constructionWidth: 200, searchWidth: 800, seed: 100 } as const;

/** A graph only grows: dead labels are skipped by readers, and past this share it is built anew. */
export const MAX_DEAD_SHARE = 0.2;

/**
 * Milliseconds of work after which a long build lets questions through. A question waits for a few such slices: with 4 its p95 during a
 * sync is 3.6 times that of an idle index, with 2 it is 2.1 times, with 1 2.6 times, and the sync takes no longer (`npm run bench -- sync`).
 */
export const WORK_SLICE_MS = 2;

/** Layout of the SQLite file. Raise when a reader of the old layout would fail or misread. */
export const SCHEMA_VERSION = 4;

/** Layouts of the derived files. Raise on any change: older files are rebuilt. */
export const LEXICAL_FILE_VERSION = 2;
export const VECTOR_FILE_VERSION = 3;
export const COMPACT_GRAPH_FILE_VERSION = 1;
export const MANIFEST_VERSION = 1;

/**
 * A file written this shortly before it was read may have been written again within the clock's grain, with the same
 * size and time (git calls such entries racy): its content is hashed again.
 */
export const RACY_MS = 2000;

/** Files above this many bytes are not hashed but known by size and time; no loader takes them anyway. */
export const MAX_HASHED_BYTES = 256 * 1024 * 1024;

/** Passages that stay decoded, about 2 KB each: more than the ranker keeps analysed, which know theirs again by identity. */
export const PASSAGES_KEPT = 4096;

/** Reports whose text and sections stay decoded, up to 1 MB each: a question cites at most five. */
export const BODIES_KEPT = 16;
