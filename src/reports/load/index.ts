export { MAX_FILE_BYTES } from './limits.js';
export { REPORT_EXTENSIONS, listReportFiles, readReportFile } from './list-files.js';
export type { FailedFile, ListedFile, ReportListing } from './list-files.js';
export { loadDocument } from './load-document.js';
