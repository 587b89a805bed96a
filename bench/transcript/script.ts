/** @module Who asks what in the transcript. */

import type { ReportDesk } from '../../src/answer/index.js';
import { group, person } from '../../test/support/telegram-people.js';
import type { RunningBot } from '../../test/support/telegram-running.js';
import { Conversation } from './conversation.js';
import type { Turn } from './conversation.js';

export interface Script {
  readonly title: string;
  readonly introduction: string;
  readonly sections: readonly (readonly [heading: string, turns: readonly Turn[]])[];
  /** File name to title and turns. */
  readonly pictures: Readonly<Record<string, readonly [title: string, turns: readonly Turn[]]>>;
}

const INTRODUCTION = `据典与人的真实对话：机器人运行在自带的报告上，经本仓库的 Bot API 模拟器收发，这里是模拟器收到的消息。\`npm run transcript\` 重新生成本页与图片。
▸ 表示按下按钮，✎ 表示消息在原处改变，📎 是文件。粗体、引文和按钮都取自消息本身。

Real exchanges with the bot over the bundled reports, as the Bot API emulator of this repository received them; \`npm run transcript\`
makes this page and the pictures again. ▸ is a button pressed, ✎ a message changed in place, 📎 a file. Bold, quotes and buttons are those of the messages.

![](answer.svg) ![](side-by-side.svg)`;

const LIN = { ...person(501), first_name: '林老师' };
const JOHN = { ...person(502, 'en'), first_name: 'John' };
const WANG = { ...person(503), first_name: '小王' };
const NEWSROOM = group(-100_501);

/** Plays every exchange with the bot and gives what happened. */
export async function playScript(bot: RunningBot<ReportDesk>): Promise<Script> {
  const sections: (readonly [string, readonly Turn[]])[] = [];
  const play = async (heading: string, chat: Conversation, steps: () => Promise<unknown>): Promise<readonly Turn[]> => {
    const before = chat.turns.length;
    await steps();
    const turns = chat.turns.slice(before);
    sections.push([heading, turns]);
    return turns;
  };
  const lin = new Conversation(bot, LIN);
  const room = new Conversation(bot, LIN, NEWSROOM);
  const colleague = new Conversation(bot, WANG, NEWSROOM);
  const john = new Conversation(bot, JOHN);

  await play('初次见面 · First contact', lin, () => lin.say('/start'));
  const figure = await play('一个数 · One figure', lin, () => lin.say('东河区2023年地区生产总值是多少，增长多少？'));
  await play('追问 · Asking on', lin, async () => {
    await lin.say('那2024年呢？');
    await lin.say('石拐区2023年呢？');
  });
  const places = await play('两个地方并排 · Two places side by side', lin, () => lin.say('东河区和石拐区2023年一般公共预算收入分别增长多少？'));
  await play('没说是哪里 · No place named', lin, async () => {
    const answer = await lin.say('2023年一般公共预算收入增长多少？');
    await lin.press('只看 包头市', answer);
  });
  await play('上下文、引用、原文件 · Context, citation, source', lin, async () => {
    const answer = await lin.say('东河区2023年新建了几所幼儿园？');
    const context = await lin.press('上下文', answer);
    await lin.press('引用格式', context);
    await lin.press('下一段', context);
    await lin.press('源文件', answer);
    await lin.press('答对了', answer);
  });
  const table = await play('表格里的一行 · A row of a table', lin, () => lin.say('“十四五”主要指标里，研发经费投入增长2025年是多少？'));
  await play('口语、繁体 · Colloquial and Traditional', lin, async () => {
    await lin.say('东河区23年老百姓一年能挣多少钱');
    await lin.say('石拐區2024年固定資產投資目標是多少？');
  });
  await play('报告里没有 · Not in the reports', lin, () => lin.say('包头市2023年有多少座水库？'));
  await play('按词查找 · Search by words', lin, () => lin.say('/search 营商环境'));
  await play('报告目录 · The reports', lin, async () => {
    const list = await lin.say('/reports');
    const report = await lin.press('石拐区', list);
    await lin.press('只问这份', report);
    await lin.press('返回目录', report);
  });
  await play('群聊 · In a group', room, () => room.say('@judian_test_bot 包头市2024年经济增长目标是多少？'));
  await play('群里接着问 · Asking on in the group', colleague, () => colleague.say('/ask 那固定资产投资呢？'));
  await play('任意聊天里 · Inline, in any chat', lin, () => lin.type('石拐区2023年规上工业增加值增长'));
  const english = await play('English', john, async () => {
    await john.say('What was the GDP of Donghe in 2023?');
    await john.say('/settings');
  });
  const isExchange = (turn: Turn): boolean => turn.kind === 'said' || turn.kind === 'shown';
  return {
    title: '对话实录 · A transcript',
    introduction: INTRODUCTION,
    sections,
    pictures: {
      'answer.svg': ['据典的回答：原文引文，回答的部分加粗', [...figure, ...table].filter(isExchange)],
      'side-by-side.svg': ['两个地方的原文并排', places.filter(isExchange)],
      'answer.en.svg': ["Judian's answer: the quote, the answering part in bold", english.slice(0, 2)],
    },
  };
}
