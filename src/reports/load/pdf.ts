/** @module PDF with a text layer → lines, each with its page. */

import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

import { getDocumentProxy } from 'unpdf';

import { JudianError, reasonOf } from '../../errors.js';
import type { SourceDocument, SourceLine } from '../types.js';
import { MAX_PDF_MILLISECONDS, MAX_PDF_PAGES } from './limits.js';
import { type PageItem, toUpright } from './pdf-items.js';
import { pageLines } from './pdf-lines.js';
import { withoutStrays } from './pdf-strays.js';

/** A scan holds at most its scanner's mark on each page. */
const LEAST_CHARACTERS_A_PAGE = 5;

/** Below this share of readable characters the fonts do not say which characters they draw. */
const LEAST_READABLE = 0.5;

/** Maps from the codes of Chinese fonts to characters. A path, since the reader opens no file: URL. */
const CHARACTER_MAPS = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps') + sep;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * Lines are rebuilt from where the characters stand; cells of a table row are separated by tabs.
 * @throws JudianError PDF_ENCRYPTED, PDF_DAMAGED, PDF_NO_TEXT, FILE_TOO_LARGE
 */
export async function loadPdf(bytes: Uint8Array, file: string): Promise<SourceDocument> {
  return withoutStrays(() => readPdf(bytes, file));
}

async function readPdf(bytes: Uint8Array, file: string): Promise<SourceDocument> {
  const pdf = await openPdf(bytes, file);
  try {
    const { numPages } = pdf;
    if (numPages > MAX_PDF_PAGES) {
      throw new JudianError('FILE_TOO_LARGE', { file, size: `${numPages} 页 (pages)`, limit: MAX_PDF_PAGES });
    }
    const lines: SourceLine[] = [];
    const deadline = performance.now() + MAX_PDF_MILLISECONDS;
    for (let page = 1; page <= numPages; page += 1) {
      for (const text of pageLines(await readItems(pdf, page, file))) lines.push({ text, page });
      if (performance.now() > deadline) throw new JudianError('PDF_DAMAGED', { file, reason: `no end by page ${page}` });
    }
    if (isScan(lines, numPages)) throw new JudianError('PDF_NO_TEXT', { file });
    return { format: 'pdf', lines };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(bytes: Uint8Array, file: string): Promise<Pdf> {
  try {
    // The reader takes its buffer over, so it gets a copy.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, cMapUrl: CHARACTER_MAPS, cMapPacked: true });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new JudianError('PDF_ENCRYPTED', { file }, { cause: error });
    }
    throw new JudianError('PDF_DAMAGED', { file, reason: reasonOf(error) }, { cause: error });
  }
}

async function readItems(pdf: Pdf, number: number, file: string): Promise<PageItem[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const upright = toUpright(items.flatMap((item) => ('str' in item ? [item] : [])), page.rotate);
    page.cleanup();
    return upright;
  } catch (error) {
    throw new JudianError('PDF_DAMAGED', { file, reason: `page ${number}: ${reasonOf(error)}` }, { cause: error });
  }
}

/** Is there no text but what recurs on the pages and page numbers, or none that can be read? */
function isScan(lines: readonly SourceLine[], pages: number): boolean {
  const counts = new Map<string, number>();
  for (const { text } of lines) counts.set(text, (counts.get(text) ?? 0) + 1);
  let characters = 0;
  let unreadable = 0;
  for (const [text, count] of counts) {
    const visible = text.replace(/\s/g, '');
    if ((pages > 2 && count > pages / 2) || /^[-—–·.\d]*$/.test(visible)) continue;
    characters += visible.length;
    unreadable += visible.replace(/[^\ue000-\uf8ff\ufffd]/g, '').length;
  }
  const least = pages > 1 ? LEAST_CHARACTERS_A_PAGE * pages : 1;
  return characters < least || unreadable > characters * (1 - LEAST_READABLE);
}
