/** @module Reports parsed from a few lines of text, and short forms of what came out. */

import { parseDocument, type Passage, type Report, type SourceFormat, type SourceLine } from '../../src/reports/index.js';
import { loadDocument } from '../../src/reports/load/index.js';

/** Parses lines as they stand; `file` decides nothing but the fallback title. */
export function parseLines(lines: readonly (string | SourceLine)[], format: SourceFormat = 'txt', file = 'a.txt'): Report {
  return parseDocument({ format, lines: lines.map((line) => (typeof line === 'string' ? { text: line } : line)) }, file);
}

/** Parses a text given as one string, without its first line break. */
export function parseText(text: string, format: SourceFormat = 'txt', file = 'a.txt'): Report {
  return parseLines(text.replace(/^\n/u, '').split('\n'), format, file);
}

/** Loads and parses the bytes of a file. */
export async function parseBytes(bytes: Uint8Array | string, file: string): Promise<Report> {
  return parseDocument(await loadDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, file), file);
}

/** Headings with an indent of two spaces a level. */
export function outline(report: Report): string[] {
  return report.sections.map(({ level, heading }) => '  '.repeat(level - 1) + heading);
}

/** The passage that holds `words`. */
export function passageWith(report: Report, words: string): Passage {
  const passage = report.passages.find(({ text }) => text.includes(words));
  if (!passage) throw new Error(`no passage holds ${words}`);
  return passage;
}

/** Heading path of the section that a passage stands in. */
export function pathOf(report: Report, { section }: Passage): string[] {
  const path: string[] = [];
  for (let at = section; at !== null; at = report.sections[at]?.parent ?? null) path.unshift(report.sections[at]?.heading ?? '');
  return path;
}
