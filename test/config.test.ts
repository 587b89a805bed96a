import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, SETTING_NAMES } from '../src/config.js';
import { JudianError } from '../src/errors.js';

const TOKEN = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function folder(env = ''): string {
  const cwd = mkdtempSync(path.join(tmpdir(), 'judian-config-'));
  if (env) writeFileSync(path.join(cwd, '.env'), env);
  return cwd;
}

function refusal(env: Record<string, string>): JudianError {
  try {
    loadConfig(env, { cwd: folder() });
  } catch (error) {
    if (error instanceof JudianError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('loadConfig', () => {
  test('takes the defaults where nothing is set', () => {
    const cwd = folder();
    expect(loadConfig({}, { cwd })).toEqual({
      language: 'zh',
      logLevel: 'info',
      reportsDirs: [path.join(cwd, 'seeds')],
      indexDir: path.join(cwd, 'embeddings/index'),
      modelDir: path.join(cwd, 'embeddings/model'),
      remoteModel: null,
      telegram: null,
    });
  });

  test('counts an empty value as unset', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '  ']));
    expect(loadConfig(empty, { cwd: folder() }).telegram).toBeNull();
  });

  test('reads .env, and the environment before it', () => {
    const cwd = folder('JUDIAN_LANGUAGE=en\r\nLOG_LEVEL="debug"\r\nINDEX_DIR=\r\n');
    expect(loadConfig({ LOG_LEVEL: 'warn', INDEX_DIR: '/idx' }, { cwd })).toMatchObject({
      language: 'en',
      logLevel: 'warn',
      indexDir: '/idx',
    });
    expect(loadConfig({ LOG_LEVEL: '' }, { cwd })).toMatchObject({
      logLevel: 'debug',
      indexDir: path.join(cwd, 'embeddings/index'),
    });
  });

  test('takes several report folders, separated by commas or the path delimiter', () => {
    const { reportsDirs } = loadConfig({ REPORTS_DIR: `a, /b，c${path.delimiter}d` }, { cwd: '/home' });
    expect(reportsDirs).toEqual(['/home/a', '/b', '/home/c', '/home/d']);
  });

  test('reads the Telegram settings', () => {
    const env = {
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      PROXY_URL: 'http://127.0.0.1:7890',
      ALLOWED_USERS: '1, 2',
      ALLOWED_CHATS: '-1001',
      ADMIN_USERS: '3，4',
      RATE_LIMIT: '5',
    };
    expect(loadConfig(env, { cwd: folder() }).telegram).toEqual({
      token: TOKEN,
      apiRoot: 'http://127.0.0.1:8081',
      proxyUrl: 'http://127.0.0.1:7890',
      webhook: null,
      http: null,
      allowedUsers: new Set([1, 2]),
      allowedChats: new Set([-1001]),
      admins: new Set([3, 4]),
      rateLimit: 5,
      language: 'zh',
    });
  });

  test.each([
    [{ WEBHOOK_URL: 'https://b.example/t' }, { webhook: { url: 'https://b.example/t', secret: null }, http: { host: '127.0.0.1', port: 8080 } }],
    [
      { WEBHOOK_URL: 'https://b.example/t', WEBHOOK_SECRET: 'a-b_1', HTTP_HOST: '0.0.0.0', HTTP_PORT: '9000' },
      { webhook: { url: 'https://b.example/t', secret: 'a-b_1' }, http: { host: '0.0.0.0', port: 9000 } },
    ],
    [{ HTTP_PORT: '9000' }, { webhook: null, http: { host: '127.0.0.1', port: 9000 } }],
    [{ HTTP_HOST: '0.0.0.0' }, { webhook: null, http: null }],
  ])('reads how updates come in: %j', (env, expected) => {
    expect(loadConfig({ BOT_TOKEN: TOKEN, ...env }, { cwd: folder() }).telegram).toMatchObject(expected);
  });

  test.each([
    ['JUDIAN_LANGUAGE', 'fr', '只能是 zh 或 en'],
    ['LOG_LEVEL', 'loud', '只能是'],
    ['ALLOWED_USERS', '12,@anna', '数字 ID'],
    ['ADMIN_USERS', '1.5', '数字 ID'],
    ['TELEGRAM_API_ROOT', 'ftp://x', 'http'],
    ['PROXY_URL', 'socks5://127.0.0.1:1080', 'socks'],
    ['PROXY_URL', 'nonsense', 'http://'],
    ['WEBHOOK_URL', 'example.org', 'https://'],
    ['HTTP_PORT', '70000', '1 到 65535'],
    ['RATE_LIMIT', '0', '1 到 600'],
    ['RATE_LIMIT', 'many', '1 到 600'],
  ])('names setting, value and reason of a wrong %s', (name, value, reason) => {
    const error = refusal({ [name]: value });
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.parameters).toMatchObject({ name, value });
    expect(error.in('zh')).toContain(reason);
  });

  test('gives the reason in the configured language', () => {
    expect(refusal({ JUDIAN_LANGUAGE: 'en', RATE_LIMIT: '0' }).in('en')).toContain('whole number from 1 to 600');
  });

  test('never shows the token, the secret of the webhook, nor the password of a proxy', () => {
    expect(refusal({ WEBHOOK_SECRET: 'my secret!' }).in('zh')).not.toContain('secret!');
    const token = refusal({ BOT_TOKEN: 'secret-in-the-wrong-shape' });
    expect(token.parameters['name']).toBe('BOT_TOKEN');
    expect(token.in('zh')).not.toContain('secret');
    expect(refusal({ PROXY_URL: 'socks5://me:hunter2@host' }).in('zh')).not.toContain('hunter2');
  });

  test('says that .env cannot be read', () => {
    expect(() => loadConfig({}, { cwd: path.join(folder('A=1'), '.env') })).toThrowError(JudianError);
  });
});

test('.env.example documents every setting in both languages, and sets none', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(settings.map((line) => line.replace(/=$/, '')).toSorted()).toEqual([...SETTING_NAMES].toSorted());
  for (const setting of settings) {
    const at = lines.indexOf(setting);
    expect(lines[at - 2]).toMatch(/^# .*[\u4e00-\u9fff]/);
    expect(lines[at - 1]).toMatch(/^# [\x20-\x7e]+$/);
  }
});
