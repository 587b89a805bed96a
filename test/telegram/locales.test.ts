import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseLanguage, LANGUAGES, localeSource } from '../../src/telegram/language.js';

/** Keys put together from a part and a value. */
const COMPOSED = [/^command-/, /^refusal-/, /^example-/, /^button-(?:answer|refusal)-/];

function keysOf(source: string): string[] {
  return [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, key]) => key ?? '').toSorted();
}

function variablesOf(source: string): Map<string, string[]> {
  const messages = source
    .split(/^(?=[a-z][\w-]* =)/m)
    .slice(1)
    .map((text) => [text.split(' =', 1)[0] ?? '', text] as const);
  return new Map(
    messages.map(([key, text]) => [
      key,
      [...new Set([...text.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? ''))].toSorted(),
    ]),
  );
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

describe('the locales', () => {
  const [zh, en] = LANGUAGES.map(localeSource);

  test('have the same keys, each once', () => {
    expect(keysOf(zh ?? '')).toEqual(keysOf(en ?? ''));
    expect(new Set(keysOf(zh ?? '')).size).toBe(keysOf(zh ?? '').length);
  });

  test('use the same variables in each message', () => {
    expect(variablesOf(zh ?? '')).toEqual(variablesOf(en ?? ''));
  });

  test('hold every key the bot asks for, and no other', () => {
    const code = sourceFiles('src/telegram')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const asked = new Set(
      [...code.matchAll(/'([a-z]+(?:-[a-z]+)+|line|lines|page|help|reference)'/g)].map(([, key]) => key ?? ''),
    );
    const literal = new Set([...code.matchAll(/\bt\('([\w-]+)'/g)].map(([, key]) => key ?? ''));
    const keys = keysOf(zh ?? '');
    expect([...literal].filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !asked.has(key) && !COMPOSED.some((part) => part.test(key)))).toEqual([]);
  });

  test('keep the Chinese in Chinese punctuation and the English without Chinese, an example of words apart', () => {
    expect((zh ?? '').match(/[\u4e00-\u9fff][,;?!]/g)).toBeNull();
    expect((en ?? '').replaceAll('营商环境', '').match(/[\u4e00-\u9fff]/g)).toBeNull();
  });
});

describe('chooseLanguage', () => {
  test.each([
    ['what the person chose before all', 'en', 'zh-hans', 'en'],
    ['Chinese of any script', null, 'zh-TW', 'zh'],
    ['English of any country', null, 'en-GB', 'en'],
    ['the configured language for any other client', null, 'fr', 'zh'],
    ['the configured language for a client that says nothing', null, undefined, 'zh'],
  ] as const)('takes %s', (_name, chosen, client, expected) => {
    expect(chooseLanguage(chosen, client, 'zh')).toBe(expected);
  });
});
