/** @module What it costs to index a corpus: the product's own sync, timed by stage. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { keepHeapSmall } from '../../src/heap.js';
import type { SyncProgress } from '../../src/index/index.js';
import { openAppOver } from '../workbench.js';
import { peakMB, type BuildFigures, type Task } from './messages.js';

export async function build({ reports, index }: Task): Promise<BuildFigures> {
  const clock = new StageClock();
  const app = await openAppOver([reports], index, (progress) => clock.hear(progress));
  // As the command line does.
  keepHeapSmall();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const summary = await app.index.sync();
  clock.stop();
  delay.disable();
  const figures = { passages: summary.passages, reports: summary.added.length, ...clock.seconds(), loopDelay: delay.percentile(99) / 1e6 };
  await app.close();
  return { ...figures, diskMB: await folderMB(index), peakMB: peakMB() };
}

/** Seconds of each stage of a sync. */
export class StageClock {
  readonly #spent = { parse: 0, embed: 0, index: 0 };
  #stage: SyncProgress['stage'] = 'parse';
  #since = performance.now();

  hear({ stage }: SyncProgress): void {
    this.stop();
    this.#stage = stage;
  }

  stop(): void {
    const now = performance.now();
    this.#spent[this.#stage] += (now - this.#since) / 1000;
    this.#since = now;
  }

  seconds(): Readonly<Record<SyncProgress['stage'], number>> {
    return { ...this.#spent };
  }
}

async function folderMB(dir: string): Promise<number> {
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}
