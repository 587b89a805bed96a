import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { ANNA } from '../support/telegram-recorder.js';
import { RunningBot } from '../support/telegram-running.js';

let proxy: Server;
let tunnels: string[];
let credentials: (string | undefined)[];
let refuse: boolean;

beforeEach(async () => {
  tunnels = [];
  credentials = [];
  refuse = false;
  proxy = createServer();
  proxy.on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (refuse) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

afterEach(() => {
  proxy.close();
  proxy.closeAllConnections();
});

function address(user = ''): string {
  const listening = proxy.address();
  if (listening === null || typeof listening === 'string') throw new Error('not listening');
  return `http://${user}127.0.0.1:${listening.port}`;
}

describe('PROXY_URL', () => {
  test('leads every call through the proxy, with its credentials', async () => {
    const emulator = await TelegramEmulator.start();
    const running = await RunningBot.start({ emulator, config: { proxyUrl: address('me:p%40ss@') } });
    await running.say('东河区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(new Set(tunnels)).toEqual(new Set([new URL(emulator.url).host]));
    expect(credentials[0]).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    await running.close();
  });

  test('that refuses leaves Telegram unreachable', async () => {
    refuse = true;
    const running = await RunningBot.start({ config: { proxyUrl: address() } });
    const error = await running.done.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(JudianError);
    expect(error).toMatchObject({
      code: 'TELEGRAM_UNREACHABLE',
      parameters: { reason: expect.stringContaining('proxy answered 407') },
    });
    await running.close();
  });
});
