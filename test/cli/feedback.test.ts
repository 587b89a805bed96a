import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Feedback } from '../../src/telegram/index.js';
import { judian, tinyFolder, type Folder } from './judian.js';

// A process that starts first may have to compile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ENTRY: Feedback = {
  at: '2024-01-24T08:00:30.000Z', verdict: 'right', question: '那2024年呢？', previous: '东河区2023年GDP', reports: [], status: 'answered', generation: 1, person: 'somebody00',
  citations: [{ quote: '全年地区生产总值完成451亿元，同比增长7%；', highlight: '全年地区生产总值完成451亿元', file: 'a.txt', report: '东河区 2023年计划报告（2024-01-24）', section: [], lines: [9, 9], passage: '0123456789', score: 0.9 }],
};
const REFUSED: Feedback = { ...ENTRY, verdict: 'wrong', question: '多少座桥？', previous: null, status: 'not_found', citations: [] };

let folder: Folder;
beforeAll(async () => {
  folder = await tinyFolder();
  await mkdir(folder.index, { recursive: true });
  await writeFile(join(folder.index, 'feedback.jsonl'), `${JSON.stringify(ENTRY)}\n{"at":\n${JSON.stringify(REFUSED)}\n`);
});

describe('feedback', () => {
  test('lists what was said of which answer, a line each, and counts', async () => {
    const { code, out, notes } = await judian(folder, ['feedback']);
    expect(code).toBe(0);
    const [first, second] = out.trimEnd().split('\n');
    expect(first).toMatch(/^2024-01-24 08:00 {2}✓ {2}东河区2023年GDP › 那2024年呢？ +全年地区生产总值完成451亿元 — 东河区 2023年计划报告（2024-01-24） · 第9行$/u);
    expect(second).toMatch(/^2024-01-24 08:00 {2}✗ {2}多少座桥？ +这些报告里没有/u);
    expect(notes).toEqual(['有 1 行已损坏，已跳过。', '共 2 条评价：答对 1，没答对 1。']);
  });

  test('--json gives every line back as it was recorded', async () => {
    const { out } = await judian(folder, ['feedback', '--json']);
    expect(out.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([ENTRY, REFUSED]);
  });

  test('is empty where nobody said anything', async () => {
    const empty = await tinyFolder();
    expect(await judian(empty, ['feedback'], { env: { JUDIAN_LANGUAGE: 'en' } })).toEqual({ code: 0, out: '', notes: ['0 verdicts: 0 right, 0 wrong.'] });
  });
});
