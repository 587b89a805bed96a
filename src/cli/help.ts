/** @module What `--help` says, in Chinese and English. */

import type { Language } from '../errors.js';

export interface HelpTexts {
  readonly about: string;
  readonly start: string;
  readonly ask: string;
  readonly index: string;
  readonly doctor: string;
  readonly fix: string;
  readonly doctorJson: string;
  readonly outline: string;
  readonly reports: string;
  readonly feedback: string;
  readonly question: string;
  readonly questionOrMode: string;
  readonly files: string;
  readonly reportsOption: string;
  readonly indexOption: string;
  readonly answerJson: string;
  readonly stdin: string;
  readonly explain: string;
  readonly syncJson: string;
  readonly watch: string;
  readonly dryRun: string;
  readonly rebuild: string;
  readonly outlineJson: string;
  readonly reportsJson: string;
  readonly feedbackJson: string;
  readonly help: string;
  /** Words of the layout, and names of arguments. */
  readonly command: string;
  readonly words: string;
  readonly paths: string;
  readonly options: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly rootExamples: string;
  readonly startExamples: string;
  readonly askExamples: string;
}

const zh: HelpTexts = {
  about: '据典：就政府报告提问，得到逐字引用、注明出处的答案。',
  start: '更新索引后：运行机器人、对话，或回答给出的问题',
  ask: '回答问题，供人看或输出 JSON',
  index: '使索引与报告目录一致',
  doctor: '检查索引与报告目录是否一致、完好，说明问题所在',
  fix: '修复能修复的问题，清除残留文件',
  doctorJson: '用 JSON 说明检查结果',
  outline: '显示从文件里读出的标题、年份与各级章节，不用索引',
  reports: '列出可以提问的报告',
  feedback: '列出 Telegram 里的人对答案的评价',
  question: '问题',
  questionOrMode: '问题；不给时，设了 BOT_TOKEN 就运行机器人，否则在终端对话',
  files: '报告文件（txt、md、html、docx、pdf）',
  reportsOption: '报告目录，可重复（默认 REPORTS_DIR，否则 seeds）',
  indexOption: '索引目录（默认 INDEX_DIR，否则 embeddings/index）',
  answerJson: '每个答案输出一行 JSON',
  stdin: '从标准输入逐行读取问题，逐行回答',
  explain: '不回答，而是说明各阶段的得分',
  syncJson: '用 JSON 说明做了什么',
  watch: '此后一直跟踪报告目录，有变动就更新，直到按 Ctrl+C',
  dryRun: '只说明会做什么，不改动索引',
  rebuild: '全部重新解析、嵌入；完成之前仍用旧索引',
  outlineJson: '输出 JSON 数组，每个文件一项',
  reportsJson: '输出 JSON 数组，每份报告一项',
  feedbackJson: '每条评价输出一行 JSON',
  help: '显示本帮助',
  command: '命令',
  words: '问题',
  paths: '文件',
  options: '[选项]',
  titles: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
  rootExamples: '\n设置（语言、目录、Telegram 令牌等）见 .env.example。每个命令都有 --help，例如 npm run ask -- --help。',
  startExamples: '\n例：\n  npm start\n  npm start -- "东河区2023年GDP是多少？"\n  npm start < questions.txt',
  askExamples: '\n例：\n  npm run ask -- "东河区2023年GDP是多少？"\n  npm run --silent ask -- --json --stdin < questions.txt\n  npm run ask -- --reports ./reports --index ./my-index "今年有哪些重点项目？"',
};

const en: HelpTexts = {
  about: 'Judian: ask government reports; get the sentence that answers, word for word, with its source.',
  start: 'update the index, then run the bot, chat, or answer the question given',
  ask: 'answer questions, for people or as JSON',
  index: 'bring the index in line with the reports folder',
  doctor: 'check that index and reports folder agree and are whole',
  fix: 'mend what can be mended, remove what is left over',
  doctorJson: 'print the findings as JSON',
  outline: 'show title, years and headings found in files, without the index',
  reports: 'list the reports that can be asked',
  feedback: 'list what people in Telegram said of answers',
  question: 'a question',
  questionOrMode: 'a question; without one the bot runs if BOT_TOKEN is set, else a chat',
  files: 'report files (txt, md, html, docx, pdf)',
  reportsOption: 'reports folder, repeatable (default REPORTS_DIR, else seeds)',
  indexOption: 'index folder (default INDEX_DIR, else embeddings/index)',
  answerJson: 'print each answer as one line of JSON',
  stdin: 'read a question a line from standard input',
  explain: 'instead of an answer, show the scores of every stage',
  syncJson: 'tell as JSON what was done',
  watch: 'then follow the reports folder and update at every change, until Ctrl+C',
  dryRun: 'only say what would be done; the index is not changed',
  rebuild: 'parse and embed everything again; the old index serves until it is done',
  outlineJson: 'print a JSON array, one entry a file',
  reportsJson: 'print a JSON array, one entry a report',
  feedbackJson: 'print each as one line of JSON',
  help: 'show this help',
  command: 'command',
  words: 'question',
  paths: 'file',
  options: '[options]',
  titles: {},
  rootExamples: '\nSettings (language, folders, Telegram token …) are in .env.example. Every command has --help, as npm run ask -- --help.',
  startExamples: '\nExamples:\n  npm start\n  npm start -- "东河区2023年GDP是多少？"\n  npm start < questions.txt',
  askExamples: '\nExamples:\n  npm run ask -- "东河区2023年GDP是多少？"\n  npm run --silent ask -- --json --stdin < questions.txt\n  npm run ask -- --reports ./reports --index ./my-index "今年有哪些重点项目？"',
};

export function helpIn(language: Language): HelpTexts {
  return language === 'zh' ? zh : en;
}
