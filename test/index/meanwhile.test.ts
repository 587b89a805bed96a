import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDesk, type Answer } from '../../src/answer/index.js';
import { parseFile } from '../../src/app.js';
import { openIndex } from '../../src/index/index.js';
import { listReportFiles } from '../../src/reports/load/index.js';
import { createRetriever } from '../../src/retrieve/index.js';
import { withFolder } from '../support/index-reports.js';
import { plainEmbedder } from '../support/plain-embedder.mjs';

const QUESTIONS = ['2023年东河区GDP总量有多大，增速是多少？', '一般公共预算收入是多少？', '今年有哪些重点项目？', '火星上有水吗？', '城镇新增就业多少人？'];
const RATE_MS = 20;
const ADDED = 8;
const PASSAGES_EACH = 125;

/** What a person sees of an answer. */
const shown = ({ status, citations }: Answer) => ({ status, citations: citations.map(({ quote, report, section, lines }) => ({ quote, file: report.file, section, lines })) });

function addedReport(number: number): string {
  const paragraphs = Array.from(
    { length: PASSAGES_EACH },
    (_, i) => `第${number}之${i}项：城镇新增就业${i + number}人，一般公共预算收入完成${i * number + 3}亿元，重点项目${i}个全部开工，${'各项工作有序推进，任务全面完成，'.repeat(5)}成效明显。`,
  );
  return `丰${number}县政府工作报告\n——2024年1月${number + 10}日\n一、2023年工作回顾\n${paragraphs.join('\n')}\n`;
}

test('fifty questions a second during a sync of 1,000 passages are answered, each from one whole generation', () =>
  withFolder(async (folder) => {
    const reports = join(folder, 'reports');
    await mkdir(reports);
    await cp('seeds', reports, { recursive: true });
    const embedder = plainEmbedder();
    const index = await openIndex({
      dir: join(folder, 'index'),
      reportDirs: [reports],
      // Takes its time, as a model does.
      embedder: { ...embedder, embedPassages: async (texts) => (await setTimeout(300), embedder.embedPassages(texts)) },
      listFiles: listReportFiles,
      parseFile,
      language: 'zh',
      log: { info: () => {}, warn: () => {} },
    });
    const desk = createDesk({ snapshot: () => index.snapshot(), retriever: createRetriever({ models: [embedder], words: embedder, year: () => 2024 }) });
    const askAll = async () => new Map(await Promise.all(QUESTIONS.map(async (question) => [question, shown(await desk.ask(question))] as const)));
    await index.sync();
    const before = await askAll();
    for (let number = 0; number < ADDED; number++) await writeFile(join(reports, `${number}.txt`), addedReport(number));

    let isOver = false;
    const answers: Promise<Answer>[] = [];
    const syncing = index.sync().finally(() => (isOver = true));
    while (!isOver) {
      answers.push(desk.ask(QUESTIONS[answers.length % QUESTIONS.length] ?? ''));
      await setTimeout(RATE_MS);
    }
    const summary = await syncing;
    expect(summary.passagesEmbedded).toBeGreaterThanOrEqual(ADDED * PASSAGES_EACH);
    // One more of the new generation, whenever it came.
    answers.push(...QUESTIONS.map((question) => desk.ask(question)));
    const after = await askAll();
    const told = new Map([[1, before], [2, after]]);
    const generations = new Set<number>();
    for (const answer of await Promise.all(answers)) {
      generations.add(answer.generation);
      expect(shown(answer)).toEqual(told.get(answer.generation)?.get(answer.question));
    }
    expect(generations).toEqual(new Set([1, 2]));
    expect(before).not.toEqual(after);
    await index.close();
  }), 60_000);
