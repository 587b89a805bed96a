/**
 * @module Feeds damaged copies of real files to the loaders and the parser, and fails on what they must never do: throw
 * anything but a JudianError, take over 2 s for a file, or hold over 1 GB of memory. Time is that of the processor, so
 * that a busy machine fails nothing; whoever waits without working fails by the clock.
 *
 * `fuzz [--inputs 10000] [--seed 1] [folder or file …]`
 */

import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { JudianError, reasonOf } from '../src/errors.js';
import { parseDocument } from '../src/reports/index.js';
import { MAX_FILE_BYTES, loadDocument } from '../src/reports/load/index.js';
import { type SourceFile, createMutator } from './mutations.js';
import { renditions } from './renditions.js';

const MOST_MILLISECONDS = 2_000;
const MOST_CLOCK_MILLISECONDS = 20_000;
const MOST_BYTES = 1024 ** 3;
const SLOWEST_SHOWN = 5;
const PROGRESS_EVERY = 100;
const RENDERED_LINES = 300;

interface Outcome {
  /** `ok`, an error code, or `CRASH`. */
  readonly code: string;
  readonly detail: string;
  /** Of processor time. */
  readonly milliseconds: number;
  readonly clockMilliseconds: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
process.exitCode = await fuzz(Number(values.inputs), Number(values.seed), positionals);

/** The exit code: 1 if anything failed. */
async function fuzz(inputs: number, seed: number, paths: readonly string[]): Promise<number> {
  const sources = await readSources(paths.length > 0 ? paths : ['seeds', 'test/fixtures']);
  // Whole files first, so that loading the libraries counts against no mutant.
  for (const { bytes, file } of sources) await run(bytes, file);
  const mutate = createMutator(sources, seed);
  const counts = new Map<string, number>();
  const failures: string[] = [];
  let slowest: { readonly name: string; readonly milliseconds: number }[] = [];
  let peak = 0;
  for (let index = 1; index <= inputs; index += 1) {
    const { bytes, file, recipe } = mutate();
    const { code, detail, milliseconds, clockMilliseconds } = await run(bytes, file);
    const name = `#${index} ${file} (${bytes.length} B; ${recipe})`;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    peak = Math.max(peak, process.memoryUsage.rss());
    slowest = [...slowest, { name, milliseconds }].toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST_SHOWN);
    const slow = milliseconds > MOST_MILLISECONDS || clockMilliseconds > MOST_CLOCK_MILLISECONDS;
    if (code === 'CRASH' || slow) {
      const failure = code === 'CRASH' ? detail : `took ${Math.round(milliseconds)} ms, ${Math.round(clockMilliseconds)} ms by the clock`;
      failures.push(`${name}: ${failure}`);
      process.stderr.write(`\n${name}: ${failure}\n`);
    }
    if (index % PROGRESS_EVERY === 0 || index === inputs) {
      process.stderr.write(`\r${index}/${inputs}  failures ${failures.length}  peak ${megabytes(peak)} MB `);
    }
  }
  if (peak > MOST_BYTES) failures.push(`memory rose to ${megabytes(peak)} MB`);
  process.stderr.write('\n');
  report(counts, slowest, peak, failures);
  return failures.length > 0 ? 1 : 0;
}

async function run(bytes: Uint8Array, file: string): Promise<Outcome> {
  const start = performance.now();
  const processorStart = process.cpuUsage();
  const outcome = (code: string, detail = ''): Outcome => {
    const { user, system } = process.cpuUsage(processorStart);
    return { code, detail, milliseconds: (user + system) / 1000, clockMilliseconds: performance.now() - start };
  };
  try {
    const document = await loadDocument(bytes, file);
    parseDocument(document, file);
    return outcome(`ok ${document.format}`);
  } catch (error) {
    if (error instanceof JudianError) return outcome(error.code);
    return outcome('CRASH', error instanceof Error ? (error.stack ?? error.message) : reasonOf(error));
  }
}

/** All files under the given paths that are not too large to be reports, and the first text in the other formats. */
async function readSources(paths: readonly string[]): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder ? await readdir(path, { recursive: true }) : [''];
    for (const name of names.toSorted()) {
      const file = join(path, name);
      const { size } = await stat(file);
      if (!(await stat(file)).isFile() || size === 0 || size > MAX_FILE_BYTES || name.startsWith('README')) continue;
      sources.push({ file, extension: extname(file), bytes: await readFile(file) });
    }
  }
  const text = sources.find(({ extension }) => extension === '.txt');
  if (text) sources.push(...renditions(new TextDecoder().decode(text.bytes).split('\n').slice(0, RENDERED_LINES)));
  if (sources.length === 0) throw new Error(`no files under ${paths.join(', ')}`);
  return sources;
}

function report(
  counts: ReadonlyMap<string, number>,
  slowest: readonly { readonly name: string; readonly milliseconds: number }[],
  peak: number,
  failures: readonly string[],
): void {
  const rows = [...counts].toSorted((a, b) => b[1] - a[1]).map(([code, count]) => `${String(count).padStart(8)}  ${code}`);
  const slow = slowest.map(({ name, milliseconds }) => `${String(Math.round(milliseconds)).padStart(5)} ms  ${name}`);
  console.log(['outcomes', ...rows, 'slowest', ...slow, `peak memory ${megabytes(peak)} MB`].join('\n'));
  console.log(failures.length === 0 ? 'no failures' : `FAILED\n${failures.join('\n')}`);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
