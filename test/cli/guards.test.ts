import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stopOnSignal } from '../../src/cli/guards.js';
import { readerLanguage } from '../../src/cli/language.js';

describe('a signal', () => {
  test('stops the work; what does not stop by itself is ended', async () => {
    const source = new EventEmitter();
    const exits: number[] = [];
    const signal = stopOnSignal({ source, limit: 20, exit: (code) => void exits.push(code) });
    expect(signal.aborted).toBe(false);
    source.emit('SIGTERM');
    expect([signal.aborted, exits]).toEqual([true, []]);
    await setTimeout(60);
    expect(exits).toEqual([1]);
  });

  test('given twice ends the process at once', () => {
    const source = new EventEmitter();
    const exits: number[] = [];
    stopOnSignal({ source, exit: (code) => void exits.push(code) });
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(exits).toEqual([1]);
  });
});

describe('the language of the reader', () => {
  test('is the environment’s, else that of .env, else Chinese', () => {
    const folder = mkdtempSync(join(tmpdir(), 'judian-language-'));
    expect(readerLanguage({}, folder)).toBe('zh');
    writeFileSync(join(folder, '.env'), 'JUDIAN_LANGUAGE=en\n');
    expect(readerLanguage({}, folder)).toBe('en');
    expect(readerLanguage({ JUDIAN_LANGUAGE: '' }, folder)).toBe('en');
    expect(readerLanguage({ JUDIAN_LANGUAGE: 'zh' }, folder)).toBe('zh');
    expect(readerLanguage({ JUDIAN_LANGUAGE: 'fr' }, folder)).toBe('zh');
  });
});
