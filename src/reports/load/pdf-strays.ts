/**
 * @module Rejections that the PDF reader leaves unhandled: on a damaged file it starts reads that nobody waits for, and
 * what they throw would end the process though the file itself is read or refused as it should be.
 */

import { setImmediate } from 'node:timers/promises';

/** Classes of the reader's own errors, by name; its builds have different class objects. */
const READER_ERRORS = /^(?:XRefEntry|XRefParse|MissingData|ParserEOF|InvalidPDF|Password|Format|UnknownError|Abort|Response|Jpx|Jpeg|Jbig2)/;

/** Runs `work`; while it runs, stray rejections of the reader are dropped and all others go on as uncaught. */
export async function withoutStrays<T>(work: () => Promise<T>): Promise<T> {
  process.on('unhandledRejection', dropStray);
  try {
    return await work();
  } finally {
    // Rejections are told of only after the microtasks of a turn.
    await setImmediate();
    process.off('unhandledRejection', dropStray);
  }
}

function dropStray(reason: unknown): void {
  if (!isReaderError(reason)) throw reason;
}

function isReaderError(reason: unknown): boolean {
  return reason instanceof Error && (READER_ERRORS.test(reason.name) || /[\\/]pdfjs|[\\/]unpdf[\\/]/.test(reason.stack ?? ''));
}
