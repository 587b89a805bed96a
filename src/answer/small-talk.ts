/** @module Greetings and the like: answered by what can be asked, without a search. */

const GREETING = /^(?:[你您]好[呀啊哦呐吗]?|您好|hi|hello|hey|嗨|哈[喽罗]|在[吗不]|在不在|早上好|下午好|晚上好|早|谢谢[你您了啦]*|多谢|感谢|thanks?|thankyou|再见|拜拜|bye|你是谁|你是什么|你叫什么(?:名字)?|你是(?:真人|机器人|人)(?:还是(?:机器人|人|真人))?[吗呢呀]?|你会(?:什么|做什么|干什么|干啥)|你能(?:做什么|干什么|干啥)|怎么用|help|帮助|今天心情怎么样)$/iu;

/** Nothing but a greeting, thanks, or a question about the bot itself. */
export function isSmallTalk(question: string): boolean {
  const parts = question.normalize('NFKC').toLowerCase().split(/[\s，,。.！!？?、~～]+/u).filter(Boolean);
  return parts.length > 0 && parts.length <= 4 && (parts.every((part) => GREETING.test(part)) || GREETING.test(parts.join('')));
}
