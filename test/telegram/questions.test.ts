import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/telegram/index.js';
import { fakeDesk } from '../support/desk.js';
import {
  botMessage,
  group,
  labelsOf,
  person,
  pressOf,
  pressOfData,
  privateChat,
  runsOf,
  textMessage,
} from '../support/telegram-people.js';
import { ANNA, Recorder } from '../support/telegram-recorder.js';

describe('a question in a private chat', () => {
  test('is answered as a reply to it, without a link preview', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区2023年GDP是多少？');
    expect(runsOf(answer!, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
    expect(bot.callsOf('sendMessage')[0]?.payload).toMatchObject({
      reply_parameters: { message_id: 1, allow_sending_without_reply: true },
      link_preview_options: { is_disabled: true },
    });
  });

  test('takes over the topic of the one before, for half an hour', async () => {
    const bot = new Recorder();
    await bot.say('东河区2023年GDP是多少？');
    const [followUp] = await bot.say('那2024年呢？');
    expect(followUp?.text).toContain('451亿元');
    expect(bot.desk.asked[1]?.options?.previous).toMatchObject({ question: '东河区2023年GDP是多少？' });
    bot.clock += 31 * 60_000;
    await bot.say('那2024年呢？');
    expect(bot.desk.asked[2]?.options?.previous).toBeNull();
  });

  test('is refused with the nearest headings, which open the passage', async () => {
    const bot = new Recorder();
    const [refusal] = await bot.say('火星上有水吗？');
    const [passage] = await bot.press('（一）产业转型升级', refusal!);
    expect(runsOf(passage!, 'blockquote')[0]).toContain('华北铝业');
  });

  test('that fails for a known reason gets that reason in the language of the person', async () => {
    const bot = new Recorder();
    expect((await bot.say('不符'))[0]?.text).toContain('引文与报告原文不一致');
    expect((await bot.say('不符', person(5, 'en')))[0]?.text).toContain('does not match its report');
  });

  test('that fails for an unknown reason gets one line, without the reason', async () => {
    const bot = new Recorder();
    expect((await bot.say('坏')).map(({ text }) => text)).toEqual(['出了点问题，没能回答。请稍后再试。']);
  });

  test('that takes too long is given up', async () => {
    const bot = new Recorder({ questionTimeLimit: 20 });
    expect((await bot.say('慢')).map(({ text }) => text)).toEqual(['这个问题处理太久，已经放弃。请换个说法再试。']);
    expect((await bot.say('东河区GDP'))[0]?.text).toContain('451亿元');
  });

  test('that takes a while shows that the bot is typing', async () => {
    const bot = new Recorder({ questionTimeLimit: 600 });
    await bot.say('慢');
    expect(bot.callsOf('sendChatAction')).toHaveLength(1);
  });

  test('is answered by the reports of the filter that are still there', async () => {
    const store = createMemoryStore();
    store.users.write(String(ANNA.id), { language: null, quotes: 3, reports: ['shiguai024', 'gone000000'] });
    const bot = new Recorder({ store });
    const [answer] = await bot.say('GDP是多少？');
    expect(bot.desk.asked[0]?.options?.reports).toEqual(['shiguai024']);
    expect(answer?.text).toMatch(/只查了《石拐区.+》$/);
  });
});

describe('the buttons below an answer', () => {
  test('show the rest of the quotes', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('很长');
    const more = await bot.press('更多结果（2）', answer!);
    expect(more.flatMap((message) => runsOf(message, 'expandable_blockquote')).map((quote) => quote[0])).toEqual([
      '3',
      '4',
    ]);
  });

  test('ask one report only, and all again', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('GDP是多少？');
    const [only] = await bot.press('只看 石拐区', answer!);
    expect(only?.text).toContain('134.7亿元');
    expect(only?.text).not.toContain('451亿元');
    const [all] = await bot.press('在全部报告里找', only!);
    expect(all?.text).toContain('451亿元');
  });

  test('search for related passages', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('营商环境');
    const [hits] = await bot.press('查找相关段落', answer!);
    expect(hits?.text).toMatch(/^含有“营商环境”的段落：\n/);
  });

  test('work after a restart that forgot the chat, by the message replied to', async () => {
    const before = new Recorder();
    const question = textMessage('/ask GDP是多少？', { id: 50, from: ANNA });
    const [answer] = await before.say('GDP是多少？');
    const after = new Recorder();
    const [only] = await after.press('只看 石拐区', answer!, ANNA, { replyTo: question });
    expect(only?.text).toContain('134.7亿元');
    expect(after.desk.asked[0]?.question).toBe('GDP是多少？');
  });

  test('say so where the question is forgotten and deleted', async () => {
    const [answer] = await new Recorder().say('GDP是多少？');
    const [line] = await new Recorder().press('只看 石拐区', answer!);
    expect(line?.text).toBe('这条回答太久了，请重新提问。');
  });

  test('are acknowledged at once, while an earlier update of the chat is still handled', async () => {
    const bot = new Recorder({ questionTimeLimit: 300 });
    const [answer] = await bot.say('东河区GDP');
    const slow = bot.say('慢');
    const press = bot.press('上下文', answer!);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bot.callsOf('answerCallbackQuery')).toHaveLength(1);
    expect(bot.shown).toHaveLength(1);
    await Promise.all([slow, press]);
    expect(bot.shown).toHaveLength(3);
  });

  test('of an older version get one line', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const shown = await bot.during(() => bot.handle(pressOfData('context#1', answer!, ANNA)));
    expect(shown.map(({ text }) => text)).toEqual(['这个按钮已失效，请重新提问。']);
  });
});

describe('a question in a group', () => {
  const chat = group(-100_200);

  test.each([
    ['a mention', '@judian_test_bot 东河区GDP是多少？'],
    ['a mention at the end, in any case', '东河区GDP是多少？ @Judian_Test_Bot'],
    ['/ask', '/ask 东河区GDP是多少？'],
    ['/ask to this bot', '/ask@judian_test_bot 东河区GDP是多少？'],
  ])('is answered after %s', async (_name, text) => {
    const bot = new Recorder();
    const [answer] = await bot.say(text, ANNA, { chat });
    expect(answer?.chat.id).toBe(chat.id);
    expect(bot.desk.asked[0]?.question).toBe('东河区GDP是多少？');
  });

  test('is answered in reply to the bot, as a follow-up', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('/ask 东河区GDP', ANNA, { chat });
    const [followUp] = await bot.say('石拐区呢？', person(7), { chat, replyTo: botMessage(answer!, chat) });
    expect(followUp?.text).toBeDefined();
    expect(bot.desk.asked[1]?.options?.previous?.question).toBe('东河区GDP');
  });

  test('may be what another person wrote, with the bot called in reply to it', async () => {
    const bot = new Recorder();
    const original = textMessage('东河区GDP是多少？', { id: 900, from: person(7), chat });
    await bot.say('@judian_test_bot', ANNA, { chat, replyTo: original });
    await bot.say('/ask', ANNA, { chat, replyTo: original });
    expect(bot.desk.asked.map(({ question }) => question)).toEqual(['东河区GDP是多少？', '东河区GDP是多少？']);
  });

  test.each([
    '东河区GDP是多少？',
    '/ask@other_bot 东河区GDP',
    '@someone_else 东河区GDP',
    '/unknown',
    '/unknown@other_bot',
  ])('is none of the bot’s business: %s', async (text) => {
    const bot = new Recorder();
    expect(await bot.say(text, ANNA, { chat })).toEqual([]);
    expect(bot.desk.asked).toEqual([]);
  });

  test('that is empty gets the usage', async () => {
    expect((await new Recorder().say('/ask', ANNA, { chat }))[0]?.text).toContain('/ask 2023年');
  });

  test('stays in its topic of a forum, whose memory is its own', async () => {
    const bot = new Recorder();
    await bot.say('/ask 东河区GDP', ANNA, { chat, thread: 11 });
    await bot.say('/ask 那2024年呢？', ANNA, { chat, thread: 12 });
    expect(bot.callsOf('sendMessage').map(({ payload }) => payload['message_thread_id'])).toEqual([11, 12]);
    expect(bot.desk.asked[1]?.options?.previous).toBeNull();
  });

  test('is not seen in what a channel forwards, nor in service messages', async () => {
    const bot = new Recorder();
    const forwarded = textMessage('@judian_test_bot 东河区GDP', { id: 5, from: ANNA, chat });
    await bot.handle({ message: { ...forwarded, is_automatic_forward: true } });
    await bot.handle({ message: { ...textMessage('', { id: 6, from: ANNA, chat }), new_chat_title: '新群名' } });
    expect(bot.calls).toEqual([]);
  });
});

describe('the memory of a chat', () => {
  test('is one of its own, as is that of a person', async () => {
    const bot = new Recorder({ desk: fakeDesk() });
    await bot.say('东河区GDP');
    await bot.say('那2024年呢？', person(202));
    expect(bot.desk.asked[1]?.options?.previous).toBeNull();
  });

  test('moves to the new id when a group becomes a supergroup', async () => {
    const bot = new Recorder();
    const before = group(-55);
    await bot.say('/ask 东河区GDP', ANNA, { chat: before });
    await bot.handle({
      message: { ...textMessage('', { id: 90, from: ANNA, chat: before }), migrate_to_chat_id: -10055 },
    });
    await bot.say('/ask 那2024年呢？', ANNA, { chat: group(-10055) });
    expect(bot.desk.asked[1]?.options?.previous?.question).toBe('东河区GDP');
  });

  test('answers a press whose message is no longer accessible', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    const press = pressOf('上下文', answer!, ANNA);
    const message = { chat: privateChat(ANNA), message_id: answer!.message_id, date: 0 as const };
    const shown = await bot.during(() => bot.handle({ callback_query: { ...press.callback_query!, message } }));
    expect(labelsOf(shown[0]!)).toContain('下一段 ›');
  });
});
