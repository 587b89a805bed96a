/** @module The commands, their arguments and options, and what is wrong with those given. */

import { Command, CommanderError } from 'commander';
import { JudianError, type ErrorCode, type Language } from '../errors.js';
import { helpIn, type HelpTexts } from './help.js';
import { widthOf } from './wrap.js';

export const COMMANDS = ['start', 'ask', 'index', 'doctor', 'outline', 'reports', 'feedback'] as const;

/** Mistakes in the command line itself; they end with exit code 2. */
const USAGE_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'COMMAND_UNKNOWN', 'OPTION_UNKNOWN', 'OPTION_VALUE_MISSING', 'OPTION_INVALID', 'ARGUMENT_MISSING', 'ARGUMENT_EXCESS', 'OPTIONS_CONFLICT', 'STDIN_WITH_QUESTION',
]);

export const isUsageError = (error: unknown): boolean => error instanceof JudianError && USAGE_CODES.has(error.code);

/**
 * Runs the command that `argv` names; nothing or options alone mean `start`. Help is printed to standard output.
 * @throws JudianError for a wrong command line, and what the command throws
 */
export async function runProgram(argv: readonly string[], language: Language): Promise<void> {
  const [first] = argv;
  const isBare = first === undefined || (first.startsWith('-') && first !== '--help' && first !== '-h');
  if (!isBare && !first.startsWith('-') && !COMMANDS.some((name) => name === first)) {
    throw new JudianError('COMMAND_UNKNOWN', { command: shortened(first), commands: COMMANDS.join(language === 'zh' ? '、' : ', ') });
  }
  try {
    await createProgram(helpIn(language)).parseAsync(isBare ? ['start', ...argv] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error);
  }
}

function createProgram(texts: HelpTexts): Command {
  const root = new Command('judian').description(texts.about).addHelpText('after', texts.rootExamples);
  quiet(root, texts);

  const start = root.command('start').description(texts.start).argument(`[${texts.words}...]`, texts.questionOrMode).addHelpText('after', texts.startExamples);
  withFolders(start, texts).action(async (words: string[], options: object) => (await import('./commands/start.js')).start(joined(words), options));

  const ask = root.command('ask').description(texts.ask).argument(`[${texts.words}...]`, texts.question).addHelpText('after', texts.askExamples);
  withFolders(ask, texts)
    .option('--json', texts.answerJson)
    .option('--stdin', texts.stdin)
    .option('--explain', texts.explain)
    .action(async (words: string[], options: object) => (await import('./commands/ask.js')).ask(joined(words), options));

  withFolders(root.command('index').description(texts.index), texts)
    .option('--json', texts.syncJson)
    .option('--watch', texts.watch)
    .option('--dry-run', texts.dryRun)
    .option('--rebuild', texts.rebuild)
    .action(async (options: object, command: Command) => {
      refuseArguments(command);
      await (await import('./commands/index-reports.js')).indexReports(options);
    });

  withFolders(root.command('doctor').description(texts.doctor), texts)
    .option('--fix', texts.fix)
    .option('--json', texts.doctorJson)
    .action(async (options: object, command: Command) => {
      refuseArguments(command);
      await (await import('./commands/doctor.js')).doctor(options);
    });

  root
    .command('outline')
    .description(texts.outline)
    .argument(`<${texts.paths}...>`, texts.files)
    .option('--json', texts.outlineJson)
    .action(async (files: string[], options: object) => (await import('./commands/outline.js')).outline(files, options));

  withFolders(root.command('reports').description(texts.reports), texts)
    .option('--json', texts.reportsJson)
    .action(async (options: object, command: Command) => {
      refuseArguments(command);
      await (await import('./commands/list-reports.js')).listReports(options);
    });

  withIndex(root.command('feedback').description(texts.feedback), texts)
    .option('--json', texts.feedbackJson)
    .action(async (options: object, command: Command) => {
      refuseArguments(command);
      await (await import('./commands/feedback.js')).feedback(options);
    });

  for (const command of root.commands) quiet(command, texts);
  return root;
}

/** Errors are thrown instead of printed; help is in the reader's language and shows what to type. */
function quiet(command: Command, texts: HelpTexts): void {
  command
    .exitOverride()
    .allowExcessArguments()
    .showSuggestionAfterError(false)
    .helpCommand(false)
    .helpOption('-h, --help', texts.help)
    .configureOutput({ writeErr: () => {} })
    .configureHelp({
      displayWidth: widthOf,
      styleTitle: (title) => texts.titles[title] ?? title,
      commandUsage: (shown) => usageOf(shown, texts),
      subcommandTerm: (shown) => shown.name(),
    });
}

function usageOf(command: Command, { command: word, options }: HelpTexts): string {
  if (command.parent === null) return `npm run <${word}> -- ${options}`;
  const line = command.name() === 'start' ? 'npm start --' : `npm run ${command.name()} --`;
  return [line, options, ...command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}…>` : `[${argument.name()}]`))].join(' ');
}

function withFolders(command: Command, texts: HelpTexts): Command {
  return withIndex(command.option('--reports <dir>', texts.reportsOption, (value: string, before: string[] = []) => [...before, filled('--reports', value)]), texts);
}

function withIndex(command: Command, texts: HelpTexts): Command {
  return command.option('--index <dir>', texts.indexOption, (value: string) => filled('--index', value));
}

/** A folder named by mistake would be the next option or, empty, the working directory. */
function filled(option: string, value: string): string {
  if (value.trim() === '' || value.startsWith('-')) throw new JudianError('OPTION_VALUE_MISSING', { option });
  return value;
}

/** A question whose words were not quoted is one question all the same. */
function joined(words: readonly string[]): string | undefined {
  return words.length > 0 ? words.join(' ') : undefined;
}

function refuseArguments({ args: [argument] }: Command): void {
  if (argument !== undefined) throw new JudianError('ARGUMENT_EXCESS', { argument: shortened(argument) });
}

/** What commander refuses, in our own words: its messages name the culprit in quotes. */
function usageError({ code, message }: CommanderError): JudianError {
  const culprit = shortened(/'([^']*)'/u.exec(message)?.[1] ?? '');
  switch (code) {
    case 'commander.unknownOption':
      return new JudianError('OPTION_UNKNOWN', { option: culprit });
    case 'commander.optionMissingArgument':
      return new JudianError('OPTION_VALUE_MISSING', { option: culprit.split(' ', 1)[0] ?? culprit });
    case 'commander.missingArgument':
      return new JudianError('ARGUMENT_MISSING', { argument: culprit });
    default:
      return new JudianError('OPTION_INVALID', { reason: message.replace(/^error: /u, '').split('\n', 1)[0] ?? '' });
  }
}

/** Fit for one line of an error. */
function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
