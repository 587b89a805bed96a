/** @module The parser: a document becomes a report. Pure, deterministic, linear in the length of the document. */

import { createHash } from 'node:crypto';
import { JudianError } from '../errors.js';
import { buildBlocks, type HeadingBlock } from './blocks.js';
import { findFurniture } from './furniture.js';
import { measureLayout } from './layout.js';
import { readLines } from './lines.js';
import { displayName, readMetadata } from './metadata.js';
import { cutPassages } from './passages.js';
import { placeHeadings } from './sections.js';
import { layOut } from './text.js';
import type { Report, Section, SourceDocument } from './types.js';

/** Raise when the same file gives other passages: indexes made by another parser parse every file again. */
export const PARSER_VERSION = 4;

/** A report needs at least this many Chinese characters to be one. */
const FEWEST_CHARACTERS = 20;

function headingText(text: string): string {
  return text.replace(/[。：:]+$/u, '').trim();
}

/** `file`: path below its reports folder. Throws FILE_NO_TEXT where nothing is left to index. */
export function parseDocument(document: SourceDocument, file: string): Report {
  const lines = readLines(document);
  const furniture = findFurniture(lines);
  const layout = measureLayout(lines.filter((_, at) => !furniture.has(at)), document.format);
  const fileTitle = (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/u, '');
  const metadata = readMetadata(lines, furniture, fileTitle);
  const blocks = buildBlocks(lines, furniture, metadata.headEnd, metadata.titleLines, layout);
  const { text, lineMap, blocks: laidOut } = layOut(blocks);
  if ((text.match(/\p{Script=Han}/gu)?.length ?? 0) < FEWEST_CHARACTERS) throw new JudianError('FILE_NO_TEXT', { file });

  const headings = laidOut.filter((entry): entry is typeof entry & { block: HeadingBlock } => entry.block.kind === 'heading');
  const placed = placeHeadings(headings.map(({ block }) => block));
  const sections: Section[] = headings.map(({ block, start, end }, index) => ({
    index,
    parent: placed[index]!.parent,
    level: placed[index]!.level,
    heading: headingText(text.slice(start, end)),
    start,
    end,
    line: block.pieces[0]!.line,
  }));
  let section: number | null = null;
  const textBlocks = laidOut.flatMap((block) => {
    if (block.block.kind !== 'heading') return [{ block, section }];
    section = section === null ? 0 : section + 1;
    return [];
  });
  const passages = cutPassages({ text, lineMap, sections, blocks: textBlocks, metadata });
  const { title, date, issuer, region, parents, kind, years, targetYears } = metadata;
  return {
    id: createHash('sha256').update(text).digest('base64url').slice(0, 10),
    file,
    format: document.format,
    name: displayName(metadata),
    title,
    date,
    issuer,
    region,
    parents,
    kind,
    years,
    targetYears,
    text,
    lineMap,
    sections,
    passages,
  };
}
