import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { chat } from '../../src/cli/chat.js';
import { messagesIn } from '../../src/cli/messages.js';
import { fakeDesk } from '../support/desk.js';

/** What a person sees who types `lines`. */
async function typed(...lines: string[]) {
  const desk = fakeDesk();
  const input = new PassThrough();
  const output = new PassThrough();
  const shown = text(output);
  input.end(lines.map((line) => `${line}\n`).join(''));
  await chat(desk, () => ({ messages: messagesIn('zh'), colour: false, width: null }), { input, output });
  output.end();
  return { desk, shown: await shown };
}

test('a follow-up takes over the topic of the question before', async () => {
  const { desk, shown } = await typed('东河区GDP', '那2024年呢？');
  expect(desk.asked.map(({ options }) => options?.previous?.question ?? null)).toEqual([null, '东河区GDP']);
  expect(shown.match(/451亿元/gu)).toHaveLength(2);
});

test('更多 shows the citations that were held back, once', async () => {
  const { shown } = await typed('GDP很长', '更多', '更多');
  expect(shown).toContain('还有 2 处原文');
  expect(shown.match(/(?<=^|> )\d\. /gmu)).toEqual(['1. ', '2. ', '3. ', '4. ', '5. ']);
  expect(shown).toContain('没有更多原文了');
});

test('an empty line asks nothing, a word or the end of input leaves', async () => {
  const { desk, shown } = await typed('', '  ', '退出', '东河区GDP');
  expect(desk.asked).toEqual([]);
  expect(shown).toMatch(/再见。\n$/u);
  expect((await typed()).shown).toMatch(/再见。\n$/u);
});

test('a question too long or an answer withheld gets one line, and the chat goes on', async () => {
  const { shown } = await typed('问'.repeat(10_000), '不符', '东河区GDP');
  expect(shown).toContain('问题有 10000 个字，最多 2000 个。请缩短后再问。');
  expect(shown).toContain('引文与报告原文不一致');
  expect(shown).toContain('451亿元');
});
