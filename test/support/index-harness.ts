/** @module An index over a folder of tiny reports, opened as often as a test needs. */

import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openIndex, type IndexOptions, type ReportIndex, type Snapshot } from '../../src/index/index.js';
import { countingEmbedder, type CountingEmbedder } from './index-embedder.js';
import { listTiny, parseTiny, withFolder } from './index-reports.js';

export interface Harness {
  /** Folder of the index. */
  readonly dir: string;
  readonly reports: string;
  readonly embedder: CountingEmbedder;
  /** Lines logged so far. */
  readonly logged: string[];
  /** Writes a report file, last changed an hour ago, so that its time tells all changes. */
  write(file: string, content: string): Promise<void>;
  options(): IndexOptions;
  open(options?: Partial<IndexOptions>): Promise<ReportIndex>;
}

/** Calls `work` with an empty reports folder; every index it opens is closed afterwards. */
export async function withHarness<T>(work: (harness: Harness) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const dir = join(folder, 'index');
    const reports = join(folder, 'reports');
    await mkdir(reports);
    const embedder = countingEmbedder();
    const logged: string[] = [];
    const opened: ReportIndex[] = [];
    let written = 0;
    const log = (message: string): void => void logged.push(message);
    const options = (): IndexOptions => ({ dir, reportDirs: [reports], embedder, listFiles: listTiny, parseFile: parseTiny, language: 'zh', log: { info: log, warn: log } });
    try {
      return await work({
        dir,
        reports,
        embedder,
        logged,
        async write(file, content) {
          const path = join(reports, file);
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, content);
          const time = Date.now() / 1000 - 3600 + written++;
          await utimes(path, time, time);
        },
        options,
        async open(changes = {}) {
          const index = await openIndex({ ...options(), ...changes });
          opened.push(index);
          return index;
        },
      });
    } finally {
      for (const index of opened) await index.close();
      await rm(dir, { recursive: true, force: true });
    }
  });
}

/** All that answers depend on, generation number apart. */
export function contentOf(snapshot: Snapshot) {
  const passages = [...snapshot.passages];
  return {
    reports: snapshot.reports,
    bodies: snapshot.reports.map(({ id }) => snapshot.body(id)),
    passages: passages.map(({ report, ...passage }) => ({ ...passage, file: report.file })),
    vectors: passages.map(({ ordinal }) => [...snapshot.vectors.vector(ordinal)]),
    lexical: ['地区', '生产', '产值', '甲', '2023'].map((term) => snapshot.lexical.search([{ term, weight: 1 }], 50)),
    nearest: passages.slice(0, 5).map(({ ordinal }) => snapshot.vectors.search(snapshot.vectors.vector(ordinal), 3)),
  };
}
