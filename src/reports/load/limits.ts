/** @module What a loader takes at most, so that one hostile file cannot stop the others. */

const MEBIBYTE = 1024 * 1024;

/** Bytes of one file. Real reports have under 5 MB; scans of them up to 40 MB. */
export const MAX_FILE_BYTES = 50 * MEBIBYTE;

/** Lines of one document: a report of 300 pages has about 10,000. */
export const MAX_LINES = 1_000_000;

/** Tags of one HTML file: the parsed tree takes about 300 bytes for each. */
export const MAX_HTML_TAGS = 500_000;

/** Elements inside each other. Browsers stop at 512; the parser's stack costs time in proportion to its depth. */
export const MAX_HTML_DEPTH = 2_000;

/** Bytes that the parts of a DOCX may unpack to, declared and real. */
export const MAX_DOCX_UNPACKED_BYTES = 100 * MEBIBYTE;

/** Files in the ZIP of a DOCX. */
export const MAX_DOCX_ENTRIES = 10_000;

/** Pages of one PDF. */
export const MAX_PDF_PAGES = 3_000;

/** Time for one PDF, checked after each page. Real reports take about 20 ms a page. */
export const MAX_PDF_MILLISECONDS = 60_000;

/** `bytes` as people read it: `50 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < MEBIBYTE) return `${Math.round(bytes / 1024)} KB`;
  return `${Math.round((bytes / MEBIBYTE) * 10) / 10} MB`;
}
