/** @module The command line: `judian start | ask | index | outline | reports`. */

import { Command, CommanderError } from 'commander';
import { errorMessage, JudianError, reasonOf, type Language } from '../errors.js';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

function common(command: Command): Command {
  return command
    .option('--reports <dir>', '报告目录，可重复 / reports folder, repeatable (REPORTS_DIR, seeds)', collect)
    .option('--index <dir>', '索引目录 / index folder (INDEX_DIR, embeddings/index)');
}

function program(): Command {
  const root = new Command('judian').description('据典：就政府报告提问，得到逐字引用的答案。\nAsk government reports; get the sentence that answers, word for word.');
  root.exitOverride().configureOutput({ writeErr: () => {} });
  root.showHelpAfterError(false).helpCommand(false);
  common(root.command('start', { isDefault: true }).argument('[question]', '问题 / a question').description('建立索引后：机器人、对话或单个问题 / index, then bot, chat or one question')).action(async (question?: string, options: object = {}) => (await import('./commands/start.js')).start(question, options));
  common(root.command('ask').argument('[question]', '问题 / a question').description('回答问题 / answer questions'))
    .option('--json', '每行一个 JSON / one JSON object a line')
    .option('--stdin', '从标准输入逐行读取问题 / read a question a line')
    .action(async (question: string | undefined, options: object) => (await import('./commands/ask.js')).ask(question, options));
  common(root.command('index').description('使索引与报告目录一致 / bring the index in line with the reports folder')).option('--json', 'JSON').action(async (options: object) => (await import('./commands/index-reports.js')).indexReports(options));
  root.command('outline').argument('<files...>', '报告文件 / report files').option('--json', 'JSON').description('显示报告结构 / show what the parser finds').action(async (files: string[], options: object) => (await import('./commands/outline.js')).outline(files, options));
  common(root.command('reports').description('列出报告 / list the reports')).option('--json', 'JSON').action(async (options: object) => (await import('./commands/list-reports.js')).listReports(options));
  for (const command of root.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  return root;
}

function explain(error: unknown, language: Language): string {
  if (error instanceof JudianError) return error.in(language);
  if (error instanceof CommanderError) {
    const reason = error.message.replace(/^error: /u, '');
    return error.code === 'commander.unknownCommand' ? errorMessage('COMMAND_UNKNOWN', { command: reason }, language) : errorMessage('OPTION_INVALID', { reason }, language);
  }
  return errorMessage('INTERNAL', { reason: reasonOf(error) }, language);
}

/** Runs one command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const language: Language = process.env['JUDIAN_LANGUAGE'] === 'en' ? 'en' : 'zh';
    process.stderr.write(`${explain(error, language)}\n`);
    return error instanceof CommanderError ? 2 : 1;
  }
}
