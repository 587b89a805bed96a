/**
 * @module Syncs beside what they cost: one that finds nothing to do, and questions asked while another is under way.
 *
 *   npm run bench -- sync [--files 1000] [--size 10000] [--passages 1000] [--rate 10] [--questions 150]
 *
 * A sync of `--files` unchanged files; then, over a corpus of `--size` passages, `--rate` questions a second while
 * reports of `--passages` passages are added, and as many before while nothing happens. Such syncs are repeated until
 * `--questions` questions were asked during them, so that a p95 tells something. How long one more report takes
 * at any size is measured by `scale`. Exit code 1 where a bar is missed.
 */

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { App } from '../src/app.js';
import { readQuestions } from './golden.js';
import { madeReport, makeCorpus, otherParagraphs, PASSAGES_A_REPORT } from './scale/corpus.js';
import { percentiles } from './scale/messages.js';
import { openAppOver } from './workbench.js';

const QUESTIONS = 'test/golden/questions.jsonl';
const WARM_UP_MS = 2_000;
/** How long is asked before each sync. */
const IDLE_MS = 5_000;
const ROUNDS = 5;
/** Milliseconds. */
const MOST_FOR_NOTHING = 1_000;
/** Times the p95 of questions asked while nothing happens. */
const MOST_SLOWER = 2;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string', default: '1000' },
      size: { type: 'string', default: '10000' },
      passages: { type: 'string', default: '1000' },
      rate: { type: 'string', default: '10' },
      questions: { type: 'string', default: '150' },
    },
  });
  const work = mkdtempSync(join(tmpdir(), 'judian-sync-'));
  try {
    const isQuick = await nothingToDo(join(work, 'still'), Number(values.files));
    const isSmooth = await askedMeanwhile(join(work, 'busy'), Number(values.size), Number(values.passages), Number(values.rate), Number(values.questions));
    return isQuick && isSmooth ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function nothingToDo(home: string, files: number): Promise<boolean> {
  const reports = join(home, 'reports');
  mkdirSync(reports, { recursive: true });
  // Files that were written a moment ago are read again, since their time may hide a change.
  const time = Date.now() / 1000 - 3600;
  for (let number = 0; number < files; number++) {
    const path = join(reports, `${number}.txt`);
    writeFileSync(path, `政府工作报告\n一、工作回顾\n第${number}项工作扎实推进，全年完成投资${number}亿元。\n`);
    utimesSync(path, time, time);
  }
  const app = await openAppOver([reports], join(home, 'index'));
  await app.library.sync();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await timed(() => app.library.sync())).ms);
  await app.close();
  const { p50 } = percentiles(times);
  const isMet = p50 <= MOST_FOR_NOTHING;
  console.log(`sync of ${files} unchanged files: ${p50.toFixed(0)} ms (bar ${MOST_FOR_NOTHING} ms)${isMet ? '' : '  MISSED'}`);
  return isMet;
}

/** Each round asks for a while with nothing else to do, then while new reports are added: so the machine's moods meet both alike. */
async function askedMeanwhile(home: string, size: number, passages: number, rate: number, fewest: number): Promise<boolean> {
  const reports = join(home, 'reports');
  await makeCorpus(reports, size, null);
  const app = await openAppOver([reports], join(home, 'index'));
  await app.library.sync();
  const all = readQuestions(QUESTIONS).map(({ question }) => question);
  await ask(app, all, rate, setTimeout(WARM_UP_MS));

  const paragraphs = await otherParagraphs();
  const idle: number[] = [];
  const busy: number[] = [];
  const seconds: number[] = [];
  let longestTurn = 0;
  let embedded = 0;
  let isHalf = false;
  for (let report = 900_000; busy.length < fewest; ) {
    idle.push(...(await ask(app, from(all, idle.length), rate, setTimeout(IDLE_MS))).times);
    for (let left = passages; left > 0; left -= PASSAGES_A_REPORT, report++) {
      writeFileSync(join(reports, `added-${report}.txt`), await madeReport(report, Math.min(PASSAGES_A_REPORT, left), paragraphs));
    }
    const before = app.index.snapshot().generation;
    const turns = monitorEventLoopDelay({ resolution: 1 });
    turns.enable();
    const sync = timed(() => app.library.sync());
    const { times, generations } = await ask(app, from(all, busy.length), rate, sync);
    turns.disable();
    longestTurn = Math.max(longestTurn, turns.max / 1e6);
    const { ms, result } = await sync;
    busy.push(...times);
    seconds.push(ms / 1_000);
    embedded += result.passagesEmbedded;
    isHalf ||= generations.some((generation) => generation !== before && generation !== before + 1);
  }
  await app.close();

  const [still, during] = [percentiles(idle), percentiles(busy)];
  const ratio = during.p95 / still.p95;
  const isMet = ratio <= MOST_SLOWER && !isHalf;
  console.log(
    `${seconds.length} syncs of ${Math.round(embedded / seconds.length)} new passages each into ${size} and more: ${percentiles(seconds).p50.toFixed(1)} s (median); ` +
      `longest turn of the event loop, questions with it, ${longestTurn.toFixed(0)} ms`,
  );
  console.log(
    `questions, ${rate} a second: ${idle.length} idle p50 ${still.p50.toFixed(1)} p95 ${still.p95.toFixed(1)} ms; ` +
      `${busy.length} during the syncs p50 ${during.p50.toFixed(1)} p95 ${during.p95.toFixed(1)} ms, ${ratio.toFixed(1)} times (bar ${MOST_SLOWER})` +
      `${isHalf ? ', of a generation that is neither the old nor the new one' : ''}${isMet ? '' : '  MISSED'}`,
  );
  return isMet;
}

/** The same questions, beginning with number `start` of a list without end. */
function from<T>(list: readonly T[], start: number): readonly T[] {
  const at = start % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** Asks at a steady rate until `end` settles. Times count from when a question was due: a process that is busy asks late. */
async function ask(app: App, questions: readonly string[], rate: number, end: Promise<unknown>): Promise<{ readonly times: number[]; readonly generations: number[] }> {
  const times: number[] = [];
  const generations: number[] = [];
  const answers: Promise<void>[] = [];
  let isOver = false;
  const over = end.then(() => (isOver = true));
  const started = performance.now();
  for (let number = 0; !isOver; number++) {
    const due = started + (number * 1_000) / rate;
    const rest = due - performance.now();
    if (rest > 0) await Promise.race([setTimeout(rest), over]);
    else await setTimeout(0);
    if (isOver) break;
    answers.push(
      app.desk.ask(questions[number % questions.length] ?? '').then(({ generation }) => {
        times.push(performance.now() - due);
        generations.push(generation);
      }),
    );
  }
  await Promise.all(answers);
  return { times, generations };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}
