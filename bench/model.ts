/**
 * @module `npm run bench -- model [--model FOLDER] [--passages N] [--reports DIR]`: what the embedding model costs: size,
 * loading, a question, passages. One line a measure; exit code 1 where a target is missed.
 */

import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig, parseFile } from '../src/app.js';
import { bundledModel, createEmbedder } from '../src/embed/index.js';
import { embeddingText, placedPassages } from '../src/index/index.js';
import { listReportFiles } from '../src/reports/load/index.js';
import { readQuestions } from './golden.js';
import { readOptions } from './workbench.js';

/** On two cores. */
const TARGETS = { loadMs: 500, questionMs: 8, passagesPerSecond: 150 };
/** Each in a process of its own: a second load in one process finds the libraries there. */
const LOADS = 5;
const LOADING = 'const [, module, folder] = process.argv; const { createEmbedder } = await import(module); const [start, spent] = [performance.now(), process.cpuUsage()]; await createEmbedder({ model: folder }); const { user, system } = process.cpuUsage(spent); process.stdout.write(`${performance.now() - start} ${(user + system) / 1000}`);';

const middle = (values: readonly number[], share = 0.5): number => values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, []);
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const folder = resolve(last('model') ?? bundledModel());
  const config = loadConfig({}, { cwd: process.cwd() });
  const texts = await passageTexts(values.get('reports')?.map((dir) => resolve(dir)) ?? config.reportsDirs, Number(last('passages') ?? 2000));

  const module = new URL('../src/embed/index.js', import.meta.url).href;
  const loads = Array.from({ length: LOADS }, () => execFileSync(process.execPath, ['--input-type=module', '-e', LOADING, module, folder], { encoding: 'utf8' }).split(' ').map(Number));
  const [loadMs, loadCpuMs] = [0, 1].map((at) => middle(loads.map((load) => load[at] ?? Number.NaN)));
  const embedder = await createEmbedder({ model: folder });
  const questions = readQuestions('test/golden/questions.jsonl').map(({ question }) => question);
  for (const question of questions.slice(0, 20)) await embedder.embedQuestion(question);
  const asked: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    await embedder.embedQuestion(question);
    asked.push(performance.now() - start);
  }
  const start = performance.now();
  await embedder.embedPassages(texts);
  const perSecond = texts.length / ((performance.now() - start) / 1000);
  await embedder.close();

  const measures = [
    { name: 'size', value: `${(sizeOf(folder) / 1e6).toFixed(1)} MB`, isMet: true },
    { name: `load, median of ${LOADS} processes`, value: `${loadMs?.toFixed(0)} ms, ${loadCpuMs?.toFixed(0)} of them computing`, isMet: (loadMs ?? Number.POSITIVE_INFINITY) <= TARGETS.loadMs },
    { name: 'question, median / 95 %', value: `${middle(asked).toFixed(2)} / ${middle(asked, 0.95).toFixed(2)} ms`, isMet: middle(asked, 0.95) <= TARGETS.questionMs },
    { name: `passages of ${Math.round(texts.join('').length / texts.length)} characters`, value: `${perSecond.toFixed(0)} a second`, isMet: perSecond >= TARGETS.passagesPerSecond },
  ];
  console.log(`${embedder.modelId}, dimension ${embedder.dimension}`);
  for (const { name, value, isMet } of measures) console.log(`${name}: ${value}${isMet ? '' : '  (target missed)'}`);
  return measures.every(({ isMet }) => isMet) ? 0 : 1;
}

/** Passages as the index embeds them, over and over until there are `count`. */
async function passageTexts(dirs: readonly string[], count: number): Promise<string[]> {
  const texts: string[] = [];
  for (const { path, file } of (await listReportFiles(dirs)).files) {
    const report = await parseFile(path, file);
    texts.push(...placedPassages(report).map(embeddingText));
  }
  if (texts.length === 0) throw new Error(`no report in ${dirs.join(', ')}`);
  return Array.from({ length: count }, (_, i) => texts[i % texts.length] ?? '');
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
