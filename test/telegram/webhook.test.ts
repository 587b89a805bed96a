import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import { fakeDesk } from '../support/desk.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { textMessage, TOKEN } from '../support/telegram-people.js';
import { ANNA } from '../support/telegram-recorder.js';
import { RunningBot } from '../support/telegram-running.js';
import type { RunningOptions } from '../support/telegram-running.js';
import { attempt } from '../support/telegram-webhook.js';

const bots: RunningBot[] = [];

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function start({ emulator, config, times, indexDir, port, secret = null }: RunningOptions & { port?: number; secret?: string | null } = {}) {
  const own = port ?? (await freePort());
  const url = `http://127.0.0.1:${own}/telegram`;
  const running = new RunningBot(
    emulator ?? (await TelegramEmulator.start()),
    fakeDesk(),
    indexDir ?? mkdtempSync(path.join(tmpdir(), 'judian-webhook-')),
  );
  running.run({ config: { webhook: { url, secret }, http: { host: '127.0.0.1', port: own }, ...config }, ...(times ? { times } : {}) });
  bots.push(running);
  return { running, url, port: own, emulator: running.emulator };
}

afterEach(async () => {
  for (const running of bots.splice(0)) await running.close();
});

async function errorOf(running: RunningBot): Promise<JudianError> {
  const error = await running.done.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof JudianError)) throw new Error('ended without an error');
  return error;
}

describe('with a webhook', () => {
  test('questions are posted, answered, and buttons work; nothing is polled', async () => {
    const { running, emulator } = await start();
    const question = await running.say('东河区GDP');
    const answer = await emulator.message(ANNA.id);
    expect(answer.replyTo).toBe(question.message_id);
    await running.press('上下文', answer);
    expect((await emulator.message(ANNA.id, 2)).text).toContain('极不平凡');
    expect(emulator.callsOf('getUpdates')).toEqual([]);
    expect(emulator.callsOf('setWebhook')[0]?.payload).toMatchObject({
      secret_token: expect.stringMatching(/^[\w-]{32,256}$/),
      allowed_updates: ['message', 'callback_query', 'inline_query', 'my_chat_member'],
    });
    await emulator.until(() => emulator.webhook.statuses.length === 2);
    expect(emulator.webhook.statuses).toEqual([200, 200]);
    expect(running.log).not.toContain(TOKEN);
  });

  test('the secret is the one that was set', async () => {
    const { running, emulator } = await start({ secret: 'my-own_secret' });
    await running.say('东河区GDP');
    await emulator.message(ANNA.id);
    expect(emulator.callsOf('setWebhook')[0]?.payload['secret_token']).toBe('my-own_secret');
  });

  test('a request that is not Telegram’s is refused and asks nothing', async () => {
    const { running, url, emulator } = await start({ secret: 'right' });
    await emulator.until(() => emulator.webhook.isSet);
    const update = { update_id: 1, message: textMessage('东河区GDP', { id: 1, from: ANNA }) };
    expect(await attempt(url, undefined, update)).toBe(401);
    expect(await attempt(url, 'wrong', update)).toBe(401);
    expect(await attempt(url, 'right', { message: {} })).toBe(400);
    expect(await attempt(url, 'right', { update_id: 2, filler: 'x'.repeat(2_000_000) })).toBe(413);
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(`${url}/else`, { method: 'POST' })).status).toBe(404);
    expect(running.desk.asked).toEqual([]);
    expect(running.log).toContain('without the secret');
  });

  test('an update that is posted twice is handled once', async () => {
    const { running, emulator, url } = await start({ secret: 'right' });
    const update = emulator.push({ message: textMessage('东河区GDP', { id: 500, from: ANNA }) });
    await emulator.message(ANNA.id);
    expect(await attempt(url, 'right', update)).toBe(200);
    expect(running.desk.asked).toHaveLength(1);
  });

  test('stopping finishes what is under way; what comes then is left to the next start', async () => {
    const first = await start({ times: { questionTimeLimit: 300 } });
    const { running, emulator, port } = first;
    await running.say('慢');
    await emulator.until(() => running.desk.asked.length === 1);
    const stopped = running.stop();
    await running.say('东河区GDP');
    await stopped;
    expect(emulator.inChat(ANNA.id).map(({ text }) => text)).toEqual([expect.stringContaining('处理太久')]);
    expect(emulator.callsOf('deleteWebhook')).toEqual([]);

    const again = await start({ emulator, port, indexDir: running.indexDir });
    expect((await emulator.message(ANNA.id, 2)).text).toContain('451亿元');
    await again.running.stop();
    expect(emulator.updates.pending()).toEqual([]);
  });

  test('an address that Telegram refuses ends the start with the reason', async () => {
    const emulator = await TelegramEmulator.start();
    emulator.trouble('setWebhook', { kind: 'error', code: 400, description: 'Bad Request: bad webhook: HTTPS url must be provided for webhook' });
    const error = await errorOf((await start({ emulator })).running);
    expect(error.code).toBe('TELEGRAM_WEBHOOK');
    expect(error.message).toContain('HTTPS url must be provided');
  });

  test('a port that is taken ends the start with the cure', async () => {
    const { port } = await start();
    const second = await start({ port });
    expect((await errorOf(second.running)).code).toBe('HTTP_UNAVAILABLE');
  });

  test('polling takes the webhook away first', async () => {
    const { running, emulator } = await start();
    await emulator.until(() => emulator.webhook.isSet);
    await running.stop();
    const polling = new RunningBot(emulator, fakeDesk(), running.indexDir);
    polling.run();
    bots.push(polling);
    await polling.say('东河区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(emulator.webhook.isSet).toBe(false);
  });
});

describe('the health page', () => {
  const health = async (port: number): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`http://127.0.0.1:${port}/health`);
    return { status: response.status, body: await response.json() };
  };

  test('tells state and index with polling too, and no secret', async () => {
    const { running, port, emulator } = await start({ config: { webhook: null } });
    await running.say('东河区GDP');
    await emulator.message(ANNA.id);
    const { status, body } = await health(port);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      uptimeSeconds: expect.any(Number),
      updates: { mode: 'polling', restarts: 0, failures: 0 },
      index: { generation: 7, reports: 3, passages: 8 },
    });
    expect(JSON.stringify(body)).not.toContain(TOKEN);
    expect((await fetch(`http://127.0.0.1:${port}/health`, { method: 'POST' })).status).toBe(405);
  });

  test('counts what the webhook took and refused', async () => {
    const { running, port, url, emulator } = await start();
    await running.say('东河区GDP');
    await emulator.message(ANNA.id);
    await attempt(url, 'wrong', {});
    expect((await health(port)).body).toMatchObject({ updates: { mode: 'webhook', received: 1, refused: 1 } });
  });

  test('says 503 while the bot stops', async () => {
    const { running, port, emulator } = await start({ times: { questionTimeLimit: 300 } });
    await running.say('慢');
    await emulator.until(() => running.desk.asked.length === 1);
    const stopped = running.stop();
    expect(await health(port)).toMatchObject({ status: 503, body: { status: 'unavailable', underWay: 1 } });
    await stopped;
  });
});
