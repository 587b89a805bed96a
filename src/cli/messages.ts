/** @module What the command line says to people, in Chinese and English. */

import type { Language } from '../errors.js';
import type { DeskStatus } from '../answer/index.js';
import type { SyncProgress, SyncSummary } from '../index/index.js';

export interface Messages {
  readonly language: Language;
  indexed(status: DeskStatus, summary: SyncSummary): string;
  synced(summary: SyncSummary): string;
  stage(progress: SyncProgress): string;
  readonly welcome: (status: DeskStatus) => string;
  readonly telegramHint: string;
  readonly prompt: string;
  readonly noEvidence: string;
  readonly nearest: string;
  readonly greeting: string;
  readonly lines: (first: number, last: number) => string;
  readonly page: (page: number) => string;
  readonly botRunning: (name: string) => string;
  readonly bye: string;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

const zh: Messages = {
  language: 'zh',
  indexed: ({ reports, passages }, { ms }) => `已索引 ${reports} 份报告、${passages} 个段落，用时 ${seconds(ms)} 秒。`,
  synced: ({ added, changed, removed, failed, passagesEmbedded, passages, ms }) =>
    `新增 ${added.length}，更新 ${changed.length}，移除 ${removed.length}，失败 ${failed.length}；新嵌入 ${passagesEmbedded} 段，共 ${passages} 段，用时 ${seconds(ms)} 秒。`,
  stage: (progress) => (progress.stage === 'parse' ? `解析 ${progress.done}/${progress.total} ${progress.file}` : progress.stage === 'embed' ? `嵌入 ${progress.done}/${progress.total} 段` : '建立索引……'),
  welcome: ({ reports, passages }) => `据典：已就绪，${reports} 份报告、${passages} 个段落。输入问题，回车提问；空行或 Ctrl+C 退出。`,
  telegramHint: '提示：向 Telegram 的 @BotFather 申请令牌，写入 .env 的 BOT_TOKEN，再运行 npm start，即可在 Telegram 里提问。',
  prompt: '问> ',
  noEvidence: '报告里没有找到答案。',
  nearest: '也许可以看看：',
  greeting: '您好！我只回答政府报告里写到的内容，并逐字引用原文。可以问：2023年地区生产总值是多少？今年有哪些重点项目？',
  lines: (first, last) => (first === last ? `第${first}行` : `第${first}–${last}行`),
  page: (page) => `第${page}页`,
  botRunning: (name) => `Telegram 机器人 @${name} 已启动，按 Ctrl+C 停止。`,
  bye: '再见。',
};

const en: Messages = {
  language: 'en',
  indexed: ({ reports, passages }, { ms }) => `Indexed ${reports} reports, ${passages} passages in ${seconds(ms)} s.`,
  synced: ({ added, changed, removed, failed, passagesEmbedded, passages, ms }) =>
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${failed.length} failed; ${passagesEmbedded} passages embedded, ${passages} in all, ${seconds(ms)} s.`,
  stage: (progress) => (progress.stage === 'parse' ? `parsing ${progress.done}/${progress.total} ${progress.file}` : progress.stage === 'embed' ? `embedding ${progress.done}/${progress.total} passages` : 'building the index…'),
  welcome: ({ reports, passages }) => `Judian: ready, ${reports} reports, ${passages} passages. Type a question and press Enter; an empty line or Ctrl+C ends.`,
  telegramHint: 'Hint: get a token from @BotFather on Telegram, put it into .env as BOT_TOKEN and run npm start again to ask in Telegram.',
  prompt: '? ',
  noEvidence: 'The reports do not tell.',
  nearest: 'You might look at:',
  greeting: 'Hello! I answer only what the government reports say, quoting them word for word. Try: What was the GDP in 2023?',
  lines: (first, last) => (first === last ? `line ${first}` : `lines ${first}–${last}`),
  page: (page) => `page ${page}`,
  botRunning: (name) => `Telegram bot @${name} is running; press Ctrl+C to stop.`,
  bye: 'Bye.',
};

export function messagesIn(language: Language): Messages {
  return language === 'zh' ? zh : en;
}
