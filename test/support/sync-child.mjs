/**
 * @module A process that changes a folder of reports and syncs it, over and over, until it is killed.
 *
 * `node sync-child.mjs REPORTS INDEX FIRST`; `FIRST` is the first number that no report has. It prints a JSON object a
 * line: `{"opening":true}`, then before each sync `{"next":{file: number}}` and after it `{"done":generation}`.
 */

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openIndex } from '../../dist/index.js';
import { parseDocument } from '../../dist/reports.js';
import { listReportFiles, loadDocument, readReportFile } from '../../dist/load.js';
import { plainEmbedder } from './plain-embedder.mjs';

const [reports, dir, first] = process.argv.slice(2);
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);

say({ opening: true });
const index = await openIndex({
  dir,
  reportDirs: [reports],
  embedder: plainEmbedder(),
  listFiles: listReportFiles,
  parseFile: async (path, file) => parseDocument(await loadDocument(await readReportFile({ path, file }), file), file),
  language: 'zh',
  log: { info() {}, warn() {} },
});

const FILES = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'];
const any = (list) => list[Math.floor(Math.random() * list.length)];

for (let number = Number(first); ; number++) {
  change(number);
  say({ next: Object.fromEntries(readdirSync(reports).filter((file) => file.endsWith('.txt')).map((file) => [file, numberOf(file)])) });
  await index.sync();
  say({ done: index.snapshot().generation });
}

/** One file is written, with a number of its own, renamed or deleted. */
function change(number) {
  const path = join(reports, any(FILES));
  const kind = Math.random();
  try {
    if (kind < 0.2) rmSync(path);
    else if (kind < 0.4) renameSync(path, join(reports, any(FILES)));
    else write(path, number);
  } catch {
    write(path, number);
  }
}

function write(path, number) {
  const paragraphs = Array.from({ length: 1 + (number % 6) }, (_, i) => `第${i}项工作扎实推进，完成投资${(number * (i + 1)) % 97}亿元，增长${i}%。`);
  // A report is written whole, as people do who replace one.
  writeFileSync(`${path}.tmp`, `政府工作报告\n编号${number}\n一、工作回顾\n${paragraphs.join('\n')}\n`);
  renameSync(`${path}.tmp`, path);
}

function numberOf(file) {
  return Number(/编号(\d+)/u.exec(readFileSync(join(reports, file), 'utf8'))?.[1] ?? 0);
}
