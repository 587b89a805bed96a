/** @module Greetings and the like: answered by what can be asked, without a search. */

const GREETING = /^(?:[你您]好[呀啊哦呐吗]?|您好|hi|hello|hey|嗨|哈[喽罗]|在[吗不]|在不在|早上好|下午好|晚上好|早|谢谢[你您了啦]*|多谢|感谢|thanks?|thankyou|再见|拜拜|bye|你是谁|你是什么|你叫什么(?:名字)?|你是(?:真人|机器人|人)(?:还是(?:机器人|人|真人))?[吗呢呀]?|你会(?:什么|做什么|干什么|干啥)|你能(?:做什么|干什么|干啥)|怎么用|help|帮助|你是(?:真人|机器人)(?:还是(?:机器人|真人))?[吗呢呀]?|今天心情(?:怎么样|如何|好吗)?|你会.{1,4}吗|会唱歌吗)$/iu;

/** Nothing but a greeting, thanks, or a question about the bot itself. */
export function isSmallTalk(question: string): boolean {
  const parts = question.normalize('NFKC').toLowerCase().split(/[\s，,。.！!？?、~～]+/u).filter(Boolean);
  return parts.length > 0 && parts.length <= 4 && (parts.every((part) => GREETING.test(part)) || GREETING.test(parts.join('')));
}

const OFF_TOPIC = [
  /(?:明天|今天|后天|今晚|周末).{0,10}(?:下雨|下雪|天气|气温|几度|多少度|热不热|冷不冷|穿)|天气(?:怎么样|预报|如何)|带伞|羽绒服|the weather/u,
  /(?:帮|给|替|请你?|能)(?:我|咱)?(?:帮我)?(?:写[一首篇段封个份]|编[一段个首]|起草|唱一|讲[一个段]|画一?[张幅]|推荐|抢|订[一张]|来个|来一段|把“?.{1,20}翻译)/u,
  /(?:写|编)(?:一?[个首段份])?.{0,14}(?:诗|代码|程序|函数|脚本|作文|小说|绝句|排序)|快速排序|\bpython\b|\bjavascript\b|\bjoke\b|\bwrite (?:a|me)\b|\btell me a\b|\brecommend\b/u,
  /笑话|唱.{0,2}歌|星座|运势|彩票|菜谱|(?:做法|步骤)$|怎么做才|(?:最|好)吃|哪家.{0,8}(?:地道|好吃)|(?:吃|喝).{1,8}还是.{1,8}(?:给个主意|好)/u,
  /(?:昨晚|昨天|今晚|昨夜).{0,12}(?:赢|输|比分|踢|球|比赛)|比分|射手榜?|\bchampions league\b|\bnba\b|\bmovies?\b|\bfilm\b|科幻(?:电影|片)/u,
];

/** Asks for something that no report could tell: weather, poems, code, jokes, scores. `folded`: the folded question. */
export function isOffTopic(folded: string): boolean {
  return OFF_TOPIC.some((pattern) => pattern.test(folded));
}
