/** @module The core conversation once more, against a Bot API server that others wrote. */

import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { expect, test } from 'vitest';
import { runTelegram } from '../../src/telegram/index.js';
import { fakeDesk } from '../support/desk.js';
import { fakeLibrary } from '../support/library-fake.js';
import { TOKEN } from '../support/telegram-people.js';
import { CONFIG, SILENT } from '../support/telegram-recorder.js';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test('telegram-test-api gets the answer, its context and the next paragraph', async () => {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const stop = new AbortController();
  const running = runTelegram({
    desk: fakeDesk(),
    library: fakeLibrary(),
    config: {
      indexDir: mkdtempSync(path.join(tmpdir(), 'judian-outside-')),
      telegram: { ...CONFIG, apiRoot: server.config.apiURL },
    },
    log: SILENT,
    signal: stop.signal,
    // It knows nine methods and refuses the others with 500.
    times: { retryDelays: [] },
  });
  const client = server.getClient(TOKEN, { timeout: 10_000, interval: 20 });

  await client.sendCommand(client.makeCommand('/start'));
  expect((await client.getUpdates()).result[0]?.message.text).toContain('现有 3 份报告');

  await client.sendMessage(client.makeMessage('东河区2023年GDP是多少？'));
  const [answer] = (await client.getUpdates()).result;
  expect(answer?.message.text).toContain('全年地区生产总值完成451亿元，同比增长7%');

  const open = client.makeCallbackQuery('o:donghe_p02:donghe_p02:0:22', {
    message: { message_id: answer?.messageId ?? 0 },
  });
  await client.sendCallback(open);
  const [context] = (await client.getUpdates()).result;
  expect(context?.message.text).toContain('极不平凡');

  const edited = server.waitBotEdits();
  await client.sendCallback(
    client.makeCallbackQuery('t:donghe_p04', { message: { message_id: context?.messageId ?? 0 } }),
  );
  await edited;
  const shown = server.storage.botMessages.find(({ messageId }) => messageId === context?.messageId);
  expect(shown?.message.text).toContain('华北铝业');

  stop.abort();
  await running;
  await server.stop();
}, 30_000);
