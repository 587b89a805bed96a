/** @module What the measuring processes tell each other. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Latency extends Percentiles {
  /** 99th percentile of the delay of the event loop meanwhile, in milliseconds. */
  readonly loopDelay: number;
}

/** Of {@link build}. Times in seconds. */
export interface BuildFigures {
  readonly passages: number;
  readonly reports: number;
  readonly parse: number;
  readonly embed: number;
  readonly index: number;
  readonly loopDelay: number;
  readonly diskMB: number;
  readonly peakMB: number;
}

/** Of {@link serve}. Times of questions in milliseconds. */
export interface ServeFigures {
  readonly openMs: number;
  readonly oneAtATime: Latency;
  readonly eightAtOnce: Latency;
  /** Share of each stage in the time of a question, 0 to 1. */
  readonly stages: Readonly<Record<string, number>>;
  readonly answerAt5: number;
  readonly questions: number;
  /** Highest resident memory up to the last question. */
  readonly peakMB: number;
  readonly recallAt10: number;
  /** Seconds to add one report beyond embedding it, and its passages. */
  readonly addSeconds: number;
  readonly addPassages: number;
  readonly addLoopDelay: number;
}

export interface PeerFigures extends Percentiles {
  readonly name: string;
  readonly buildSeconds: number;
  readonly peakMB: number;
  readonly answerAt5: number;
}

export interface Task {
  readonly task: 'build' | 'serve' | 'minisearch' | 'fts5' | 'scan';
  readonly reports: string;
  readonly index: string;
  readonly questions: readonly string[];
}

export function percentiles(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Resident memory at its highest, in MB of a million bytes. */
export const peakMB = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

/** Runs a task in a process of its own, so that memory and caches are its own too. */
export function measure<T>(task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (message: T) => resolve(message));
    child.once('exit', (code) => reject(new Error(`${task.task} ended with ${code}`)));
  });
}
