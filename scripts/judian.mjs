#!/usr/bin/env node
/**
 * @module What `npm start`, `npm test` and the other scripts run: installs what is missing, compiles what is stale, then
 * does the job. Plain JavaScript without dependencies, since nothing may be installed yet.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chinese = process.env.JUDIAN_LANGUAGE !== 'en';
const say = (zh, en) => process.stderr.write(`${chinese ? zh : en}\n`);

function fail(zh, en) {
  say(zh, en);
  process.exit(1);
}

function run(command, args, { quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

const hash = (...files) => files.reduce((sum, file) => sum.update(readFileSync(join(root, file))), createHash('sha256')).digest('hex');

function installIfMissing() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`需要 Node.js 20.19 或更高版本，当前是 ${process.version}。`, `Node.js 20.19 or newer is needed, this is ${process.version}.`);
  const stamp = join(root, 'node_modules', '.judian-installed');
  const wanted = hash('package-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('正在安装依赖（首次约一分钟）……', 'Installing dependencies (about a minute the first time)…');
  const installed = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  if (!installed.ok) fail(`安装依赖失败。请检查网络与 npm 源后重试。\n${installed.output}`, `Installing dependencies failed. Check the network and the npm registry, then try again.\n${installed.output}`);
  writeFileSync(stamp, wanted);
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)))
    .reduce((state, { mtimeMs, size }) => ({ mtime: Math.max(state.mtime, mtimeMs), size: state.size + size, files: state.files + 1 }), { mtime: 0, size: 0, files: 0 });
}

function compileIfStale() {
  const stamp = join(root, 'dist', '.compiled');
  const state = JSON.stringify({ ...newest(join(root, 'src')), config: hash('tsconfig.json', 'tsconfig.build.json', 'package-lock.json') });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  const compiled = run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { quiet: true });
  if (!compiled.ok) fail(`编译失败：\n${compiled.output}`, `Compiling failed:\n${compiled.output}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}

/** Types, lint, tests; the last line is `N passed, N failed`. */
function test() {
  const bin = (name) => join(root, 'node_modules', ...name);
  const steps = [
    ['类型检查', 'types', () => run(process.execPath, [bin(['typescript', 'bin', 'tsc']), '--noEmit', '-p', '.'])],
    ['代码规范', 'lint', () => run(process.execPath, [bin(['oxlint', 'bin', 'oxlint']), '--deny-warnings', 'src', 'test', 'scripts', 'bench'])],
  ];
  let failed = 0;
  for (const [zh, en, step] of steps) {
    if (step().ok) continue;
    failed++;
    say(`${zh}未通过。`, `${en} failed.`);
  }
  compileIfStale();
  const report = join(root, 'node_modules', '.judian-tests.json');
  const tests = run(process.execPath, [bin(['vitest', 'vitest.mjs']), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(3)]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 1 };
  const failedTests = counts.numFailedTests + failed + (tests.ok || counts.numFailedTests > 0 ? 0 : 1);
  process.stdout.write(`${counts.numPassedTests} passed, ${failedTests} failed\n`);
  process.exit(failedTests > 0 ? 1 : 0);
}

installIfMissing();
const [command, ...args] = process.argv.slice(2);
if (command === 'test') test();
else {
  compileIfStale();
  const { main } = await import(pathToFileURL(join(root, 'dist', 'cli', 'index.js')).href);
  process.exitCode = await main([command, ...args].filter((argument) => argument !== undefined));
}
