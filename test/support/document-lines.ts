/** @module What tests look at in a loaded document. */

import { JudianError } from '../../src/errors.js';
import { loadDocument } from '../../src/reports/load/index.js';

/** The text of each line. */
export async function loadLines(bytes: Uint8Array | string, file: string): Promise<string[]> {
  const { lines } = await loadDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, file);
  return lines.map((line) => line.text);
}

/** The error with which a file is refused. */
export async function loadError(bytes: Uint8Array | string, file: string): Promise<JudianError> {
  try {
    await loadDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, file);
  } catch (error) {
    if (error instanceof JudianError) return error;
    throw error;
  }
  throw new Error(`${file} was not refused`);
}
