import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import Database from 'libsql';
import { z } from 'zod';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { LONGEST_QUESTION } from '../../src/answer/index.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { TOKEN } from '../support/telegram-people.js';
import { judian, REPORT_FILE, startJudian, tinyFolder, type Folder } from './judian.js';

const QUESTION = '2023年东河区GDP总量有多大，增速是多少？';

const answerSchema = z.object({
  question: z.string(),
  status: z.enum(['answered', 'not_found']),
  reason: z.string().optional(),
  citations: z.array(
    z.object({
      quote: z.string().max(400),
      highlight: z.string().max(150),
      report: z.object({ file: z.string(), title: z.string(), name: z.string(), region: z.string().nullable(), date: z.string().nullable() }),
      section: z.array(z.string()),
      lines: z.tuple([z.int(), z.int()]),
      score: z.number().min(0).max(1),
    }),
  ).max(5),
  tookMs: z.number(),
});

// A process that starts first may have to compile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Folder;
beforeAll(async () => {
  folder = await tinyFolder();
  const { out, code } = await judian(folder, ['index', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ added: [REPORT_FILE], changed: [], removed: [], failed: [], passagesEmbedded: expect.any(Number), passages: expect.any(Number), ms: expect.any(Number) });
});

describe('ask', () => {
  test('--json --stdin prints one object a line, whatever the line holds', async () => {
    const lines = [`${QUESTION}\r`, '', '你好', `今年\u2028${'长'.repeat(10_000)}`, '区\rGDP', '最后一行没有换行'];
    const { out, notes, code } = await judian(folder, ['ask', '--json', '--stdin'], { input: lines.join('\n') });
    expect(notes).toEqual([]);
    expect(code).toBe(0);
    expect(out.endsWith('\n')).toBe(true);
    const answers = out.trimEnd().split('\n').map((line) => answerSchema.parse(JSON.parse(line)));
    expect(answers.map(({ question }) => question)).toEqual([QUESTION, '', '你好', lines[3], '区\rGDP', '最后一行没有换行']);
    expect(answers.slice(1, 4).map(({ reason }) => reason)).toEqual(['empty', 'greeting', 'too_long']);
    expect(answers[0]?.status).toBe('answered');
    const best = answers[0]?.citations[0];
    expect(best?.quote).toContain('地区生产总值完成451亿元，同比增长7%');
    expect(best).toMatchObject({ report: { file: REPORT_FILE, region: '东河区', date: '2024-01-24' }, section: ['一、2023年国民经济和社会发展计划执行情况'], lines: [9, 9] });
  });

  test('shows people quote, section and line, without escape codes on a pipe', async () => {
    const { out, code } = await judian(folder, ['ask', '2023年东河区GDP总量', '有多大？']);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. “.*451亿元，同比增长7%/u);
    expect(out).toContain(`一、2023年国民经济和社会发展计划执行情况 · 第9行 · ${REPORT_FILE}`);
    expect(out).not.toContain('\u001b');
  });

  test('ends quietly when its reader has read enough', async () => {
    const child = startJudian(folder, ['ask', '--json', '--stdin']);
    child.stdin.on('error', () => {});
    child.stdin.end(`${QUESTION}\n`.repeat(3_000));
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect([code, errors]).toEqual([0, '']);
  });
});

describe('start', () => {
  test('answers a question a line from a pipe, and says where one is none', async () => {
    const { out, code } = await judian(folder, ['start'], { input: `${QUESTION}\n\n${'长'.repeat(LONGEST_QUESTION + 1)}\n` });
    expect(code).toBe(0);
    const [first, ...rest] = out.trimEnd().split('\n\n');
    expect(first).toContain('451亿元');
    expect(rest.slice(-2)).toEqual([expect.stringMatching(/^问题是空的/u), expect.stringMatching(/^问题有 2001 个字/u)]);
  });

  test('says what it is for where there is nothing to do', async () => {
    const { out, notes, code } = await judian(folder, []);
    expect([code, out]).toEqual([0, '']);
    expect(notes).toEqual([expect.stringMatching(/^没有读到问题/u), expect.stringContaining('BOT_TOKEN')]);
  });
});

describe('outline and reports', () => {
  test('outline shows the good files, one line a bad one, and fails', async () => {
    const { out, notes, code } = await judian(folder, ['outline', '--json', join(folder.reports, REPORT_FILE), join(folder.path, '没有.txt')]);
    expect(code).toBe(1);
    expect(notes).toEqual([expect.stringMatching(/^没有\.txt：无法读取/u)]);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ file: REPORT_FILE, date: '2024-01-24', region: '东河区', years: [2023], target_years: [2024] })]);
    expect(JSON.parse(out)[0].headings[0]).toEqual({ level: 1, text: '一、2023年国民经济和社会发展计划执行情况', line: 8 });
  });

  test('reports lists them as JSON', async () => {
    const { out } = await judian(folder, ['reports', '--json']);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ file: REPORT_FILE, sections: 3, targetYears: [2024] })]);
  });
});

describe('a bad place for reports or index gets one line, and nothing indexed is lost:', () => {
  const asked = async (args: readonly string[]) => judian(folder, ['ask', QUESTION, ...args]);

  test('no such reports folder', async () => {
    const { code, out, notes } = await asked(['--reports', '没有']);
    expect([code, out]).toEqual([1, '']);
    expect(notes).toEqual([expect.stringMatching(/^找不到报告目录 .*没有。请建立该目录/u)]);
  });

  test('a reports folder that was emptied', async () => {
    const empty = await tinyFolder();
    await rm(join(empty.reports, REPORT_FILE));
    const nothing = await judian(empty, ['start', QUESTION]);
    expect([nothing.code, nothing.notes]).toEqual([1, [expect.stringMatching(/^报告目录 .* 里没有可用的报告/u)]]);
    for (const command of [['index'], ['ask', QUESTION]]) {
      const { code, out, notes } = await judian(folder, [...command, '--reports', empty.reports]);
      expect([code, out]).toEqual([1, '']);
      expect(notes).toEqual([expect.stringMatching(/索引里的 1 份原样保留/u)]);
    }
    expect((await asked([])).out).toContain('451亿元');
  });

  test('an index folder that is a file', async () => {
    const { code, notes } = await asked(['--index', join(folder.reports, REPORT_FILE)]);
    expect([code, notes]).toEqual([1, [expect.stringMatching(/^无法写入索引目录/u)]]);
  });

  test('damaged files, derived or not', async () => {
    const names = (await readdir(folder.index)).filter((name) => /^(?:lexical|vectors|graph)-|^manifest/u.test(name));
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) if (!name.startsWith('manifest')) writeFileSync(join(folder.index, name), readFileSync(join(folder.index, name)).fill(7, 100, 200));
    const derived = await asked([]);
    expect(derived.out).toContain('451亿元');
    expect(derived.notes.every((line) => line.includes('无需重新嵌入'))).toBe(true);
    await writeFile(join(folder.index, 'index.sqlite'), '不是数据库'.repeat(1_000));
    const store = await asked([]);
    expect([store.code, store.out.includes('451亿元')]).toEqual([0, true]);
    expect(store.notes[0]).toMatch(/已损坏.*正在从报告重建/u);
  });

  test('an index of a newer version', async () => {
    const newer = await tinyFolder();
    await judian(newer, ['index']);
    const database = new Database(join(newer.index, 'index.sqlite'));
    database.pragma('user_version = 99');
    database.close();
    const { code, notes } = await judian(newer, ['ask', QUESTION]);
    expect([code, notes]).toEqual([1, [expect.stringMatching(/由更新的版本（格式 99/u)]]);
  });
});

describe('the bot', () => {
  test('gets one line for a token that Telegram refuses, and for no network', async () => {
    const emulator = await TelegramEmulator.start();
    const refused = await judian(folder, ['start'], { env: { BOT_TOKEN: '1:WRONG', TELEGRAM_API_ROOT: emulator.url, LOG_LEVEL: 'error' } });
    await emulator.close();
    expect(refused).toEqual({ code: 1, out: '', notes: ['Telegram 拒绝了 BOT_TOKEN（401）。请向 @BotFather 核对令牌，改正 .env 后重新启动。'] });
    const alone = await judian(folder, ['start'], { env: { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: 'http://127.0.0.1:1', LOG_LEVEL: 'error' } });
    expect([alone.code, alone.notes]).toEqual([1, [expect.stringMatching(/^连不上 Telegram（.*）。请检查网络/u)]]);
  });

  test('runs until it is told to stop', async () => {
    const emulator = await TelegramEmulator.start();
    const child = startJudian(folder, ['start'], { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: emulator.url, LOG_LEVEL: 'error' });
    child.stdin.end();
    const [ready] = await once(child.stderr, 'data');
    expect(String(ready)).toBe('Telegram 机器人 @judian_test_bot 已启动，按 Ctrl+C 停止。\n');
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    await emulator.close();
    expect(code).toBe(0);
  });
});
