import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeDesk } from '../support/desk.js';
import { RunningBot } from '../support/telegram-running.js';
import { labelsOf, runsOf } from '../support/telegram-people.js';
import { ANNA } from '../support/telegram-recorder.js';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'judian-file-')), '000_donghe.txt');
writeFileSync(file, '全年地区生产总值完成451亿元，同比增长7%；');

let running: RunningBot;

beforeEach(async () => {
  running = await RunningBot.start({ desk: fakeDesk({ files: { donghe2024: file } }) });
});

afterEach(() => running.close());

describe('a conversation with the running bot', () => {
  test('goes from /start through an answer to its context and its source file', async () => {
    const { emulator } = running;
    await running.say('/start');
    const start = await emulator.message(ANNA.id, 1);
    expect(start.suggestions).toHaveLength(3);

    const question = await running.say(start.suggestions![0]!);
    const answer = await emulator.message(ANNA.id, 2);
    expect(runsOf(answer, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
    expect(answer.replyTo).toBe(question.message_id);

    await running.press('上下文', answer);
    const context = await emulator.message(ANNA.id, 3);
    expect(context.text).toContain('极不平凡');
    await running.press('下一段', context);
    await emulator.until(() => !context.text.includes('极不平凡'));
    expect(emulator.inChat(ANNA.id)).toHaveLength(3);

    await running.press('源文件', answer);
    const sent = await emulator.message(ANNA.id, 4);
    expect(sent.document?.file_name).toBe('000_donghe.txt');
    await running.press('源文件', answer);
    expect((await emulator.message(ANNA.id, 5)).document).toEqual(sent.document);
    const download = await fetch(`${emulator.url}/file/bot/documents/${sent.document!.file_id}`);
    expect(await download.text()).toBe('全年地区生产总值完成451亿元，同比增长7%；');
    expect(emulator.callsOf('answerCallbackQuery')).toHaveLength(4);
  });

  test('refuses with headings to open', async () => {
    await running.say('火星上有水吗？');
    const refusal = await running.emulator.message(ANNA.id);
    await running.press(labelsOf(refusal)[0]!, refusal);
    expect((await running.emulator.message(ANNA.id, 2)).text).toContain('华北铝业');
  });

  test('lists the reports', async () => {
    await running.say('/reports');
    const list = await running.emulator.message(ANNA.id);
    await running.press('石拐区', list);
    await running.emulator.until(() => list.text.includes('石拐区发展和改革委员会'));
  });

  test('prepares: webhook removed, commands shown in both languages and scopes', async () => {
    const { emulator } = running;
    await emulator.until(() => emulator.callsOf('setMyCommands').length === 6);
    const order = emulator.calls.map(({ method }) => method);
    expect(order.indexOf('deleteWebhook')).toBeLessThan(order.indexOf('getUpdates'));
    const menus = emulator.callsOf('setMyCommands').map(({ payload }) => payload);
    expect(menus.map((menu) => menu['language_code'])).toEqual([undefined, 'zh', 'en', undefined, 'zh', 'en']);
    expect(JSON.stringify(menus[2])).toContain('List of reports');
  });

  test('answers a question whose message was deleted meanwhile', async () => {
    const question = await running.say('东河区GDP', { deleted: true });
    const answer = await running.emulator.message(ANNA.id);
    expect(question.message_id).toBeGreaterThan(0);
    expect(answer.replyTo).toBeUndefined();
    expect(answer.text).toContain('451亿元');
  });

  test('takes a press that is too old to acknowledge', async () => {
    await running.say('东河区GDP');
    const answer = await running.emulator.message(ANNA.id);
    await running.press('上下文', answer, { late: true });
    expect((await running.emulator.message(ANNA.id, 2)).text).toContain('极不平凡');
  });
});
