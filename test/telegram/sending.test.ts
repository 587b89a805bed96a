import { afterEach, describe, expect, test } from 'vitest';
import { fakeDesk } from '../support/desk.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { group, person, TOKEN, textMessage } from '../support/telegram-people.js';
import { ANNA } from '../support/telegram-recorder.js';
import { Refusal } from '../support/telegram-rules.js';
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

const GATEWAY = { kind: 'html', code: 502 } as const;
const tooMany = (seconds: number) =>
  ({
    kind: 'error',
    code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }) as const;

describe('sending', () => {
  test('waits as told after a 429', async () => {
    const running = await start();
    running.emulator.trouble('sendMessage', tooMany(1));
    const before = Date.now();
    await running.say('东河区GDP');
    expect((await running.emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  test('does not wait longer than half a minute: the next answer comes', async () => {
    const running = await start();
    running.emulator.trouble('sendMessage', tooMany(3_600));
    await running.say('东河区GDP');
    await running.say('石拐区GDP');
    expect((await running.emulator.message(ANNA.id)).text).toContain('134.7亿元');
  });

  test.each([
    ['an HTML 502', [GATEWAY, GATEWAY]],
    ['a cut connection', [{ kind: 'cut' } as const]],
  ])('tries again after %s', async (_name, troubles) => {
    const running = await start();
    running.emulator.trouble('sendMessage', ...troubles);
    await running.say('东河区GDP');
    expect((await running.emulator.message(ANNA.id)).text).toContain('451亿元');
    expect(running.emulator.inChat(ANNA.id)).toHaveLength(1);
  });

  test('gives up after three more attempts and goes on', async () => {
    const running = await start();
    running.emulator.trouble('sendMessage', GATEWAY, GATEWAY, GATEWAY, GATEWAY);
    await running.say('东河区GDP');
    await running.say('石拐区GDP');
    expect((await running.emulator.message(ANNA.id)).text).toContain('134.7亿元');
    expect(running.emulator.callsOf('sendMessage')).toHaveLength(5);
    expect(running.log).not.toContain(TOKEN);
  });

  test('falls back to plain text where the formatting is refused', async () => {
    const running = await start();
    running.emulator.trouble('sendMessage', {
      kind: 'error',
      code: 400,
      description: "Bad Request: can't parse entities: whatever",
    });
    await running.say('东河区GDP');
    const answer = await running.emulator.message(ANNA.id);
    expect(answer.text).toContain('451亿元');
    expect(answer.entities).toEqual([]);
    expect(answer.reply_markup?.inline_keyboard.length).toBeGreaterThan(0);
  });

  test('follows a group to its new id', async () => {
    const running = await start();
    const { emulator } = running;
    emulator.closedChats.set(
      -5,
      new Refusal('Bad Request: group chat was upgraded to a supergroup chat', 400, { migrate_to_chat_id: -1005 }),
    );
    emulator.push({ message: textMessage('/ask 东河区GDP', { id: 700, from: ANNA, chat: group(-5) }) });
    expect((await emulator.message(-1005)).text).toContain('451亿元');
  });

  test('to a person who blocked the bot troubles nobody else', async () => {
    const running = await start();
    const { emulator } = running;
    emulator.closedChats.set(666, new Refusal('Forbidden: bot was blocked by the user', 403));
    await running.say('东河区GDP', { from: person(666) });
    await running.say('石拐区GDP');
    expect((await emulator.message(ANNA.id)).text).toContain('134.7亿元');
    expect(running.log).not.toMatch(/"level":50/);
  });

  test('uploads a file again where Telegram forgot it', async () => {
    const running = await start({ desk: fakeDesk({ files: { donghe2024: 'package.json' } }) });
    const { emulator } = running;
    await running.say('东河区GDP');
    const answer = await emulator.message(ANNA.id);
    await running.press('源文件', answer);
    await emulator.message(ANNA.id, 2);
    emulator.files.clear();
    await running.press('源文件', answer);
    expect((await emulator.message(ANNA.id, 3)).document?.file_name).toBe('000_donghe.txt');
  });

  test('of menus and acknowledgements may fail', async () => {
    const emulator = await TelegramEmulator.start();
    const refused = { kind: 'error', code: 400, description: 'Bad Request: something' } as const;
    emulator.trouble('setMyCommands', refused, refused, refused);
    emulator.trouble('answerCallbackQuery', refused);
    const running = await start({ emulator });
    await running.say('东河区GDP');
    await running.press('上下文', await emulator.message(ANNA.id));
    expect((await emulator.message(ANNA.id, 2)).text).toContain('极不平凡');
  });
});
