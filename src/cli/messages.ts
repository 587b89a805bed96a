/** @module What the command line says to people, in Chinese and English. */

import type { DeskStatus, ReportSummary } from '../answer/index.js';
import type { Language } from '../errors.js';
import type { AppProgress } from '../app.js';
import type { SyncSummary } from '../index/index.js';

export interface Messages {
  readonly language: Language;
  /** A sync before the first answer: what can be asked now. */
  readonly indexed: (status: DeskStatus, summary: SyncSummary) => string;
  /** A sync that was asked for: what it did. */
  readonly synced: (summary: SyncSummary) => string;
  /** What a sync that was not done would have done. */
  readonly wouldSync: (summary: SyncSummary) => string;
  /** The files that a sync added, changed and removed, one a line, the first few of each. */
  readonly changes: (summary: SyncSummary) => string[];
  /** What changed in a folder that is followed, in one line. */
  readonly followed: (summary: SyncSummary) => string;
  readonly recovered: string;
  readonly watching: (dirs: readonly string[]) => string;
  readonly stage: (progress: AppProgress) => string;
  readonly rate: (perSecond: number, secondsLeft: number) => string;
  readonly waiting: string;
  /** The configured model cannot be had, and why was said. */
  readonly withoutModel: string;
  readonly welcome: (status: DeskStatus) => string;
  readonly telegramHint: string;
  readonly prompt: string;
  readonly noQuestions: string;
  readonly noEvidence: string;
  readonly nearest: string;
  readonly greeting: string;
  readonly more: (count: number) => string;
  readonly noMore: string;
  readonly lines: (first: number, last: number) => string;
  readonly page: (page: number) => string;
  readonly report: (report: ReportSummary) => string;
  readonly years: (years: readonly number[], targetYears: readonly number[]) => string;
  readonly passages: (count: number) => string;
  readonly mending: string;
  readonly healthy: string;
  readonly mendable: string;
  readonly unhealthy: string;
  readonly botRunning: (name: string) => string;
  readonly feedbackCounted: (right: number, wrong: number) => string;
  readonly feedbackDamaged: (lines: number) => string;
  readonly bye: string;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
/** How much of a download is there, as far as the hub tells its size. */
const share = ({ done, total }: { readonly done: number; readonly total: number }): string => (total > 0 ? `${megabytes(done)}/${megabytes(total)} MB` : `${megabytes(done)} MB`);
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Names of a kind that are shown; more are counted. */
const MOST_NAMES = 10;

function named(files: readonly string[], verb: string, more: (count: number) => string): string[] {
  const shown = files.slice(0, MOST_NAMES).map((file) => `${verb} ${file}`);
  return files.length > MOST_NAMES ? [...shown, more(files.length - MOST_NAMES)] : shown;
}

const changesZh = ({ added, changed, removed }: SyncSummary): string[] =>
  ([[added, '新增'], [changed, '更新'], [removed, '移除']] as const).flatMap(([files, verb]) => named(files, verb, (count) => `${verb} …… 另有 ${count} 个`));

const changesEn = ({ added, changed, removed }: SyncSummary): string[] =>
  ([[added, 'added'], [changed, 'changed'], [removed, 'removed']] as const).flatMap(([files, verb]) => named(files, verb, (count) => `${verb} … ${count} more`));

const zh: Messages = {
  language: 'zh',
  indexed: ({ reports, passages }, { ms }) => `已索引 ${reports} 份报告、${passages} 个段落，用时 ${seconds(ms)} 秒。`,
  synced: ({ added, changed, removed, failed, passagesEmbedded, passages, ms }) =>
    `新增 ${added.length}，更新 ${changed.length}，移除 ${removed.length}，失败 ${failed.length}；新嵌入 ${passagesEmbedded} 段，共 ${passages} 段，用时 ${seconds(ms)} 秒。`,
  wouldSync: ({ added, changed, removed, failed, passagesEmbedded, passages }) =>
    `试运行，索引未改动：将新增 ${added.length}，更新 ${changed.length}，移除 ${removed.length}，失败 ${failed.length}；将嵌入 ${passagesEmbedded} 段，共 ${passages} 段。`,
  changes: changesZh,
  followed: (summary) => `报告有变动：${changesZh(summary).join('，')}；新嵌入 ${summary.passagesEmbedded} 段，共 ${summary.passages} 段。`,
  recovered: '问题已消除，索引与报告目录重新一致。',
  watching: (dirs) => `正在跟踪 ${dirs.join('、')}，按 Ctrl+C 停止。`,
  stage: (progress) => {
    if (progress.stage === 'download') return `下载模型 ${progress.file} ${share(progress)}`;
    if (progress.stage === 'parse') return `解析 ${progress.done}/${progress.total} ${progress.file}`;
    return progress.stage === 'embed' ? `嵌入 ${progress.done}/${progress.total} 段` : '建立索引……';
  },
  rate: (perSecond, secondsLeft) => `，每秒 ${perSecond} 段，约剩 ${secondsLeft} 秒`,
  waiting: '另一个进程正在建立索引，等它完成……',
  withoutModel: '暂时沿用原有索引回答。',
  welcome: ({ reports, passages }) => `据典已就绪：${reports} 份报告、${passages} 个段落。输入问题后回车；可以接着追问，如“那2024年呢？”；Ctrl+C 退出。`,
  telegramHint: '想在 Telegram 里提问：向 @BotFather 申请令牌，写入 .env 的 BOT_TOKEN（可由 .env.example 复制），再运行 npm start。',
  prompt: '问> ',
  noQuestions: '没有读到问题。在终端里运行 npm start 可以对话，也可以 npm start -- "问题"，或每行一个问题从管道输入。',
  noEvidence: '这些报告里没有找到能回答这个问题的原文。',
  nearest: '可能相关的章节：',
  greeting: '您好！我只回答政府报告里写到的内容，并逐字引用原文。可以问：2023年地区生产总值是多少？今年有哪些重点项目？',
  more: (count) => `还有 ${count} 处原文，输入“更多”查看。`,
  noMore: '没有更多原文了，请直接提问。',
  lines: (first, last) => (first === last ? `第${first}行` : `第${first}–${last}行`),
  page: (page) => `第${page}页`,
  report: ({ name, kind, sections, passages, file }) => `${name}  ${kind}，${sections} 个章节，${passages} 个段落  ${file}`,
  years: (years, targetYears) => [...(years.length > 0 ? [`成果年份 ${years.join('、')}`] : []), ...(targetYears.length > 0 ? [`目标年份 ${targetYears.join('、')}`] : [])].join(' · '),
  passages: (count) => `${count} 个段落`,
  mending: '正在修复……',
  healthy: '一切正常。',
  mendable: '有问题。运行 npm run doctor -- --fix 修复。',
  unhealthy: '仍有问题，请按上面标 ✗ 的各行处理。',
  botRunning: (name) => `Telegram 机器人 @${name} 已启动，按 Ctrl+C 停止。`,
  feedbackCounted: (right, wrong) => `共 ${right + wrong} 条评价：答对 ${right}，没答对 ${wrong}。`,
  feedbackDamaged: (lines) => `有 ${lines} 行已损坏，已跳过。`,
  bye: '再见。',
};

const en: Messages = {
  language: 'en',
  indexed: ({ reports, passages }, { ms }) => `Indexed ${counted(reports, 'report')}, ${counted(passages, 'passage')} in ${seconds(ms)} s.`,
  synced: ({ added, changed, removed, failed, passagesEmbedded, passages, ms }) =>
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${failed.length} failed; ${counted(passagesEmbedded, 'passage')} embedded, ${passages} in all, ${seconds(ms)} s.`,
  wouldSync: ({ added, changed, removed, failed, passagesEmbedded, passages }) =>
    `Dry run, the index is unchanged: ${added.length} to add, ${changed.length} to change, ${removed.length} to remove, ${failed.length} failed; ${counted(passagesEmbedded, 'passage')} to embed, ${passages} in all.`,
  changes: changesEn,
  followed: (summary) => `Reports have changed: ${changesEn(summary).join(', ')}; ${counted(summary.passagesEmbedded, 'passage')} embedded, ${summary.passages} in all.`,
  recovered: 'That is over: the index is in line with the reports folder again.',
  watching: (dirs) => `Following ${dirs.join(', ')}; press Ctrl+C to stop.`,
  stage: (progress) => {
    if (progress.stage === 'download') return `fetching the model: ${progress.file} ${share(progress)}`;
    if (progress.stage === 'parse') return `parsing ${progress.done}/${progress.total} ${progress.file}`;
    return progress.stage === 'embed' ? `embedding ${progress.done}/${progress.total} passages` : 'building the index…';
  },
  rate: (perSecond, secondsLeft) => `, ${perSecond} a second, about ${secondsLeft} s left`,
  waiting: 'Another process is building the index; waiting for it…',
  withoutModel: 'The index that is there answers meanwhile.',
  welcome: ({ reports, passages }) =>
    `Judian is ready: ${counted(reports, 'report')}, ${counted(passages, 'passage')}. Type a question and press Enter; follow-ups such as 那2024年呢？ work; Ctrl+C ends.`,
  telegramHint: 'To ask in Telegram: get a token from @BotFather, put it into .env as BOT_TOKEN (copy .env.example) and run npm start again.',
  prompt: '? ',
  noQuestions: 'There was no question to read. Run npm start in a terminal to chat, npm start -- "question", or pipe in a question a line.',
  noEvidence: 'Nothing in these reports answers this question.',
  nearest: 'Sections that may be related:',
  greeting: 'Hello! I answer only what the government reports say, quoting them word for word. Try: What was the GDP in 2023?',
  more: (count) => `${counted(count, 'more quote')}: type "more".`,
  noMore: 'There are no more quotes; ask a question.',
  lines: (first, last) => (first === last ? `line ${first}` : `lines ${first}–${last}`),
  page: (page) => `page ${page}`,
  report: ({ name, kind, sections, passages, file }) => `${name}  ${kind}, ${counted(sections, 'section')}, ${counted(passages, 'passage')}  ${file}`,
  years: (years, targetYears) => [...(years.length > 0 ? [`results of ${years.join(', ')}`] : []), ...(targetYears.length > 0 ? [`targets of ${targetYears.join(', ')}`] : [])].join(' · '),
  passages: (count) => counted(count, 'passage'),
  mending: 'Mending…',
  healthy: 'All is well.',
  mendable: 'Something is wrong. Run npm run doctor -- --fix to mend it.',
  unhealthy: 'Something is still wrong: see the lines marked ✗.',
  botRunning: (name) => `Telegram bot @${name} is running; press Ctrl+C to stop.`,
  feedbackCounted: (right, wrong) => `${counted(right + wrong, 'verdict')}: ${right} right, ${wrong} wrong.`,
  feedbackDamaged: (lines) => `${counted(lines, 'line')} damaged and skipped.`,
  bye: 'Bye.',
};

export function messagesIn(language: Language): Messages {
  return language === 'zh' ? zh : en;
}
