import { beforeAll, describe, expect, test, vi } from 'vitest';
import { judian, tinyFolder, type Folder } from './judian.js';

// A process that starts first may have to compile.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Folder;
beforeAll(async () => {
  folder = await tinyFolder();
});

describe('a wrong command line', () => {
  test.each([
    [['天气'], '没有“天气”这个命令，可用的有 start、ask、index、doctor、outline、reports、feedback。要提问请用 ask "问题"，用法见 --help。', 2],
    [['ask', '--frob', '问题'], '没有选项 --frob。可用的选项见 --help。', 2],
    [['ask', '问题', '--reports'], '选项 --reports 后面缺少值。用法见 --help。', 2],
    [['ask', '--index', '--json', '问题'], '选项 --index 后面缺少值。用法见 --help。', 2],
    [['index', '--reports='], '选项 --reports 后面缺少值。用法见 --help。', 2],
    [['outline'], '缺少参数 文件。用法见 --help。', 2],
    [['index', '--watch', '--dry-run'], '选项 --watch 与 --dry-run 不能同时使用。请去掉其中一个。', 2],
    [['index', 'seeds'], '多了参数“seeds”。用法见 --help。', 2],
    [['ask', '--stdin', '问题'], '--stdin 从标准输入读取问题，不能同时在命令行给出问题。请去掉其中一个。', 2],
    [['ask', '  '], '问题是空的。请写一句话，例如：2023年地区生产总值是多少？', 1],
    [['start', '问'.repeat(10_000)], '问题有 10000 个字，最多 2000 个。请缩短后再问。', 1],
  ])('%j gets one line that says what to do', async (args, line, code) => {
    expect(await judian(folder, args)).toEqual({ code, out: '', notes: [line] });
  });

  test('is told in English to who reads English', async () => {
    const env = { JUDIAN_LANGUAGE: 'en' };
    expect(await judian(folder, ['frob'], { env })).toMatchObject({ code: 2, notes: [expect.stringMatching(/^There is no command "frob"/u)] });
    expect((await judian(folder, ['reports', '--frob'], { env })).notes).toEqual(['There is no option --frob. See --help for the options.']);
  });
});

describe('--help', () => {
  test('shows what to type, in the language of the reader', async () => {
    const root = await judian(folder, ['--help']);
    expect(root).toMatchObject({ code: 0, notes: [] });
    for (const command of ['start', 'ask', 'index', 'doctor', 'outline', 'reports', 'feedback']) expect(root.out).toContain(`\n  ${command} `);
    const ask = await judian(folder, ['ask', '--help'], { env: { JUDIAN_LANGUAGE: 'en' } });
    expect(ask.out).toMatch(/^Usage: npm run ask -- \[options\] \[question\]\n/u);
    expect(ask.out).toContain('--stdin');
  });
});
