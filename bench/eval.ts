/**
 * @module `npm run eval`: answers the golden questions and prints what is right, stage by stage.
 *
 *   npm run eval -- [--questions FILE] [--reports DIR …] [--misses] [--write docs/EVALUATION.md]
 *   npm run eval -- --passages FILE --questions FILE [--misses]      a question set, each passage a report
 */

import { writeFileSync } from 'node:fs';
import { FEATURES, RANKING, type FeatureName, type RankedWindow } from '../src/retrieve/index.js';
import { chooseWindows, textOf } from '../src/answer/index.js';
import type { App } from '../src/app.js';
import { answeredAt, comparable, holds, readQuestions, type GoldenQuestion } from './golden.js';
import { evaluateQuestionSet } from './question-set.js';
import { openWorkbench, readOptions } from './workbench.js';

interface Quote {
  readonly file: string;
  readonly quote: string;
}

/** Groups of ranking features that are switched off together, to see what each gains. */
const GROUPS: Readonly<Record<string, readonly FeatureName[]>> = {
  'without place and year': ['region', 'parentRegion', 'period', 'periodConflict', 'unitPeriod', 'unitPeriodConflict', 'periodLoose'],
  'without result or target': ['claim', 'claimConflict'],
  'without kind of answer': ['number', 'numberNear', 'measure', 'measureNear', 'kindHeld', 'list', 'definition', 'glossary', 'problem'],
  'without soft matching of words': ['softWindow', 'softPassage', 'softUnit'],
  'without reading': ['read'],
  'without vectors': ['vector', 'softWindow', 'softPassage', 'softUnit'],
};

const quoteOf = (window: RankedWindow): Quote => ({ file: window.passage.indexed.report.file, quote: textOf(window) });
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}`);

function rescored(windows: readonly RankedWindow[], off: readonly FeatureName[]): RankedWindow[] {
  const weights = FEATURES.map((name) => (off.includes(name) ? 0 : RANKING[name]));
  return windows
    .map((window) => ({ ...window, score: weights.reduce((sum, weight, i) => sum + weight * (window.features[i] ?? 0), 0) }))
    .sort((a, b) => b.score - a.score);
}

class Tally {
  private single = 0;
  private multi = 0;
  private readonly at = new Map<number, number>([[1, 0], [3, 0], [5, 0]]);
  private parts = 0;

  add(question: GoldenQuestion, quotes: readonly Quote[]): void {
    if (question.need === 'all') {
      this.multi++;
      if (answeredAt(question, quotes, 5)) this.parts++;
      return;
    }
    this.single++;
    for (const [k, count] of this.at) if (answeredAt(question, quotes, k)) this.at.set(k, count + 1);
  }

  row(name: string): string {
    return `| ${name} | ${[...this.at.values()].map((count) => percent(count, this.single)).join(' | ')} | ${percent(this.parts, this.multi)} |`;
  }
}

async function evaluate(app: App, questions: readonly GoldenQuestion[], misses: boolean): Promise<string[]> {
  const snapshot = app.index.snapshot();
  const tallies = new Map<string, Tally>();
  const tally = (name: string): Tally => tallies.get(name) ?? tallies.set(name, new Tally()).get(name)!;
  let highlights = 0, found = 0, refusedRight = 0, unanswerable = 0, refusedWrong = 0, answerable = 0, characters = 0, citations = 0;
  const took: number[] = [];
  /** Of the unanswerable, by the way they miss what is told: refused, asked. */
  const classes = new Map<string, [refused: number, asked: number]>();
  for (const [done, question] of questions.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${done + 1}/${questions.length}`);
    const answer = await app.desk.ask(question.question);
    took.push(answer.tookMs);
    const quotes = answer.citations.map((citation) => ({ file: citation.report.file, quote: citation.quote }));
    citations += quotes.length;
    characters += quotes.reduce((sum, { quote }) => sum + comparable(quote).length, 0);
    if (!question.answerable) {
      unanswerable++;
      const [refused, asked] = classes.get(question.class ?? '') ?? [0, 0];
      classes.set(question.class ?? '', [refused + (answer.status === 'not_found' ? 1 : 0), asked + 1]);
      if (answer.status === 'not_found') refusedRight++;
      else if (misses) process.stdout.write(`\n${question.id} ${question.question}\n  want (nothing)\n  got  ${quotes[0]?.quote}\n`);
      continue;
    }
    answerable++;
    if (answer.status === 'not_found') refusedWrong++;
    tally('everything, with refusals').add(question, quotes);
    const hit = answer.citations.find((citation) => question.gold.some((gold) => holds(citation.report.file, citation.quote, gold)));
    if (hit) {
      found++;
      const gold = question.gold.find((entry) => holds(hit.report.file, hit.quote, entry));
      if (gold?.answers.every((text) => comparable(hit.highlight).includes(comparable(text)))) highlights++;
    }
    if (misses && !answeredAt(question, quotes, question.need === 'all' ? 5 : 1)) process.stdout.write(`\n${question.id} ${question.question}\n  want ${question.gold.map((gold) => gold.evidence).join(' | ')}\n  got  ${quotes[0]?.quote ?? '(refused)'}\n`);

    const retrieval = await app.retriever.retrieve(snapshot, question.question);
    const passages = (order: (a: (typeof retrieval.candidates)[number], b: (typeof retrieval.candidates)[number]) => number): Quote[] =>
      [...retrieval.candidates].sort(order).map(({ ordinal }) => ({ file: snapshot.passages.at(ordinal)!.report.file, quote: snapshot.passages.at(ordinal)!.passage.text }));
    tally('words alone (BM25, whole passage)').add(question, passages((a, b) => b.lexical - a.lexical));
    const vector = await app.embedder.embedQuestion(question.question);
    const nearest = snapshot.vectors.search(vector, 5).map(({ ordinal }) => ({ file: snapshot.passages.at(ordinal)!.report.file, quote: snapshot.passages.at(ordinal)!.passage.text }));
    tally('vectors alone (HNSW, whole passage)').add(question, nearest);
    tally('both, weighted sum (whole passage)').add(question, passages((a, b) => b.fused - a.fused));
    tally('ranked sentences').add(question, chooseWindows(retrieval, 5).map(quoteOf));
    for (const [name, off] of Object.entries(GROUPS)) tally(`ranked sentences ${name}`).add(question, chooseWindows({ ...retrieval, windows: rescored(retrieval.windows, off) }, 5).map(quoteOf));
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  took.sort((a, b) => a - b);
  return [
    '| stage | answer@1 | answer@3 | answer@5 | all parts@5 |', '|---|---|---|---|---|',
    ...[...tallies].map(([name, own]) => own.row(name)),
    '',
    '| measure | value |', '|---|---|',
    `| questions, answerable / unanswerable | ${answerable} / ${unanswerable} |`,
    `| highlight right, where found | ${percent(highlights, found)} % |`,
    `| unanswerable refused | ${percent(refusedRight, unanswerable)} % |`,
    ...[...classes].filter(([name]) => name !== '').map(([name, [refused, asked]]) => `| … ${name} | ${percent(refused, asked)} % |`),
    `| answerable refused | ${percent(refusedWrong, answerable)} % |`,
    `| characters a quote / citations an answer | ${(characters / Math.max(1, citations)).toFixed(0)} / ${(citations / Math.max(1, answerable + unanswerable - refusedRight - refusedWrong)).toFixed(1)} |`,
    `| ms p50 / p95 | ${took[Math.floor(took.length * 0.5)]?.toFixed(1)} / ${took[Math.floor(took.length * 0.95)]?.toFixed(1)} |`,
  ];
}

async function evaluateReports(questionsFile: string, reports: readonly string[], index: string | undefined, misses: boolean): Promise<string[]> {
  const app = await openWorkbench(reports, index);
  const lines = await evaluate(app, readQuestions(questionsFile), misses);
  await app.close();
  return lines;
}

async function main(): Promise<void> {
  const { values, set } = readOptions(process.argv.slice(2), ['misses']);
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const questionsFile = last('questions') ?? 'test/golden/questions.jsonl';
  const passagesFile = last('passages');
  const lines = passagesFile === undefined
    ? await evaluateReports(questionsFile, values.get('reports') ?? ['seeds'], last('index'), set.has('misses'))
    : await evaluateQuestionSet(passagesFile, questionsFile, set.has('misses'));
  process.stdout.write(`${lines.join('\n')}\n`);
  const target = last('write');
  if (target) writeFileSync(target, `${lines.join('\n')}\n`);
}

await main();
