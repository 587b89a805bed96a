/** @module Tiny reports and folders of them, for the tests of the index. */

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { JudianError } from '../../src/errors.js';
import type { ListFiles, ParseFile, ReportFile } from '../../src/index/report-files.js';
import type { Passage, Report, Section } from '../../src/reports/index.js';

/** A report whose first line is its title, whose lines with 一、 are headings and whose other lines are passages. */
export function tinyReport(content: string, file = '报告.txt'): Report {
  const lines = content.split('\n');
  const sections: Section[] = [];
  const passages: Passage[] = [];
  let start = 0;
  for (const [i, text] of lines.entries()) {
    const end = start + text.length;
    if (/^[一二三]、/u.test(text)) {
      sections.push({ index: sections.length, parent: null, level: 1, heading: text, start, end, line: i + 1 });
    } else if (i > 0 && text !== '') {
      passages.push({
        id: hash(`${passages.length}${content}`),
        section: sections.length === 0 ? null : sections.length - 1,
        start,
        end,
        text,
        lines: [i + 1, i + 1],
        kind: 'prose',
        lead: null,
        stem: null,
        period: { from: 2023, to: 2023 },
        claim: 'result',
      });
    }
    start = end + 1;
  }
  const title = lines[0] ?? '';
  return {
    id: hash(content),
    file,
    format: 'txt',
    title,
    name: `${title}（2024）`,
    date: '2024-01-24',
    issuer: null,
    region: '东河区',
    parents: ['内蒙古自治区', '包头市'],
    kind: '政府工作报告',
    years: [2023],
    targetYears: [2024],
    text: content,
    lineMap: { offsets: [0], lines: [1] },
    sections,
    passages,
  };
}

/** Reads {@link tinyReport}s; a file that starts with 坏 is bad. */
export const parseTiny: ParseFile = async (path, file) => {
  const content = await readFile(path, 'utf8');
  if (content.startsWith('坏')) throw new JudianError('FILE_BINARY', { file });
  return tinyReport(content, file);
};

export const listTiny: ListFiles = async (dirs) => {
  const files: ReportFile[] = [];
  for (const root of dirs) {
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => {
      throw new JudianError('REPORTS_DIR_MISSING', { path: root });
    });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const file = relative(root, path).split(sep).join('/');
      if (!entry.isFile() || file.startsWith('.') || file.includes('/.')) continue;
      const found = await stat(path).catch(() => null);
      if (found !== null) files.push({ root, file, path, size: found.size, mtimeMs: found.mtimeMs });
    }
  }
  return { files, failed: [] };
};

/** Calls `work` with a new empty folder and removes it afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'judian-index-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
