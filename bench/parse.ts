/**
 * @module Time from bytes to passages: a 300-page report as text, wrapped text, HTML, DOCX and PDF, and memory with it.
 *
 * `npm run bench -- parse [--pages 300] [file …]`: without files, the seeds joined over and over.
 */

import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { parseDocument } from '../src/reports/index.js';
import { loadDocument } from '../src/reports/load/index.js';
import { renditions } from './renditions.js';

/** Of a printed page of a report. */
const CHARACTERS_A_PAGE = 700;
/** Target for a report as text, in milliseconds. */
const MOST_MILLISECONDS = 3_000;

/** The exit code: 1 where a text takes too long. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals: paths } = parseArgs({ args: [...args], allowPositionals: true, options: { pages: { type: 'string', default: '300' } } });
  const pages = Number(values.pages);
  const files = paths.length > 0 ? paths : (await readdir('seeds')).filter((name) => name.endsWith('.txt')).map((name) => join('seeds', name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  // Once around, so that loading the libraries counts against nothing.
  for (const { bytes, file } of renditions(texts[0]!.split('\n').slice(0, 50))) parseDocument(await loadDocument(bytes, file), file);
  let slow = false;
  const long = repeated(texts, pages * CHARACTERS_A_PAGE);
  for (const { bytes, file } of [{ file: 'report.txt', bytes: Buffer.from(long) }, ...renditions(long.split('\n'))]) {
    const milliseconds = await time(bytes, file);
    slow ||= !file.endsWith('.pdf') && milliseconds > MOST_MILLISECONDS;
  }
  return slow ? 1 : 0;
}

function repeated(texts: readonly string[], characters: number): string {
  const all = texts.join('\n');
  return all.repeat(Math.ceil(characters / all.length)).slice(0, characters);
}

async function time(bytes: Uint8Array, file: string): Promise<number> {
  const start = performance.now();
  const document = await loadDocument(bytes, file);
  const loaded = performance.now();
  const { text, sections, passages } = parseDocument(document, file);
  const end = performance.now();
  const memory = Math.round(process.memoryUsage.rss() / 1024 ** 2);
  const columns = [basename(file), `${text.length} characters`, `${sections.length} headings`, `${passages.length} passages`];
  console.log(`${columns.join('  ')}  load ${Math.round(loaded - start)} ms  parse ${Math.round(end - loaded)} ms  memory ${memory} MB`);
  return end - start;
}
