/**
 * @module Real exchanges with the bot over the bundled reports, as the emulator received them: docs/TRANSCRIPT.md and pictures.
 *
 * `transcript [--out docs]`
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportDesk } from '../src/answer/index.js';
import { TelegramEmulator } from '../test/support/telegram-emulator.js';
import { RunningBot } from '../test/support/telegram-running.js';
import { markdownOf } from './transcript/markdown.js';
import { pictureOf } from './transcript/picture.js';
import { playScript } from './transcript/script.js';
import { openWorkbench, readOptions } from './workbench.js';

const { values } = readOptions(process.argv.slice(2), []);
const out = values.get('out')?.at(-1) ?? 'docs';
const folder = mkdtempSync(join(tmpdir(), 'judian-transcript-'));
const app = await openWorkbench(['seeds'], join(folder, 'index'));
const bot = new RunningBot<ReportDesk>(await TelegramEmulator.start(), app.desk, folder);
bot.run();
try {
  const { title, introduction, sections, pictures } = await playScript(bot);
  writeFileSync(join(out, 'TRANSCRIPT.md'), markdownOf(title, introduction, sections));
  for (const [name, [caption, turns]] of Object.entries(pictures)) writeFileSync(join(out, name), pictureOf(turns, caption));
} finally {
  await bot.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
}
