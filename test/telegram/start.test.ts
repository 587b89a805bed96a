import { describe, expect, test } from 'vitest';
import { Health } from '../../src/telegram/index.js';
import { fakeDesk } from '../support/desk.js';
import { BOT, group, labelsOf, message, person, privateChat, runsOf } from '../support/telegram-people.js';
import { ANNA, Recorder } from '../support/telegram-recorder.js';

describe('/start', () => {
  test('says what it answers from which reports, with questions to tap that are answered', async () => {
    const bot = new Recorder();
    const [start] = await bot.say('/start');
    expect(start?.text).toContain('现有 3 份报告');
    expect(start?.text).toContain('· 东河区 2023年计划执行情况');
    expect(start?.suggestions).toEqual([
      '东河区2023年地区生产总值增长多少？',
      '石拐区2024年的经济增长目标是多少？',
      '东河区2023年一般公共预算收入是多少？',
    ]);
    const [answer] = await bot.say(start!.suggestions![0]!);
    expect(answer?.text).toContain('451亿元');
  });

  test('fits one screen with a thousand reports', async () => {
    const [start] = await new Recorder({ desk: fakeDesk({ moreReports: 1_000 }) }).say('/start');
    expect(start?.text.split('\n').length).toBeLessThan(15);
    expect(start?.text).toContain('其余 998 份见 /reports');
  });

  test('works without any report', async () => {
    const [start] = await new Recorder({ desk: { ...fakeDesk(), reports: () => [] } }).say('/start');
    expect(start?.text).toContain('还没有收录报告');
    expect(start?.suggestions).toBeUndefined();
  });

  test('speaks the language of the client', async () => {
    const [start] = await new Recorder().say('/start', person(3, 'en-US'));
    expect(start?.text).toMatch(/^Judian: ask government reports/);
    expect(start?.suggestions?.[0]).toBe('By how much did the GDP of 东河区 grow in 2023?');
  });

  test('opens the passage of a link', async () => {
    const [passage] = await new Recorder().say('/start p_donghe_p02');
    expect(passage?.text).toContain('451亿元');
    expect(labelsOf(passage!)).toContain('下一段 ›');
  });

  test('opens the passage of a link with the answering part in bold', async () => {
    const [passage] = await new Recorder().say('/start p_donghe_p02_0_22');
    expect(runsOf(passage!, 'bold')).toEqual(['全年地区生产总值完成451亿元，同比增长7%']);
  });

  test('opens the report of a link', async () => {
    const [report] = await new Recorder().say('/start r_shiguai024');
    expect(report?.text).toContain('石拐区发展和改革委员会');
  });

  test.each(['p_gonegonego', 'r_gonegonego'])('says so where the link %s is outdated', async (payload) => {
    expect((await new Recorder().say(`/start ${payload}`))[0]?.text).toContain('已不在报告库里');
  });

  test('greets where the link is of no known kind', async () => {
    expect((await new Recorder().say('/start inline'))[0]?.text).toContain('现有 3 份报告');
  });

  test('of a group it is added to tells how to ask there, once', async () => {
    const bot = new Recorder();
    const chat = group(-77);
    const update = (before: 'left' | 'member', after: 'left' | 'member') => ({
      my_chat_member: {
        chat,
        from: ANNA,
        date: 1,
        old_chat_member: { status: before, user: { ...BOT } },
        new_chat_member: { status: after, user: { ...BOT } },
      },
    });
    await bot.handle(update('left', 'member'));
    await bot.handle(update('member', 'member'));
    await bot.handle(update('member', 'left'));
    expect(bot.shown.map(({ text }) => text)).toEqual([expect.stringContaining('在群里请用 /ask 提问')]);
  });
});

test('/help tells every command and button', async () => {
  const [help] = await new Recorder().say('/help');
  for (const word of [
    '/ask',
    '/reports',
    '/search',
    '/cite',
    '/settings',
    '@judian_test_bot',
    '上下文',
    '更多结果',
    '源文件',
  ])
    expect(help?.text).toContain(word);
});

describe('/settings', () => {
  test('change the language of everything at once', async () => {
    const bot = new Recorder();
    const [settings] = await bot.say('/settings');
    await bot.press('English', settings!);
    expect(settings?.text).toContain('Your settings');
    expect((await bot.say('/help'))[0]?.text).toContain('The buttons below an answer');
    await bot.press('As my client', settings!);
    expect(settings?.text).toContain('您的设置');
  });

  test('change how many quotes an answer shows', async () => {
    const bot = new Recorder();
    const [settings] = await bot.say('/settings');
    await bot.press('1 条', settings!);
    expect(labelsOf(settings!)).toContain('✓ 1 条');
    expect(labelsOf((await bot.say('GDP'))[0]!)).toContain('更多结果（1）');
  });

  test('are for private chats', async () => {
    expect((await new Recorder().say('/settings@judian_test_bot', ANNA, { chat: group(-7) }))[0]?.text).toContain(
      '私聊',
    );
  });
});

describe('/status', () => {
  test('tells an admin how the bot does', async () => {
    const admin = person(9);
    const bot = new Recorder({ config: { admins: new Set([9]) } });
    bot.clock += 3_720_000;
    await bot.say('坏', admin);
    const [status] = await bot.say('/status', admin);
    expect(status?.text).toContain('索引：3 份报告，8 个段落，第 7 代');
    expect(status?.text).toContain('已运行：1 小时 2 分');
    expect(status?.text).toMatch(/最近的错误：\n· .*坏了/);
  });

  test('tells how updates come in and how many are being handled', async () => {
    const admin = person(9);
    const bot = new Recorder({ config: { admins: new Set([9]) } });
    const watched = { underWay: () => 4, isStopping: () => false };
    bot.health.watch({ ...watched, receiver: () => ({ mode: 'polling', restarts: 2, failures: 1 }) });
    const [polling] = await bot.say('/status', admin);
    expect(polling?.text).toContain('轮询：重启 2 次，连续失败 1 次\n队列：正在处理 3 条');
    bot.health.watch({ ...watched, receiver: () => ({ mode: 'webhook', received: 12, refused: 1 }) });
    const [webhook] = await bot.say('/status', admin);
    expect(webhook?.text).toContain('Webhook：收到 12 条更新，拒绝 1 次请求');
  });

  test('is no command for others', async () => {
    const [line] = await new Recorder({ config: { admins: new Set([9]) } }).say('/status');
    expect(line?.text).toBe('没有这个命令。/help 查看用法。');
  });
});

describe('the bot is well', () => {
  const polling = (failures: number) => ({ receiver: () => ({ mode: 'polling' as const, restarts: 0, failures }), underWay: () => 0 });

  test.each([
    ['while updates come', polling(0), false, true],
    ['after a hiccup', polling(3), false, true],
    ['not while it cannot reach Telegram', polling(8), false, false],
    ['not while it stops', polling(0), true, false],
  ] as const)('%s', (_name, watched, isStopping, expected) => {
    const health = new Health(() => 0);
    health.watch({ ...watched, isStopping: () => isStopping });
    expect(health.isWell()).toBe(expected);
  });
});

describe('what the bot does not handle', () => {
  const place = { from: ANNA, chat: privateChat(ANNA) };
  const sticker = { message_id: 1, ...place, sticker: { file_id: 's' } };

  test.each(['sticker', 'photo', 'voice', 'document', 'location', 'poll', 'video_note'])(
    'gets one line: a %s',
    async (kind) => {
      const bot = new Recorder();
      await bot.handle({ message: message({ message_id: 1, ...place, [kind]: {} }) });
      expect(bot.shown.map(({ text }) => text)).toEqual(['我只看得懂文字，请把问题打出来发给我。']);
    },
  );

  test('gets one line for a whole album', async () => {
    const bot = new Recorder();
    for (const id of [1, 2, 3])
      await bot.handle({ message: message({ message_id: id, ...place, photo: [], media_group_id: 'album' }) });
    expect(bot.shown).toHaveLength(1);
  });

  test('gets no line in a group, nor if Telegram itself sent it', async () => {
    const bot = new Recorder();
    await bot.handle({ message: message({ ...sticker, chat: group(-1) }) });
    await bot.handle({ message: message({ message_id: 2, ...place, pinned_message: {} }) });
    expect(bot.calls).toEqual([]);
  });

  test('gets one line for an unknown command', async () => {
    expect((await new Recorder().say('/weather'))[0]?.text).toBe('没有这个命令。/help 查看用法。');
  });
});
