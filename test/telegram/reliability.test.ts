import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { person, TOKEN, textMessage } from '../support/telegram-people.js';
import { ANNA } from '../support/telegram-recorder.js';
import { RunningBot } from '../support/telegram-running.js';
import type { RunningOptions } from '../support/telegram-running.js';

const bots: RunningBot[] = [];

async function start(options: RunningOptions = {}): Promise<RunningBot> {
  const running = await RunningBot.start(options);
  bots.push(running);
  return running;
}

afterEach(async () => {
  for (const running of bots.splice(0)) await running.close();
});

async function codeOf(running: RunningBot): Promise<string> {
  try {
    await running.done;
  } catch (error) {
    if (error instanceof JudianError) return error.code;
    throw error;
  }
  throw new Error('ended without an error');
}

const GATEWAY = { kind: 'html', code: 502 } as const;
const tooMany = (seconds: number) =>
  ({
    kind: 'error',
    code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }) as const;

describe('what stops the bot', () => {
  test('a wrong token: with the cure, and without the token in the log', async () => {
    const wrong = '123456789:WRONGWRONGWRONGWRONGWRONGWRONGWRONG';
    const running = await start({ config: { token: wrong } });
    expect(await codeOf(running)).toBe('TELEGRAM_TOKEN');
    expect(running.log).not.toContain(wrong);
  });

  test('another process that polls: 409', async () => {
    const running = await start();
    await running.emulator.until(() => running.emulator.callsOf('getUpdates').length > 0);
    running.emulator.trouble('getUpdates', {
      kind: 'error',
      code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    });
    await running.say('东河区GDP');
    expect(await codeOf(running)).toBe('TELEGRAM_CONFLICT');
  });

  test('a token that is withdrawn while the bot runs', async () => {
    const running = await start();
    running.emulator.trouble('getUpdates', { kind: 'error', code: 401, description: 'Unauthorized' });
    expect(await codeOf(running)).toBe('TELEGRAM_TOKEN');
  });

  test('no network at the start: unreachable, with the reason and without the token', async () => {
    const emulator = await TelegramEmulator.start();
    const running = await start({ emulator, config: { apiRoot: 'http://127.0.0.1:9' } });
    const error = await running.done.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'TELEGRAM_UNREACHABLE', parameters: { reason: 'ECONNREFUSED' } });
    expect(`${running.log}${inspect(error)}`).not.toContain(TOKEN);
  });

  test('no network at the start that comes back in time does not', async () => {
    const emulator = await TelegramEmulator.start();
    emulator.trouble('getMe', GATEWAY, { kind: 'cut' });
    const running = await start({ emulator });
    await running.say('东河区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
  });
});

describe('polling', () => {
  test('goes on after an HTML 502, a cut connection, a 500 and a 429', async () => {
    const emulator = await TelegramEmulator.start();
    const broken = { kind: 'error', code: 500, description: 'Internal Server Error' } as const;
    emulator.trouble('getUpdates', GATEWAY, { kind: 'cut' }, broken, tooMany(1));
    const running = await start({ emulator });
    await running.say('东河区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(running.log).toContain('polling failed');
    expect(running.log).not.toContain(TOKEN);
  });

  test('that gets no answer is started anew by the watchdog', async () => {
    const emulator = await TelegramEmulator.start();
    emulator.trouble('getUpdates', { kind: 'stall' });
    const running = await start({ emulator, times: { polling: { longPoll: 1, watchdog: 200 } } });
    await running.say('东河区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(running.log).toContain('starting it anew');
  });

  test('hands over an update that is delivered twice only once', async () => {
    const running = await start();
    const update = running.emulator.push({ message: textMessage('东河区GDP', { id: 500, from: ANNA }) });
    await running.emulator.message(ANNA.id);
    running.emulator.updates.redeliver(update);
    await running.say('石拐区GDP');
    expect((await running.emulator.message(ANNA.id, 2)).text).toContain('134.7亿元');
    expect(running.desk.asked).toHaveLength(2);
  });
});

describe('many at once', () => {
  test('in one chat are answered in order; other chats do not wait for them', async () => {
    const running = await start({ times: { questionTimeLimit: 400 } });
    await running.say('慢');
    await running.say('东河区GDP');
    await running.say('石拐区GDP', { from: person(7) });
    expect((await running.emulator.message(7)).text).toContain('134.7亿元');
    expect(running.emulator.inChat(ANNA.id)).toEqual([]);
    expect((await running.emulator.message(ANNA.id, 2)).text).toContain('451亿元');
    expect(running.emulator.inChat(ANNA.id)[0]?.text).toContain('处理太久');
  });

  test('of sixty chats are all answered, each once', async () => {
    const running = await start();
    const people = Array.from({ length: 60 }, (_, index) => person(1_000 + index));
    for (const from of people) await running.say('东河区GDP', { from });
    await running.emulator.until(() => running.emulator.shown.length >= people.length);
    expect(new Set(running.emulator.shown.map(({ chat }) => chat.id)).size).toBe(60);
    expect(running.emulator.shown).toHaveLength(60);
  });
});

describe('stopping', () => {
  test('finishes what is under way, confirms it, and keeps the memory of the chat', async () => {
    const running = await start({ times: { questionTimeLimit: 300 } });
    const { emulator, indexDir } = running;
    await running.say('东河区GDP');
    await emulator.message(ANNA.id);
    await running.say('慢');
    await emulator.until(() => running.desk.asked.length === 2);
    await running.stop();
    expect(emulator.inChat(ANNA.id)[1]?.text).toContain('处理太久');
    expect(emulator.updates.pending()).toEqual([]);

    const again = await start({ emulator, indexDir });
    await again.say('那2024年呢？');
    await emulator.message(ANNA.id, 3);
    expect(again.desk.asked[0]?.options?.previous?.question).toBe('东河区GDP');
    await again.stop();
  });

  test('waits no longer than its limit', async () => {
    const running = await start({ times: { questionTimeLimit: 60_000, stopLimit: 100 } });
    await running.say('慢');
    await running.emulator.until(() => running.desk.asked.length === 1);
    const before = Date.now();
    await running.stop();
    expect(Date.now() - before).toBeLessThan(1_000);
  });

  test('before the bot has started ends at once', async () => {
    const running = await start();
    await running.stop();
    expect(running.emulator.callsOf('getUpdates').length).toBeLessThanOrEqual(1);
  });
});
