/** @module The figures as a table, set against their bars, and what they foretell of a million passages. */

import type { BuildFigures, PeerFigures, ServeFigures } from './messages.js';

export interface SizeFigures {
  readonly build: BuildFigures;
  /** The index is of an earlier run, and so are its figures. */
  readonly isKept: boolean;
  readonly coldMs: number;
  readonly serve: ServeFigures;
  readonly peers: readonly PeerFigures[];
}

const MILLION = 1_000_000;

type Row = readonly [name: string, bar: string, value: (figures: SizeFigures) => string];

const ms = (value: number): string => value.toFixed(1);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const kept = ({ isKept }: SizeFigures, value: string): string => (isKept ? `${value} ¹` : value);

const ROWS: readonly Row[] = [
  ['passages / reports', '', ({ build }) => `${build.passages} / ${build.reports}`],
  ['parse, passages/s', '', (figures) => kept(figures, (figures.build.passages / figures.build.parse).toFixed(0))],
  ['embed, passages/s', '', (figures) => kept(figures, (figures.build.passages / figures.build.embed).toFixed(0))],
  ['index build, s', '', (figures) => kept(figures, figures.build.index.toFixed(1))],
  ['event-loop delay p99 meanwhile, ms', '50', (figures) => kept(figures, ms(figures.build.loopDelay))],
  ['peak memory of the build, MB', '', (figures) => kept(figures, figures.build.peakMB.toFixed(0))],
  ['index on disk, MB', '', (figures) => kept(figures, figures.build.diskMB.toFixed(1))],
  ['cold start to first answer, s', '1.5', ({ coldMs }) => (coldMs / 1000).toFixed(2)],
  ['memory (RSS) at its highest, MB', '600', ({ serve }) => serve.peakMB.toFixed(0)],
  ['question p50 / p95 / p99, ms', '– / 30 / –', ({ serve: { oneAtATime: { p50, p95, p99 } } }) => `${ms(p50)} / ${ms(p95)} / ${ms(p99)}`],
  ['the same, eight at once', '', ({ serve: { eightAtOnce: { p50, p95, p99 } } }) => `${ms(p50)} / ${ms(p95)} / ${ms(p99)}`],
  ['event-loop delay p99, eight at once, ms', '50', ({ serve }) => ms(serve.eightAtOnce.loopDelay)],
  ['HNSW recall@10', '0.98', ({ serve }) => serve.recallAt10.toFixed(3)],
  ['add one report beyond embedding, s', '2', ({ serve }) => `${serve.addSeconds.toFixed(2)} (${serve.addPassages} passages)`],
  ['event-loop delay p99 meanwhile, ms', '50', ({ serve }) => ms(serve.addLoopDelay)],
  ['answer@5', '', ({ serve }) => percent(serve.answerAt5)],
];

export function report(all: readonly SizeFigures[], corpus: string): string {
  const stages = Object.keys(all[0]?.serve.stages ?? {});
  const shares: Row[] = stages.map((stage) => [`share of ${stage}`, '', ({ serve }) => percent(serve.stages[stage] ?? 0)]);
  const peers: Row[] = (all[0]?.peers ?? []).map(({ name }, i) => [
    `${name}: p50 / p95 ms, answer@5, MB`,
    '',
    ({ peers: found }) => {
      const peer = found[i];
      return peer ? `${ms(peer.p50)} / ${ms(peer.p95)}, ${percent(peer.answerAt5)}, ${peer.peakMB.toFixed(0)}` : '–';
    },
  ]);
  const lines = [
    `Corpus: the seeds and reports ${corpus === 'varied from seeds/' ? corpus : `made of ${corpus}`}; ${all[0]?.serve.questions ?? 0} questions, each asked once. No embedding is cached.`,
    '',
    `| | bar at 100,000 | ${all.map(({ build }) => build.passages).join(' | ')} |`,
    `|---|---|${all.map(() => '---|').join('')}`,
    ...[...ROWS, ...shares, ...peers].map(([name, bar, value]) => `| ${name} | ${bar} | ${all.map(value).join(' | ')} |`),
  ];
  if (all.some(({ isKept }) => isKept)) lines.push('', '¹ measured when the index was made, in an earlier run.');
  const projected = projectedP95(all);
  if (projected !== null) lines.push('', `Question p95 at 1,000,000 passages, on the straight line through the two largest sizes: ${projected.toFixed(0)} ms (bar: 120 ms).`);
  return lines.join('\n');
}

/** A straight line is the worst that postings and candidates can do. Null with less than two sizes. */
export function projectedP95(all: readonly SizeFigures[]): number | null {
  const [b, a] = [...all].sort((one, other) => other.build.passages - one.build.passages);
  if (a === undefined || b === undefined) return null;
  const slope = (b.serve.oneAtATime.p95 - a.serve.oneAtATime.p95) / (b.build.passages - a.build.passages);
  return b.serve.oneAtATime.p95 + Math.max(0, slope) * (MILLION - b.build.passages);
}
