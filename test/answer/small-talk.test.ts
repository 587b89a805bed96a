import { expect, test } from 'vitest';
import { isSmallTalk } from '../../src/answer/small-talk.js';

test.each(['你好', '您好！', '你好，在吗？', 'Hello', '谢谢您', '你是谁？', '你会做什么', '怎么用', '再见～', '你好，谢谢，再见'])('%s is small talk', (text) => {
  expect(isSmallTalk(text)).toBe(true);
});

test.each(['你好，东河区2023年GDP是多少？', '谢谢，那2024年呢？', '帮助企业纾困的措施有哪些', '早教机构有多少家', '', '？'])('%s is not', (text) => {
  expect(isSmallTalk(text)).toBe(false);
});
