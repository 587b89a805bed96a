/**
 * @module `npm run bench -- ask [--reports DIR …] [--index DIR] [--questions FILE …] [--at-once 1] [--rounds 1] [--json FILE]`:
 * what questions cost over an index that is there, one's own or one that `scale --work DIR` has left. Nothing is synced.
 *
 * Processor time tells more than the clock where other work runs beside it. In a second round passages and words of the first
 * are still in memory.
 */

import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/app.js';
import { readQuestions } from './golden.js';
import { peakMB, percentiles, type Latency } from './scale/messages.js';
import { openAppOver } from './workbench.js';

interface Round extends Latency {
  /** Milliseconds of processor time a question. */
  readonly processor: number;
}

/** Gives the exit code: 1 where the index is empty. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reports: { type: 'string', multiple: true },
      index: { type: 'string' },
      questions: { type: 'string', multiple: true, default: ['test/golden/questions.jsonl', 'test/golden/more.jsonl'] },
      'at-once': { type: 'string', default: '1' },
      rounds: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  const { reportsDirs, indexDir } = loadConfig(process.env, { cwd: process.cwd() });
  const opening = performance.now();
  const app = await openAppOver(values.reports ?? reportsDirs, values.index ?? indexDir, () => {}, true);
  try {
    const openMs = performance.now() - opening;
    const { passages } = app.desk.status();
    if (passages === 0) {
      process.stderr.write('The index is empty: run npm run index first.\n');
      return 1;
    }
    const questions = values.questions.flatMap(readQuestions).map(({ question }) => question);
    const first = performance.now();
    await app.desk.ask(questions[0] ?? '');
    const firstMs = performance.now() - first;
    const rounds: Round[] = [];
    for (let round = 0; round < Number(values.rounds); round++) rounds.push(await askAll((question) => app.desk.ask(question), questions, Number(values['at-once'])));
    const result = { passages, questions: questions.length, atOnce: Number(values['at-once']), openMs, firstMs, rounds, peakMB: peakMB() };
    process.stdout.write(`${table(result)}\n`);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } finally {
    await app.close();
  }
}

/** Asks all questions, `width` of them at a time. */
export async function askAll(ask: (question: string) => Promise<unknown>, questions: readonly string[], width: number): Promise<Round> {
  const times: number[] = [];
  const waiting = questions.values();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = process.cpuUsage();
  const person = async (): Promise<void> => {
    for (const question of waiting) {
      const start = performance.now();
      await ask(question);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: width }, person));
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  return { ...percentiles(times), loopDelay: delay.percentile(99) / 1e6, processor: (user + system) / 1000 / Math.max(1, times.length) };
}

function table({ passages, questions, atOnce, openMs, firstMs, rounds, peakMB: memory }: {
  readonly passages: number; readonly questions: number; readonly atOnce: number;
  readonly openMs: number; readonly firstMs: number; readonly rounds: readonly Round[]; readonly peakMB: number;
}): string {
  return [
    `${passages} passages, ${questions} questions, ${atOnce} at once; opened in ${openMs.toFixed(0)} ms, first question ${firstMs.toFixed(0)} ms, ${memory.toFixed(0)} MB at most`,
    '',
    '| round | p50 / p95 / p99 ms | processor ms a question | event-loop delay p99 ms |',
    '|---|---|---|---|',
    ...rounds.map(({ p50, p95, p99, processor, loopDelay }, i) => `| ${i + 1} | ${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(' / ')} | ${processor.toFixed(1)} | ${loopDelay.toFixed(1)} |`),
  ].join('\n');
}
