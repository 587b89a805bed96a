/**
 * @module `npm run bench -- telegram [--chats 200] [--rate 30] [--seconds 60] [--json FILE]`: the bot under load.
 *
 * People in chats of their own ask golden questions at a steady rate through the emulator, which runs in the same process
 * and so takes its share of the time. Counted from a message's arrival to the answer's.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { ReportDesk } from '../src/answer/index.js';
import { TelegramEmulator } from '../test/support/telegram-emulator.js';
import { person } from '../test/support/telegram-people.js';
import { RunningBot } from '../test/support/telegram-running.js';
import { readQuestions } from './golden.js';
import { openWorkbench, readOptions } from './workbench.js';

const BARS = { p95: 1_000 } as const;
/** Answers that take longer are lost. */
const PATIENCE_MS = 30_000;
const FIRST_PERSON = 10_000;

/** Gives the exit code: 0 where no answer was lost or given twice and the bar is met. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, []);
  const number = (name: string, otherwise: number): number => Number(values.get(name)?.at(-1) ?? otherwise);
  const [chats, rate, seconds] = [number('chats', 200), number('rate', 30), number('seconds', 60)];
  const questions = readQuestions('test/golden/questions.jsonl').map(({ question }) => question);
  const folder = mkdtempSync(join(tmpdir(), 'judian-load-'));
  const app = await openWorkbench(['seeds'], join(folder, 'index'));
  const emulator = await TelegramEmulator.start();
  const bot = new RunningBot<ReportDesk>(emulator, app.desk, folder);
  const asked = new Map<number, number[]>();
  const answered = new Map<number, number>();
  const times: number[] = [];
  const keep = emulator.shown.push.bind(emulator.shown);
  emulator.shown.push = (...kept) => {
    for (const { chat } of kept) {
      const count = answered.get(chat.id) ?? 0;
      const since = asked.get(chat.id)?.[count];
      if (since !== undefined) times.push(performance.now() - since);
      answered.set(chat.id, count + 1);
    }
    return keep(...kept);
  };
  bot.run();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const total = rate * seconds;
  await app.desk.ask(questions[0] ?? '');
  delay.enable();
  const start = performance.now();
  for (let i = 0; i < total; i++) {
    const due = start + (i * 1_000) / rate;
    if (due > performance.now()) await setTimeout(due - performance.now());
    const from = person(FIRST_PERSON + (i % chats));
    asked.set(from.id, [...(asked.get(from.id) ?? []), performance.now()]);
    await bot.say(questions[i % questions.length] ?? '', { from });
    if (i % (rate * 10) === 0) process.stderr.write(`${Math.round((100 * i) / total)} %\n`);
  }
  const end = performance.now() + PATIENCE_MS;
  while (times.length < total && performance.now() < end) await setTimeout(50);
  delay.disable();
  await bot.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });

  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const shown = [...answered.values()].reduce((sum, count) => sum + count, 0);
  const result = {
    chats, rate, seconds, asked: total, lost: total - times.length, twice: shown - times.length,
    p50: at(0.5), p95: at(0.95), p99: at(0.99), loopDelayP99: delay.percentile(99) / 1e6, rssMb: process.memoryUsage.rss() / 1e6,
  };
  process.stdout.write(`${[
    `${chats} chats, ${rate} questions a second for ${seconds} s: ${total} asked`, '',
    '| measure | value | bar |', '|---|---|---|',
    `| lost / twice | ${result.lost} / ${result.twice} | 0 / 0 |`,
    `| answered after ms p50 / p95 / p99 | ${result.p50.toFixed(0)} / ${result.p95.toFixed(0)} / ${result.p99.toFixed(0)} | p95 ${BARS.p95} |`,
    `| event-loop delay p99 ms | ${result.loopDelayP99.toFixed(0)} | 50 |`,
    `| memory MB, the emulator's included | ${result.rssMb.toFixed(0)} | – |`,
  ].join('\n')}\n`);
  const file = values.get('json')?.at(-1);
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return result.lost === 0 && result.twice === 0 && result.p95 <= BARS.p95 ? 0 : 1;
}
