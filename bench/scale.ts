/**
 * @module Time and memory against the number of passages, and peers beside it.
 *
 *   npm run bench -- scale [--sizes 1000,10000,100000] [--corpus FILE.jsonl.gz] [--questions FILE …] [--work DIR]
 *                          [--json FILE] [--chart FILE.svg] [--no-peers]
 *
 * `--work` keeps corpora and indexes, so that a later run need not make them again: its table says where figures are of
 * an earlier run. Each part runs in a process of its own.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { growthChart } from './scale/chart.js';
import { makeCorpus } from './scale/corpus.js';
import { measure, percentiles, type BuildFigures, type PeerFigures, type ServeFigures, type Task } from './scale/messages.js';
import { report, type SizeFigures } from './scale/report.js';

const QUESTIONS = ['test/golden/questions.jsonl', 'test/golden/more.jsonl'];
const COLD_STARTS = 5;
const PEERS = ['minisearch', 'fts5', 'scan'] as const;
/** Raise when corpora or measured figures change: what `--work` keeps is then made again. */
const VERSION = 1;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '1000,10000,100000' },
      corpus: { type: 'string' },
      questions: { type: 'string', multiple: true, default: QUESTIONS },
      work: { type: 'string' },
      json: { type: 'string' },
      chart: { type: 'string' },
      'no-peers': { type: 'boolean', default: false },
    },
  });
  const work = values.work ?? mkdtempSync(join(tmpdir(), 'judian-scale-'));
  try {
    const all: SizeFigures[] = [];
    for (const size of values.sizes.split(',').map(Number)) all.push(await measureSize(size, values.corpus ?? null, work, values.questions, !values['no-peers']));
    process.stdout.write(`${report(all, values.corpus === undefined ? 'varied from seeds/' : basename(values.corpus))}\n`);
    if (values.json) await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`);
    if (values.chart) await writeFile(values.chart, growthChart(all));
    return 0;
  } finally {
    if (values.work === undefined) rmSync(work, { recursive: true, force: true });
  }
}

async function measureSize(size: number, corpus: string | null, work: string, questions: readonly string[], withPeers: boolean): Promise<SizeFigures> {
  const home = join(work, `${corpus === null ? 'varied' : basename(corpus).replace(/\W/gu, '-')}-${size}-${VERSION}`);
  const [reports, index, built] = [join(home, 'reports'), join(home, 'index'), join(home, 'build.json')];
  const task = (name: Task['task']): Task => ({ task: name, reports, index, questions });
  const isKept = existsSync(built);
  if (!isKept) {
    rmSync(home, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    note(`${size}: making a corpus`);
    await makeCorpus(reports, size, corpus);
    note(`${size}: indexing`);
    await writeFile(built, JSON.stringify(await measure<BuildFigures>(task('build'))));
  }
  const build: BuildFigures = JSON.parse(await readFile(built, 'utf8'));
  note(`${size}: starting cold`);
  const coldMs = await coldStarts(reports, index);
  note(`${size}: asking`);
  const serve = await measure<ServeFigures>(task('serve'));
  const peers: PeerFigures[] = [];
  if (withPeers) {
    for (const name of PEERS) {
      note(`${size}: ${name}`);
      peers.push(await measure<PeerFigures>(task(name)));
    }
  }
  return { build, isKept, coldMs, serve, peers };
}

const note = (line: string): void => void process.stderr.write(`${line}…\n`);

/** Median milliseconds from starting the command line to its first answer. */
async function coldStarts(reports: string, index: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < COLD_STARTS; i++) times.push(await coldStart(reports, index));
  return percentiles(times).p50;
}

function coldStart(reports: string, index: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const args = ['scripts/judian.mjs', 'ask', '--json', '--reports', reports, '--index', index, '东河区2023年GDP是多少？'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let answered: number | null = null;
    child.stdout.once('data', () => (answered = performance.now() - start));
    child.once('exit', (code) => (answered === null ? reject(new Error(`no answer, exit code ${code}`)) : resolve(answered)));
  });
}
