/** @module The command line: `judian start | ask | index | doctor | outline | reports`. */

import { errorMessage, JudianError, reasonOf, type Language } from '../errors.js';
import { guardProcess } from './guards.js';
import { readerLanguage } from './language.js';
import { isUsageError, runProgram } from './program.js';

/** Runs one command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const language = readerLanguage(process.env, process.cwd());
  guardProcess(language);
  try {
    await runProgram(argv, language);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    process.stderr.write(`${explain(error, language)}\n`);
    return isUsageError(error) ? 2 : 1;
  }
}

function explain(error: unknown, language: Language): string {
  return error instanceof JudianError ? error.in(language) : errorMessage('INTERNAL', { reason: reasonOf(error) }, language);
}
