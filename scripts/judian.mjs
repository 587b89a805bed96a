#!/usr/bin/env node
/**
 * @module What `npm start`, `npm test` and the other scripts run: installs what is missing, compiles what is stale, then
 * does the job. Plain JavaScript without dependencies, since nothing may be installed yet.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(root, 'node_modules');
const DIST = join(root, 'dist');
const INSTALLED = join(MODULES, '.judian-installed');
const COMPILED = join(DIST, '.compiled');
const LOCK = join(DIST, '.lock');
const TEST_REPORT = join(MODULES, '.judian-tests.json');
const LOCK_STEP_MS = 200;
/** A lock without its owner's number is one that is just being made, or was left so by a crash. */
const LOCK_GRACE_MS = 10_000;
/** No install takes this long: the number of a process that died has been given to another. */
const LOCK_LIMIT_MS = 20 * 60_000;

const isEnglish = (process.env.JUDIAN_LANGUAGE?.trim() || /^\s*JUDIAN_LANGUAGE\s*=\s*["']?(\w+)/mu.exec(read(join(root, '.env')))?.[1]) === 'en';
const say = (zh, en) => process.stderr.write(`${isEnglish ? en : zh}\n`);

function fail(zh, en) {
  say(zh, en);
  unlock();
  process.exit(1);
}

/** The text of a file, empty where there is none. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Runs a program in the root folder; `isQuiet` keeps what it prints. */
function run(command, args, { isQuiet = false, shell = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell,
  });
  return { ok: result.status === 0, status: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim() };
}

const tool = (...path) => [process.execPath, join(MODULES, ...path)];

// --- One process at a time installs and compiles -----------------------------------------------------------------------

let isLocked = false;

/** Waits for a process that installs or compiles; its lock is taken over if it has died. */
function lock() {
  mkdirSync(DIST, { recursive: true });
  for (let hasSaid = false; !isLocked; ) {
    try {
      mkdirSync(LOCK);
      writeFileSync(join(LOCK, 'pid'), String(process.pid));
      isLocked = true;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`无法写入 ${DIST}（${error.code}）。请检查权限与磁盘空间。`, `${DIST} cannot be written (${error.code}). Check permissions and disk space.`);
      if (isAbandoned()) {
        rmSync(LOCK, { recursive: true, force: true });
        continue;
      }
      if (!hasSaid) say('另一个进程正在安装或编译，等它完成……', 'Another process is installing or compiling; waiting for it…');
      hasSaid = true;
      sleep(LOCK_STEP_MS);
    }
  }
}

function unlock() {
  if (isLocked) rmSync(LOCK, { recursive: true, force: true });
  isLocked = false;
}

function isAbandoned() {
  const pid = Number(read(join(LOCK, 'pid')));
  try {
    const age = Date.now() - statSync(LOCK).mtimeMs;
    if (!pid) return age > LOCK_GRACE_MS;
    if (pid === process.pid || age > LOCK_LIMIT_MS) return true;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

// --- Installing --------------------------------------------------------------------------------------------------------

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`需要 Node.js 20.19 或更高版本，当前是 ${process.version}。请升级后重试。`, `Node.js 20.19 or newer is needed, this is ${process.version}. Upgrade and try again.`);
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/** Does the folder hold just what the lock file names, whoever installed it? Packages for other platforms may be missing. */
function isInstalled(lockFile) {
  try {
    const wanted = JSON.parse(lockFile).packages;
    const present = JSON.parse(read(join(MODULES, '.package-lock.json'))).packages;
    return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || present[path]?.version === version || (optional && !(path in present)));
  } catch {
    return false;
  }
}

function installIfMissing() {
  const lockFile = read(join(root, 'package-lock.json'));
  const stamp = hashOf(lockFile);
  if (read(INSTALLED) === stamp) return;
  lock();
  if (read(INSTALLED) === stamp) return;
  if (!isInstalled(lockFile)) {
    say('正在安装依赖（首次约一分钟）……', 'Installing dependencies (about a minute the first time)…');
    // An install that is cut off must not pass for a whole one.
    for (const path of [INSTALLED, join(MODULES, '.package-lock.json')]) rmSync(path, { force: true });
    const npm = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
    const installed = run('npm', npm, { isQuiet: true, shell: process.platform === 'win32' });
    if (!installed.ok) failInstall(installed.output);
  }
  writeFileSync(INSTALLED, stamp);
}

function failInstall(output) {
  const code = /npm error code (\w+)/u.exec(output)?.[1];
  const isOffline = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/u.test(output);
  if (isOffline) fail(`下载依赖失败（${code ?? 'npm'}）。请连上网络（或检查 npm 源与代理）后重试，以后即可离线使用。`, `Downloading dependencies failed (${code ?? 'npm'}). Connect to the network (or check npm's registry and proxy) and try again; later starts work offline.`);
  const reason = output.split('\n').map((line) => line.replace(/^npm error\s*/u, '').trim()).find((line) => line !== '' && !line.startsWith('code ')) ?? '?';
  fail(`安装依赖失败（${code ?? 'npm'}：${reason}）。请运行 npm ci 查看详情。`, `Installing dependencies failed (${code ?? 'npm'}: ${reason}). Run npm ci for details.`);
}

// --- Compiling ---------------------------------------------------------------------------------------------------------

/** Names the state of everything that is compiled. */
function sourceState() {
  const src = join(root, 'src');
  const state = [];
  const visit = (folder) => {
    for (const entry of readdirSync(join(src, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(name);
      if (!entry.name.endsWith('.ts')) continue;
      const { mtimeMs, size } = statSync(join(src, name));
      state.push(`${name} ${mtimeMs} ${size}\n`);
    }
  };
  visit('');
  return hashOf(state.sort().join('') + ['tsconfig.json', 'package-lock.json', join('scripts', 'judian.mjs')].map((name) => read(join(root, name))).join('\n'));
}

/** What is started, and what the tests' own processes import; where it comes from, below `src/`. */
const ENTRIES = { judian: 'cli/index', index: 'index/index', reports: 'reports/index', load: 'reports/load/index', dictionary: 'retrieve/dictionary', 'read-ahead-thread': 'index/read-ahead-thread' };
/** Packages of very many small files, each of which costs a start half a millisecond. The others are loaded as they are. */
const INLINED = ['zod'];

/**
 * Compiles what has changed into a few files, since a start is a third faster than from hundreds; types are checked by the
 * tests. Gives the compiler's message, or null where all is well. A failed run is not recorded.
 */
async function compileIfStale() {
  if (read(COMPILED) === sourceState()) return null;
  lock();
  const state = sourceState();
  if (read(COMPILED) === state) return null;
  rmSync(COMPILED, { force: true });
  try {
    const { build } = await import('rolldown');
    const isInlined = (id) => INLINED.some((name) => id === name || id.startsWith(`${name}/`));
    await build({
      input: Object.fromEntries(Object.entries(ENTRIES).map(([name, module]) => [name, join(root, 'src', `${module}.ts`)])),
      tsconfig: join(root, 'tsconfig.json'),
      platform: 'node',
      external: (id) => !/^[./]|^[A-Z]:/.test(id) && !isInlined(id),
      output: { dir: DIST, format: 'esm', chunkFileNames: '[name].js', sourcemap: true },
      logLevel: 'silent',
    });
    const { COMPILED_DICTIONARY, frequentWords, wholeDictionary } = await import(pathToFileURL(join(DIST, 'dictionary.js')).href);
    writeFileSync(join(DIST, COMPILED_DICTIONARY), frequentWords(wholeDictionary()));
  } catch (error) {
    return error.message;
  }
  const draft = `${COMPILED}.${process.pid}`;
  writeFileSync(draft, state);
  renameSync(draft, COMPILED);
  return null;
}

// --- Testing -----------------------------------------------------------------------------------------------------------

/** Types, lint, tests; prints what failed, and as its last line `N passed, N failed`. */
async function test(args) {
  let failed = 0;
  const step = (zh, en, [node, ...command]) => {
    const { ok, output } = run(node, command, { isQuiet: true });
    if (ok) return true;
    failed++;
    process.stdout.write(`${output}\n`);
    say(`${zh}未通过。`, `${en} failed.`);
    return false;
  };
  const typed = step('类型检查', 'The type check', [...tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.']);
  step('代码规范检查', 'Lint', [...tool('oxlint', 'bin', 'oxlint'), '--deny-warnings', 'src', 'test', 'scripts', 'bench']);
  const broken = await compileIfStale();
  unlock();
  if (broken !== null && typed) {
    failed++;
    process.stdout.write(`${broken}\n`);
  }
  rmSync(TEST_REPORT, { force: true });
  const [node, vitest] = tool('vitest', 'vitest.mjs');
  const { ok } = run(node, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${TEST_REPORT}`, ...args]);
  const report = JSON.parse(read(TEST_REPORT) || '{}');
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
  // A file that could not be loaded has no tests to fail.
  failed += numFailedTests > 0 || ok ? numFailedTests : 1;
  const skipped = numPendingTests + numTodoTests;
  process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** What is measured, by command: compiled with the sources each time, since it is run seldom. */
const MEASUREMENTS = { eval: 'eval', fit: 'fit', fuzz: 'fuzz', bench: 'bench', transcript: 'transcript' };

// --- The job -----------------------------------------------------------------------------------------------------------

checkNode();
process.on('exit', unlock);

installIfMissing();
const [command, ...args] = process.argv.slice(2);
if (command === 'test') await test(args);
else if (command in MEASUREMENTS) {
  const [node, tsc] = tool('typescript', 'bin', 'tsc');
  lock();
  const compiled = run(node, [tsc, '-p', 'tsconfig.bench.json', '--noEmitOnError'], { isQuiet: true });
  unlock();
  if (!compiled.ok) fail(`编译失败，请改正后重试：\n${compiled.output}`, `Compiling failed; correct this and try again:\n${compiled.output}`);
  process.exitCode = run(node, [join(DIST, 'bench-build', 'bench', `${MEASUREMENTS[command]}.js`), ...args]).status;
} else {
  const broken = await compileIfStale();
  if (broken !== null) fail(`编译失败，请改正后重试：\n${broken}`, `Compiling failed; correct this and try again:\n${broken}`);
  unlock();
  const { main } = await import(pathToFileURL(join(DIST, 'judian.js')).href);
  process.exitCode = await main(process.argv.slice(2));
}
