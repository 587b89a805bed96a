/** @module What it costs to answer from a corpus: questions one after the other and eight at once, recall, one more report. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { App } from '../../src/app.js';
import { createDesk } from '../../src/answer/index.js';
import type { Embedder, Reader } from '../../src/embed/index.js';
import { keepHeapSmall } from '../../src/heap.js';
import type { Snapshot } from '../../src/index/index.js';
import { createRetriever, knownPlaces, knownSubjects, understand } from '../../src/retrieve/index.js';
import { askAll } from '../ask.js';
import { answeredAt, readQuestions, type GoldenQuestion } from '../golden.js';
import { openAppOver } from '../workbench.js';
import { StageClock } from './build.js';
import { madeReport, otherParagraphs, PASSAGES_A_REPORT } from './corpus.js';
import { peakMB, type Latency, type ServeFigures, type Task } from './messages.js';

const AT_ONCE = 8;
const RECALL_QUESTIONS = 100;

export async function serve({ reports, index, questions: files }: Task): Promise<ServeFigures> {
  const opening = performance.now();
  const clock = new StageClock();
  const app = await openAppOver([reports], index, (progress) => clock.hear(progress));
  // As the command line does.
  keepHeapSmall();
  const openMs = performance.now() - opening;
  const questions = files.flatMap(readQuestions);
  const oneAtATime = await timed(app, questions, 1);
  const eightAtOnce = await timed(app, questions, AT_ONCE);
  const memory = peakMB();
  const golden = questions.filter(({ gold }) => gold.length > 0 && gold.every(({ file }) => app.index.snapshot().reports.some((report) => report.file === file)));
  const figures = {
    openMs,
    oneAtATime,
    eightAtOnce,
    peakMB: memory,
    stages: await stagesOf(app, questions),
    answerAt5: await answerAt5(app, golden),
    questions: questions.length,
    recallAt10: await recallAt10(app, questions.slice(0, RECALL_QUESTIONS)),
    ...(await addReport(app, reports, clock)),
  };
  await app.close();
  return figures;
}

/** Asks all questions, `width` of them at a time. The first of all is not counted: it loads dictionaries. */
async function timed({ desk }: App, questions: readonly GoldenQuestion[], width: number): Promise<Latency> {
  await desk.ask(questions[0]?.question ?? '');
  return askAll((question) => desk.ask(question), questions.map(({ question }) => question), width);
}

/** Shares of the stages, by a desk over parts that are timed. */
async function stagesOf({ index, embedder, reader }: App, questions: readonly GoldenQuestion[]): Promise<Record<string, number>> {
  const spent = { understand: 0, embed: 0, lexical: 0, vectors: 0, read: 0 };
  const during = <T>(stage: keyof typeof spent, work: () => T): T => {
    const start = performance.now();
    const result = work();
    spent[stage] += performance.now() - start;
    return result;
  };
  const own = index.snapshot();
  const snapshot: Snapshot = {
    ...own,
    lexical: {
      size: own.lexical.size,
      documentFrequency: (term) => own.lexical.documentFrequency(term),
      search: (...query) => during('lexical', () => own.lexical.search(...query)),
      searchWithin: (...query) => during('lexical', () => own.lexical.searchWithin(...query)),
    },
    vectors: {
      size: own.vectors.size,
      dimension: own.vectors.dimension,
      vector: (ordinal) => own.vectors.vector(ordinal),
      similarity: (...asked) => own.vectors.similarity(...asked),
      search: (...query) => during('vectors', () => own.vectors.search(...query)),
      searchAmong: (...query) => during('vectors', () => own.vectors.searchAmong(...query)),
    },
  };
  const timedEmbedder: Pick<Embedder, 'modelId' | 'embedQuestion'> = { ...embedder, embedQuestion: (text) => during('embed', () => embedder.embedQuestion(text)) };
  const timedReader: Reader = {
    async read(...asked) {
      const start = performance.now();
      const values = await reader.read(...asked);
      spent.read += performance.now() - start;
      return values;
    },
  };
  const retriever = createRetriever({ models: [timedEmbedder], words: embedder, reader: timedReader, year: () => new Date().getFullYear() });
  let retrieving = 0;
  const desk = createDesk({
    snapshot: () => snapshot,
    retriever: {
      async retrieve(...asked) {
        const start = performance.now();
        const found = await retriever.retrieve(...asked);
        retrieving += performance.now() - start;
        return found;
      },
    },
  });
  const start = performance.now();
  for (const { question } of questions) await desk.ask(question);
  const total = performance.now() - start;
  const vocabulary = { size: own.passages.length, places: knownPlaces(own.reports), subjects: knownSubjects(own.reports), documentFrequency: (term: string) => own.lexical.documentFrequency(term) };
  for (const { question } of questions) during('understand', () => understand(question, vocabulary, new Date().getFullYear()));
  const matching = retrieving - spent.understand - spent.embed - spent.lexical - spent.vectors - spent.read;
  return Object.fromEntries(Object.entries({ ...spent, 'match and rank': matching, answer: total - retrieving }).map(([stage, ms]) => [stage, ms / total]));
}

async function answerAt5({ desk }: App, golden: readonly GoldenQuestion[]): Promise<number> {
  let right = 0;
  for (const question of golden) {
    const { citations } = await desk.ask(question.question);
    if (answeredAt(question, citations.map(({ report, quote }) => ({ file: report.file, quote })), 5)) right++;
  }
  return right / Math.max(1, golden.length);
}

/** Of the ten passages truly nearest to a question, the share that the index finds as its ten. */
async function recallAt10({ index, embedder }: App, questions: readonly GoldenQuestion[]): Promise<number> {
  const { vectors } = index.snapshot();
  let found = 0;
  let all = 0;
  for (const { question } of questions) {
    const asked = await embedder.embedQuestion(question);
    const scores = Float64Array.from({ length: vectors.size }, (_, ordinal) => dot(asked, vectors.vector(ordinal)));
    const tenth = scores.toSorted().at(-10) ?? -1;
    const hits = vectors.search(asked, 10);
    // By score, since passages with the same text are equally near.
    found += hits.filter(({ ordinal }) => scores[ordinal]! >= tenth - 1e-6).length;
    all += Math.min(10, vectors.size);
  }
  return found / Math.max(1, all);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

async function addReport({ index }: App, reports: string, clock: StageClock): Promise<Pick<ServeFigures, 'addSeconds' | 'addPassages' | 'addLoopDelay'>> {
  const path = join(reports, 'one-more.txt');
  await writeFile(path, await madeReport(1_000_003, PASSAGES_A_REPORT, await otherParagraphs()));
  try {
    clock.stop();
    const embedBefore = clock.seconds().embed;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const { passagesEmbedded } = await index.sync();
    clock.stop();
    delay.disable();
    const embedding = clock.seconds().embed - embedBefore;
    return { addSeconds: (performance.now() - start) / 1000 - embedding, addPassages: passagesEmbedded, addLoopDelay: delay.percentile(99) / 1e6 };
  } finally {
    await rm(path);
    await index.sync();
  }
}
