/** @module HTML → lines of its main content. */

import { load } from 'cheerio/slim';

import { JudianError } from '../../errors.js';
import type { SourceDocument } from '../types.js';
import { decodeText } from './encoding.js';
import { readPage } from './html-blocks.js';
import { selectContent } from './html-content.js';
import { MAX_HTML_DEPTH, MAX_HTML_TAGS } from './limits.js';

/** Bytes in which a page states its encoding. */
const HEAD_BYTES = 4096;

/** Elements without an end tag, and those whose end tag is mostly left out: they say nothing about depth. */
const UNNESTED = new Set(
  ('area base br col embed hr img input link meta param source track wbr ' +
    'p li dt dd tr td th thead tbody tfoot option optgroup colgroup').split(' '),
);

/**
 * Lines are block elements, `<br>` and rows of data tables; scripts, navigation and page furniture are left out.
 * @throws JudianError FILE_BINARY, FILE_ENCODING, HTML_TOO_DEEP, FILE_TOO_LARGE
 */
export function loadHtml(bytes: Uint8Array, file: string): SourceDocument {
  const html = decodeText(bytes, file, declaredEncoding(bytes));
  guardSize(html, file);
  // htmlparser2 is linear and twenty times faster than parse5 on deep or broken nesting.
  const root = load(html, { xml: { xmlMode: false, decodeEntities: true } }, false).root().get(0);
  return { format: 'html', lines: root === undefined ? [] : selectContent(readPage(root)) };
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  return /(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
}

/** Refuses, before anything is built from it, a page that would take too much time or memory. */
function guardSize(html: string, file: string): void {
  let tags = 0;
  let depth = 0;
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]{0,20})?/gi)) {
    tags += 1;
    if (tags > MAX_HTML_TAGS) {
      throw new JudianError('FILE_TOO_LARGE', { file, size: `> ${MAX_HTML_TAGS} 个标签 (tags)`, limit: MAX_HTML_TAGS });
    }
    if (name === '' || UNNESTED.has(name.toLowerCase())) continue;
    depth = end === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MAX_HTML_DEPTH) throw new JudianError('HTML_TOO_DEEP', { file, limit: MAX_HTML_DEPTH });
  }
}
