import { describe, expect, test } from 'vitest';
import { ANNA, Recorder } from '../support/telegram-recorder.js';

const query = (text: string) => ({ inline_query: { id: 'i1', from: ANNA, query: text, offset: '' } });

describe('inline mode', () => {
  test('offers each quote, with question, place and a link to its context', async () => {
    const bot = new Recorder();
    await bot.handle(query('GDP是多少？'));
    const payload = bot.callsOf('answerInlineQuery')[0]?.payload;
    expect(payload).toMatchObject({
      is_personal: true,
      results: [
        {
          type: 'article',
          id: '0_donghe_p02',
          title: '东河区 2023年计划执行情况与2024年计划草案的报告（2024-01-24）',
          description: '全年地区生产总值完成451亿元，同比增长7%',
          input_message_content: { message_text: expect.stringMatching(/^GDP是多少？\n全年地区生产总值.+\n《东河区/s) },
          reply_markup: { inline_keyboard: [[{ url: 'https://t.me/judian_test_bot?start=p_donghe_p02_0_22' }]] },
        },
        { id: '1_shiguai_p1' },
      ],
    });
  });

  test.each(['', '东', '火星上有水吗？', '坏', '慢'])(
    'offers the private chat where %j has no answer',
    async (text) => {
      const bot = new Recorder({ questionTimeLimit: 20 });
      await bot.handle(query(text));
      expect(bot.callsOf('answerInlineQuery')[0]?.payload).toMatchObject({
        results: [],
        button: { text: '到私聊里提问', start_parameter: 'inline' },
      });
    },
  );

  test('asks the reports of the person’s filter', async () => {
    const bot = new Recorder();
    bot.store.users.write(String(ANNA.id), { language: null, quotes: 3, reports: ['shiguai024'] });
    await bot.handle(query('GDP是多少？'));
    expect(bot.desk.asked[0]?.options?.reports).toEqual(['shiguai024']);
  });
});
