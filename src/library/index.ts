/** @module The reports as people keep them: folders that are followed, documents that are added and taken away. */

export { createLibrary, type LibraryDeps } from './library.js';
export { clearUploads, examineUploads, LARGEST_UPLOAD } from './uploads.js';
export type * from './types.js';
