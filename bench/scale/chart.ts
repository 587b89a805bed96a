/** @module The growth curve as SVG: time of a question and memory against the number of passages, both axes logarithmic. */

import type { SizeFigures } from './report.js';

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (readonly [passages: number, value: number])[];
}

const PANEL = { width: 360, height: 260, left: 56, top: 40, gap: 110 } as const;
const COLOURS = ['#0b6e4f', '#b5542b', '#3d5a98', '#7a4e9e', '#a0821c'] as const;

export function growthChart(all: readonly SizeFigures[]): string {
  const peers = all[0]?.peers ?? [];
  const lines = (own: (figures: SizeFigures) => number, ofPeer: (figures: SizeFigures, i: number) => number | undefined): Line[] => [
    line('据典 Judian', 0, all, own),
    ...peers.map(({ name }, i) => line(name, i + 1, all, (figures) => ofPeer(figures, i) ?? Number.NaN)),
  ];
  const time = lines(({ serve }) => serve.oneAtATime.p95, ({ peers: found }, i) => found[i]?.p95);
  const memory = lines(({ serve }) => serve.peakMB, ({ peers: found }, i) => found[i]?.peakMB);
  const width = 2 * PANEL.width + PANEL.gap + PANEL.left + 20;
  const height = PANEL.height + PANEL.top + 84;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    panel('Question, p95, ms', time, PANEL.left),
    panel('Memory, MB', memory, PANEL.left + PANEL.width + PANEL.gap - 40),
    ...time.map(({ name, colour }, i) => `<g transform="translate(${PANEL.left + i * 180},${height - 16})"><rect width="12" height="12" y="-10" fill="${colour}"/><text x="18">${name}</text></g>`),
    '</svg>',
    '',
  ].join('\n');
}

function line(name: string, i: number, all: readonly SizeFigures[], value: (figures: SizeFigures) => number): Line {
  return { name, colour: COLOURS[i] ?? '#333333', values: all.map((figures) => [figures.build.passages, value(figures)] as const) };
}

function panel(title: string, lines: readonly Line[], left: number): string {
  const values = lines.flatMap((one) => one.values).filter(([, value]) => value > 0);
  const x = scale(values.map(([passages]) => passages), 0, PANEL.width);
  const y = scale(values.map(([, value]) => value), PANEL.height, 0);
  const grid = [
    ...x.ticks.map((tick) => `<line x1="${x.at(tick)}" x2="${x.at(tick)}" y1="0" y2="${PANEL.height}" stroke="#dddddd"/><text x="${x.at(tick)}" y="${PANEL.height + 18}" text-anchor="middle">${tick.toLocaleString('en')}</text>`),
    ...y.ticks.map((tick) => `<line x1="0" x2="${PANEL.width}" y1="${y.at(tick)}" y2="${y.at(tick)}" stroke="#dddddd"/><text x="-8" y="${y.at(tick) + 4}" text-anchor="end">${tick.toLocaleString('en')}</text>`),
  ];
  const curves = lines.flatMap(({ colour, values: points }) => {
    const shown = points.filter(([, value]) => value > 0).map(([passages, value]) => [x.at(passages), y.at(value)] as const);
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${shown.map(([a, b]) => `${a},${b}`).join(' ')}"/>`,
      ...shown.map(([a, b]) => `<circle cx="${a}" cy="${b}" r="3" fill="${colour}"/>`),
    ];
  });
  return [`<g transform="translate(${left},${PANEL.top})">`, `<text y="-16" font-weight="bold">${title}</text>`, ...grid, ...curves, `<text x="${PANEL.width}" y="${PANEL.height + 36}" text-anchor="end">passages</text>`, '</g>'].join('\n');
}

/** Logarithmic, over whole powers of ten. */
function scale(values: readonly number[], from: number, to: number): { at(value: number): number; ticks: readonly number[] } {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const at = (value: number): number => Math.round((from + ((to - from) * (Math.log10(value) - low)) / (high - low)) * 10) / 10;
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}
