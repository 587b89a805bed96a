/** @module The real program in a process of its own, over a tiny reports folder. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'scripts', 'judian.mjs');

export const REPORT_FILE = '东河区2023年计划报告.txt';

/** Short, but with a title, a date, headings, results and targets. */
const REPORT = `关于包头市东河区2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告
——2024年1月24日在东河区第十七届人民代表大会第三次会议上
包头市东河区发展和改革委员会

各位代表：
受区人民政府委托，现将东河区2023年国民经济和社会发展计划执行情况报告如下，请予审议。

一、2023年国民经济和社会发展计划执行情况
全年地区生产总值完成451亿元，同比增长7%；固定资产投资完成76.5亿元，同比增长15.1%。
（一）产业转型升级迈出新步伐
工业基础不断夯实。华北铝业9.1万吨高性能铝合金铸轧卷等项目竣工投产。

二、2024年经济社会发展主要目标
2024年，地区生产总值预期增长6%以上，一般公共预算收入预期增长5%。
`;

export interface Folder {
  readonly path: string;
  readonly reports: string;
  readonly index: string;
}

/** A folder with one report and no index yet; it is the working directory, so that no `.env` is read. */
export async function tinyFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'judian-cli-'));
  const reports = join(path, 'seeds');
  await mkdir(reports);
  await writeFile(join(reports, REPORT_FILE), REPORT);
  return { path, reports, index: join(path, 'index') };
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  /** Lines of the error stream. */
  readonly notes: readonly string[];
}

export function startJudian(folder: Folder, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder.path,
    env: { PATH, HOME, INDEX_DIR: folder.index, EMBEDDING_MODEL: join(ROOT, 'embeddings', 'model'), ...env },
  });
}

/** Said while a process beside it compiles, which is so where tests of a changed tree are run without `npm test`. */
const WAITING = /^(?:另一个进程正在安装或编译|Another process is installing)/u;

/** Runs one command line to its end. */
export async function judian(folder: Folder, args: readonly string[], { input = '', env = {} }: RunOptions = {}): Promise<Ran> {
  const child = startJudian(folder, args, env);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: typeof code === 'number' ? code : null, out, notes: errors.split('\n').filter((line) => line !== '' && !WAITING.test(line)) };
}
