import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newChatMemory, newUserMemory } from '../../src/telegram/context.js';
import { openStore } from '../../src/telegram/index.js';
import { BoundedMap } from '../../src/telegram/store.js';
import { SILENT } from '../support/telegram-recorder.js';

const folder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'judian-store-'));

describe('openStore', () => {
  test('remembers chats, people and files across a restart', async () => {
    const file = path.join(await folder(), 'new', 'telegram.json');
    const store = await openStore(file, SILENT);
    const topic = { question: '东河区2023年GDP', region: '东河区', years: [2023] };
    const question = { id: '0123456789', text: '那2024年呢？', previous: topic, reports: ['donghe2024'], answers: [7] };
    store.chats.write('1', { topic, topicAt: 5, questions: [question] });
    store.users.write('2', { ...newUserMemory(), language: 'en', quotes: 5 });
    store.files.write('donghe2024', 'file-id');
    await store.close();

    const again = await openStore(file, SILENT);
    expect(again.chats.read('1')).toEqual({ topic, topicAt: 5, questions: [question] });
    expect(again.users.read('2')).toMatchObject({ language: 'en', quotes: 5 });
    expect(again.files.read('donghe2024')).toBe('file-id');
    expect((await stat(file)).mode & 0o077).toBe(0);
    await again.close();
  });

  test.each(['', '{"version":1', '{"version":99}', '[]'])('puts a damaged file aside: %j', async (content) => {
    const place = await folder();
    await writeFile(path.join(place, 'telegram.json'), content);
    const store = await openStore(path.join(place, 'telegram.json'), SILENT);
    expect(store.chats.entries()).toEqual([]);
    store.users.write('1', newUserMemory());
    await store.close();
    expect((await readdir(place)).toSorted()).toEqual(['telegram.json', 'telegram.json.damaged']);
    expect(await readFile(path.join(place, 'telegram.json.damaged'), 'utf8')).toBe(content);
  });

  test('goes on without a file that cannot be written', async () => {
    const warnings: unknown[] = [];
    const place = await folder();
    await writeFile(path.join(place, 'file'), '');
    const log = { ...SILENT, warn: (...line: unknown[]) => void warnings.push(line) };
    const store = await openStore(path.join(place, 'file', 'telegram.json'), log);
    store.chats.write('1', newChatMemory());
    await store.close();
    expect(store.chats.read('1')).toEqual(newChatMemory());
    expect(warnings.length).toBeGreaterThan(0);
  });

  test('writes nothing where nothing changed', async () => {
    const place = await folder();
    await (await openStore(path.join(place, 'telegram.json'), SILENT)).close();
    expect(await readdir(place)).toEqual([]);
  });
});

test('a bounded map forgets what was written longest ago', () => {
  const map = new BoundedMap<number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
    ['c', 4],
  ] as const)
    map.write(key, value);
  expect(map.entries()).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
});
