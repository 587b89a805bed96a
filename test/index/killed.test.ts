import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { clearIndex, examineIndex, openIndex, type IndexOptions, type Snapshot } from '../../src/index/index.js';
import { parseDocument } from '../../src/reports/index.js';
import { listReportFiles, loadDocument, readReportFile } from '../../src/reports/load/index.js';
import { contentOf } from '../support/index-harness.js';
import { withFolder } from '../support/index-reports.js';
import { plainEmbedder } from '../support/plain-embedder.mjs';

/** `JUDIAN_KILLS=200 npm test -- test/index/killed` is the long run. */
const KILLS = Number(process.env['JUDIAN_KILLS'] ?? 12);
/** The moments spread over opening and this many syncs, however long they take on this machine. */
const SYNCS = 4;
const CHILD = join(import.meta.dirname, '..', 'support', 'sync-child.mjs');

const lineSchema = z.union([
  z.object({ opening: z.literal(true) }),
  z.object({ next: z.record(z.string(), z.number()) }),
  z.object({ done: z.number() }),
]);
type State = Record<string, number>;

beforeAll(() => {
  // The child runs what is compiled.
  execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'scripts', 'judian.mjs'), '--help']);
}, 120_000);

function optionsOf(dir: string, reports: string): IndexOptions {
  return {
    dir,
    reportDirs: [reports],
    embedder: plainEmbedder(),
    listFiles: listReportFiles,
    parseFile: async (path, file) => parseDocument(await loadDocument(await readReportFile({ path, file }), file), file),
    language: 'zh',
    log: { info: () => {}, warn: () => {} },
  };
}

/** Runs the child for `ms` after it begins to open the index; gives the states it told of, and which of them was done last. */
async function killedAfter(ms: number, reports: string, dir: string, first: number): Promise<{ done: State | null; next: State | null; generation: number }> {
  const child = spawn(process.execPath, [CHILD, reports, dir, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = text(child.stdout);
  await once(child.stdout, 'data');
  await setTimeout(ms);
  child.kill('SIGKILL');
  await once(child, 'close');
  let done: State | null = null;
  let next: State | null = null;
  let generation = 0;
  for (const line of (await output).split('\n').slice(0, -1)) {
    const told = lineSchema.parse(JSON.parse(line));
    if ('next' in told) next = told.next;
    if ('done' in told) [done, generation] = [next, told.done];
  }
  return { done, next, generation };
}

/** How long the child takes to open the index and finish {@link SYNCS} syncs. */
async function msOfSyncs(reports: string, dir: string): Promise<number> {
  const child = spawn(process.execPath, [CHILD, reports, dir, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [started, told] = [0, ''];
  for await (const chunk of child.stdout) {
    started ||= performance.now();
    told += String(chunk);
    if (told.split('"done"').length > SYNCS) break;
  }
  const ms = performance.now() - started;
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return ms;
}

async function copyOf(reports: string): Promise<string> {
  await cp(reports, `${reports}-copy`, { recursive: true });
  return `${reports}-copy`;
}

const stateOf = ({ reports, body }: Snapshot): State => Object.fromEntries(reports.map(({ file, id }) => [file, Number(/编号(\d+)/u.exec(body(id)?.text ?? '')?.[1])]));

// The time limit stops a hang; a machine whose processors others take most of needs several seconds a kill.
test(`a process killed at any of ${KILLS} moments leaves a whole generation, nothing is lost, and nothing is left after the doctor`, () =>
  withFolder(async (folder) => {
    const reports = join(folder, 'reports');
    const dir = join(folder, 'index');
    const kept = join(folder, 'kept');
    await mkdir(reports);
    await writeFile(join(reports, 'a.txt'), '政府工作报告\n编号1\n一、工作回顾\n完成投资一亿元。\n');
    const latestMs = await msOfSyncs(await copyOf(reports), `${dir}-timed`);
    let before: State = {};
    let generation = 0;
    let inTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const told = await killedAfter(Math.random() * latestMs, reports, dir, 1 + (kill + 1) * 1_000_000);
      const index = await openIndex(optionsOf(dir, reports));
      const snapshot = index.snapshot();

      const state = stateOf(snapshot);
      expect([told.done ?? before, told.next ?? before]).toContainEqual(state);
      expect(snapshot.generation).toBeGreaterThanOrEqual(Math.max(generation, told.generation));
      if (JSON.stringify(told.next) !== JSON.stringify(told.done)) inTheMiddle++;

      const content = contentOf(snapshot);
      await index.sync();
      before = stateOf(index.snapshot());
      generation = index.snapshot().generation;
      // What was served is what an index of those very reports serves.
      if (JSON.stringify(before) === JSON.stringify(state)) {
        await cp(reports, kept, { recursive: true });
        const full = await openIndex(optionsOf(`${dir}-full`, kept));
        await full.sync();
        expect(contentOf(full.snapshot())).toEqual(content);
        await full.close();
        await rm(kept, { recursive: true });
        await rm(`${dir}-full`, { recursive: true });
      }
      await index.close();

      const options = optionsOf(dir, reports);
      await clearIndex(options, await examineIndex(options));
      expect((await examineIndex(options)).filter(({ state: found }) => found !== 'fine')).toEqual([]);
      const names = (await readdir(dir)).map((name) => name.replace(/-\d+\.bin$/u, ''));
      expect(names.filter((name) => !/-(?:wal|shm)$/u.test(name)).toSorted()).toEqual(['graph', 'index.sqlite', 'lexical', 'manifest.json', 'neighbours', 'vectors']);
    }
    // Else the moments said nothing about syncs.
    expect(inTheMiddle).toBeGreaterThan(0);
  }), 60_000 + KILLS * 15_000);
