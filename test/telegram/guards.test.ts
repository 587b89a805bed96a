import { describe, expect, test } from 'vitest';
import { mayUse } from '../../src/telegram/access.js';
import { RateLimiter } from '../../src/telegram/rate-limit.js';
import { group, person, pressOfData, textMessage } from '../support/telegram-people.js';
import { ANNA, Recorder } from '../support/telegram-recorder.js';

describe('access', () => {
  const lists = { allowedUsers: new Set([1]), allowedChats: new Set([-100]), admins: new Set([9]) };

  test.each([
    [
      'everyone where nobody is listed',
      { allowedUsers: new Set<number>(), allowedChats: new Set<number>(), admins: new Set<number>() },
      5,
      5,
      true,
    ],
    ['a listed person in any chat', lists, 1, -7, true],
    ['an admin', lists, 9, 9, true],
    ['anyone in a listed chat', lists, 5, -100, true],
    ['nobody else', lists, 5, 5, false],
    ['nobody without an id', lists, undefined, undefined, false],
  ] as const)('lets in %s', (_name, given, user, chat, expected) => {
    expect(mayUse(given, user, chat)).toBe(expected);
  });

  test('tells a stranger their id, and answers none of their questions, taps and inline queries', async () => {
    const bot = new Recorder({ config: lists });
    const [line] = await bot.say('东河区GDP是多少？');
    expect(line?.text).toContain(String(ANNA.id));
    await bot.say('/reports');
    await bot.handle(pressOfData('l:0', line!, ANNA));
    await bot.handle({ inline_query: { id: 'i', from: ANNA, query: '东河区GDP', offset: '' } });
    expect(bot.desk.asked).toEqual([]);
    expect(bot.callsOf('answerInlineQuery')[0]?.payload['results']).toEqual([]);
    expect(bot.callsOf('answerCallbackQuery')[0]?.payload['show_alert']).toBe(true);
    expect(bot.callsOf('editMessageText')).toEqual([]);
  });

  test('keeps silent to strangers in groups', async () => {
    const bot = new Recorder({ config: { allowedUsers: new Set([1]) } });
    expect(await bot.say('/ask 东河区GDP', ANNA, { chat: group(-5) })).toEqual([]);
  });
});

describe('the rate limit', () => {
  test('slides over one minute, a person apart from another', () => {
    const limiter = new RateLimiter(2);
    expect([0, 1, 2, 3].map((now) => limiter.check('a', now))).toEqual(['pass', 'pass', 'first_refusal', 'refusal']);
    expect(limiter.check('b', 4)).toBe('pass');
    expect(limiter.check('a', 60_000)).toBe('pass');
    expect(limiter.check('a', 60_000)).toBe('first_refusal');
  });

  test('says one line, once, and answers again after the minute', async () => {
    const bot = new Recorder({ config: { rateLimit: 2 } });
    for (let i = 0; i < 2; i += 1) await bot.say('东河区GDP');
    expect((await bot.say('东河区GDP')).map(({ text }) => text)).toEqual(['问得有点快，每分钟最多 2 次，请稍等再问。']);
    expect(await bot.say('东河区GDP')).toEqual([]);
    expect(bot.desk.asked).toHaveLength(2);
    bot.clock += 60_000;
    expect((await bot.say('东河区GDP'))[0]?.text).toContain('451亿元');
  });

  test('counts neither chatter in groups nor admins', async () => {
    const admin = person(9);
    const bot = new Recorder({ config: { rateLimit: 1, admins: new Set([9]) } });
    for (let i = 0; i < 5; i += 1) await bot.say('大家好', ANNA, { chat: group(-5) });
    expect(await bot.say('/ask 东河区GDP', ANNA, { chat: group(-5) })).toHaveLength(1);
    for (let i = 0; i < 3; i += 1) expect((await bot.say('东河区GDP', admin))[0]?.text).toContain('451亿元');
  });

  test('lets a person turn pages faster than ask', async () => {
    const bot = new Recorder({ config: { rateLimit: 1 } });
    const [answer] = await bot.say('东河区GDP');
    const [context] = await bot.press('上下文', answer!);
    await bot.press('下一段', context!);
    await bot.press('上一段', context!);
    expect(bot.callsOf('editMessageText')).toHaveLength(2);
  });
});

test('an update that comes twice is handled once', async () => {
  const bot = new Recorder();
  const update = { update_id: 77, message: textMessage('东河区GDP', { id: 1, from: ANNA }) };
  await bot.bot.handleUpdate(update);
  await bot.bot.handleUpdate(update);
  expect(bot.shown).toHaveLength(1);
});
