/** @module DOCX → lines: the archive, its parts, and what can be wrong with them. */

import { posix } from 'node:path';

import { JudianError } from '../../errors.js';
import type { SourceDocument, SourceLine } from '../types.js';
import { readBody } from './docx-body.js';
import { DocxNumbering } from './docx-numbering.js';
import { readStyles } from './docx-styles.js';
import { encodingOfMark } from './encoding.js';
import { MAX_DOCX_ENTRIES, MAX_DOCX_UNPACKED_BYTES, formatBytes } from './limits.js';
import { XmlError, readXml } from './xml.js';
import { type ZipEntry, ZipError, ZipSizeError, listZip, unzip } from './zip.js';

/** Formats that are ZIP archives too, by a file that each has. */
const OTHER_FORMATS: readonly (readonly [entry: RegExp, extension: string])[] = [
  [/^xl\/workbook/, '.xlsx'],
  [/^ppt\/presentation/, '.pptx'],
  [/^OFD\.xml$/i, '.ofd'],
  [/^META-INF\/container\.xml$/, '.epub'],
  [/^content\.xml$/, '.odt'],
];

/**
 * Paragraphs and table rows as lines; foot- and endnotes follow the text. Deleted and hidden text, comments, page
 * headers and footers are left out; automatic numbers are written out.
 * @throws JudianError DOCX_DAMAGED, DOCX_TOO_LARGE, FILE_UNSUPPORTED
 */
export function loadDocx(bytes: Uint8Array, file: string): SourceDocument {
  try {
    const archive = openArchive(bytes, file);
    const main = archive.mainPart();
    const related = archive.relations(main);
    const styles = readStyles(archive.read(related.get('styles')));
    const numbering = new DocxNumbering(archive.read(related.get('numbering')), styles);
    const lines: SourceLine[] = [];
    for (const part of [main, related.get('footnotes'), related.get('endnotes')]) {
      for (const line of readBody(archive.read(part), styles, numbering)) lines.push(line);
    }
    return { format: 'docx', lines };
  } catch (error) {
    if (error instanceof ZipSizeError) {
      throw new JudianError('DOCX_TOO_LARGE', { file, limit: formatBytes(MAX_DOCX_UNPACKED_BYTES) }, { cause: error });
    }
    if (error instanceof ZipError || error instanceof XmlError) {
      throw new JudianError('DOCX_DAMAGED', { file, reason: error.message }, { cause: error });
    }
    throw error;
  }
}

interface Archive {
  /** Path of the part that holds the text. */
  mainPart(): string;
  /** Paths of the parts that `part` refers to, by kind (`styles`, `footnotes`). */
  relations(part: string): ReadonlyMap<string, string>;
  /** A part's XML, or an empty text where there is none. */
  read(part: string | undefined): string;
}

function openArchive(bytes: Uint8Array, file: string): Archive {
  const entries = new Map(listZip(bytes, MAX_DOCX_ENTRIES).map((entry) => [entry.name, entry]));
  guardFormat(entries, file);
  guardSize(entries);
  let rest = MAX_DOCX_UNPACKED_BYTES;
  const read = (part: string | undefined): string => {
    const entry = part === undefined ? undefined : entries.get(part);
    if (entry === undefined) return '';
    const unpacked = unzip(bytes, entry, rest);
    rest -= unpacked.length;
    return new TextDecoder(encodingOfMark(unpacked) ?? 'utf-8').decode(unpacked);
  };
  const relations = (part: string) => {
    const folder = posix.dirname(part);
    return relationTargets(read(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), folder);
  };
  const mainPart = () => {
    const stated = relations('').get('officeDocument');
    for (const part of [stated, 'word/document.xml']) if (part !== undefined && entries.has(part)) return part;
    throw new ZipError('word/document.xml is missing');
  };
  return { mainPart, relations, read };
}

function guardFormat(entries: ReadonlyMap<string, ZipEntry>, file: string): void {
  const names = [...entries.keys()];
  if (names.some((name) => name.startsWith('word/'))) return;
  const other = OTHER_FORMATS.find(([entry]) => names.some((name) => entry.test(name)));
  if (other === undefined && /\.docx$/i.test(file)) return;
  throw new JudianError('FILE_UNSUPPORTED', { file, extension: other?.[1] ?? '.zip' });
}

/** Pictures are never unpacked, so only the size of what may be read counts. */
function guardSize(entries: ReadonlyMap<string, ZipEntry>): void {
  let declared = 0;
  for (const entry of entries.values()) if (/\.(?:xml|rels)$/i.test(entry.name)) declared += entry.unpackedSize;
  if (declared > MAX_DOCX_UNPACKED_BYTES) throw new ZipSizeError();
}

function relationTargets(xml: string, folder: string): Map<string, string> {
  const targets = new Map<string, string>();
  readXml(xml, {
    open: (name, attribute) => {
      const target = attribute('Target');
      if (!name.endsWith('Relationship') || target === undefined || attribute('TargetMode') === 'External') return;
      const kind = (attribute('Type') ?? '').split('/').at(-1) ?? '';
      targets.set(kind, target.startsWith('/') ? target.slice(1) : posix.join(folder, target));
    },
    close: () => {},
    text: () => {},
  });
  return targets;
}
