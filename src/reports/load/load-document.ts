/** @module A file's bytes → its lines, whatever its format. */

import { extname } from 'node:path';

import { JudianError } from '../../errors.js';
import type { SourceDocument } from '../types.js';
import { MAX_FILE_BYTES } from './limits.js';
import { tooLarge } from './list-files.js';
import { refuseOle } from './ole.js';
import { sniff } from './sniff.js';
import { loadText } from './text.js';

/**
 * The lines of a report. The format is told from the content, so that a PDF named `.txt` is read as the PDF it is; the
 * extension of `file` decides only between formats that look alike, and how a file without known content is refused.
 * @param file path below the reports folder
 * @throws JudianError FILE_EMPTY, FILE_BINARY, FILE_ENCODING, FILE_UNSUPPORTED, FILE_NO_TEXT, FILE_TOO_LARGE,
 * PDF_ENCRYPTED, PDF_DAMAGED, PDF_NO_TEXT, DOCX_DAMAGED, DOCX_TOO_LARGE, HTML_TOO_DEEP
 */
export async function loadDocument(bytes: Uint8Array, file: string): Promise<SourceDocument> {
  if (bytes.length === 0) throw new JudianError('FILE_EMPTY', { file });
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(file, bytes.length);
  const document = await loadByContent(bytes, file);
  if (!document.lines.some((line) => /\S/.test(line.text))) throw new JudianError('FILE_NO_TEXT', { file });
  return document;
}

async function loadByContent(bytes: Uint8Array, file: string): Promise<SourceDocument> {
  const kind = sniff(bytes, file);
  // Their libraries are loaded only where a file needs them: most starts read no file at all.
  switch (kind) {
    case 'pdf':
      return (await import('./pdf.js')).loadPdf(bytes, file);
    case 'zip':
      return (await import('./docx.js')).loadDocx(bytes, file);
    case 'ole':
      return refuseOle(bytes, file);
    case 'html':
      return (await import('./html.js')).loadHtml(bytes, file);
    case 'text':
      return loadAsText(bytes, file);
    default:
      throw new JudianError('FILE_UNSUPPORTED', { file, extension: kind.extension });
  }
}

/** A file without any known mark: text, or what is left of a broken file. */
function loadAsText(bytes: Uint8Array, file: string): SourceDocument {
  const extension = extname(file).toLowerCase();
  try {
    return loadText(bytes, file, extension === '.md' || extension === '.markdown' ? 'md' : 'txt');
  } catch (error) {
    if (!(error instanceof JudianError) || error.code === 'FILE_TOO_LARGE') throw error;
    if (extension === '.pdf') throw new JudianError('PDF_DAMAGED', { file, reason: 'no PDF header' }, { cause: error });
    if (extension === '.docx') throw new JudianError('DOCX_DAMAGED', { file, reason: 'no ZIP header' }, { cause: error });
    throw error;
  }
}
