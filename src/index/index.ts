/** @module Passages as they are searched: store, lexical index, vector index, sync. */

export { ANALYSER_VERSION, terms } from './analysis.js';
export { BM25F, type Bm25fParameters } from './constants.js';
export { clearIndex, examineIndex } from './doctor.js';
export type { Finding, FindingCode } from './examine.js';
export { fold } from './fold.js';
export { makeFolder } from './folder.js';
export type { IndexLog } from './notices.js';
export { indexedModel } from './indexed-model.js';
export { Recent } from './recent.js';
export { openIndex, type IndexOptions, type ReportIndex } from './report-index.js';
export type { ListFiles, ParseFile, ReportFile, ReportFileList } from './report-files.js';
export { embeddingText, lexicalFields, type LexicalFields } from './search-text.js';
export { placedPassages } from './stored-report.js';
export type * from './types.js';
