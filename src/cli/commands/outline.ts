/** @module `outline`: what the parser makes of files, without an index. */

import { basename, resolve } from 'node:path';
import { parseFile } from '../../app.js';
import { JudianError } from '../../errors.js';
import type { Report } from '../../reports/index.js';
import { createContext } from '../context.js';
import type { Messages } from '../messages.js';
import { write } from '../output.js';

function outlineOf({ file, title, name, date, issuer, region, parents, kind, years, targetYears, sections, passages }: Report): object {
  const headings = sections.map(({ level, heading, line }) => ({ level, text: heading, line }));
  return { file, title, name, date, issuer, region, parents, kind, years, target_years: targetYears, passages: passages.length, headings };
}

function render({ file, name, title, date, issuer, region, kind, years, targetYears, sections, passages }: Report, messages: Messages): string {
  const facts = [title, date, issuer, region, kind, messages.years(years, targetYears), messages.passages(passages.length)].filter(Boolean);
  return [`${file}  ${name}`, `  ${facts.join(' · ')}`, ...sections.map(({ level, heading, line }) => `${'  '.repeat(level + 1)}${heading}  (${messages.lines(line, line)})`)].join('\n');
}

/** A bad file costs one line on the error stream and the exit code; the others are shown. */
export async function outline(files: readonly string[], { json = false }: { readonly json?: boolean }): Promise<void> {
  const { config, messages, note } = createContext({});
  const reports: Report[] = [];
  for (const path of files) {
    try {
      reports.push(await parseFile(resolve(path), basename(path)));
    } catch (error) {
      if (!(error instanceof JudianError)) throw error;
      note(error.in(config.language));
      process.exitCode = 1;
    }
  }
  if (json) await write(`${JSON.stringify(reports.map(outlineOf), null, 1)}\n`);
  else await write(reports.map((report, i) => `${i > 0 ? '\n' : ''}${render(report, messages)}\n`).join(''));
}
