/**
 * @module `npm run eval -- --passages FILE --questions FILE [--misses]`: a question set in which every passage is made a report of its own.
 *
 * Passages are lines of `{"id","title","text"}`, questions lines of `{"id","question","passages":[id],"answers":[text]}`,
 * any one of whose answers will do (the form that CMRC 2018 is easily brought to).
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { chooseWindows, textOf, type Answer } from '../src/answer/index.js';
import type { App } from '../src/app.js';
import { comparable, LONGEST_QUOTE } from './golden.js';
import { openWorkbench } from './workbench.js';

const passageSchema = z.object({ id: z.string(), title: z.string(), text: z.string() });
const questionSchema = z.object({ id: z.string(), question: z.string(), passages: z.array(z.string()), answers: z.array(z.string()).min(1) });

type Asked = z.infer<typeof questionSchema>;

/** What can go wrong with a question, worst first. */
const FAULTS = ['refused', 'quoted from another passage', 'quoted from its passage without the answer', 'highlight without the answer'] as const;
type Fault = (typeof FAULTS)[number];

const EXTENSION = '.txt';
const RANKS = [1, 3, 5] as const;
const MOST = 5;
/** Answers may be given with the mark that ends their sentence, which a highlight leaves out. */
const CLOSING_MARK = /[。；，！？;,.!?]+$/u;

function rows<T>(path: string, schema: z.ZodType<T>): T[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => schema.parse(JSON.parse(line)));
}

/** Vectors and the whole product on the questions; the lines of a report in Markdown. */
export async function evaluateQuestionSet(passagesFile: string, questionsFile: string, listsMisses: boolean): Promise<string[]> {
  const passages = rows(passagesFile, passageSchema);
  const questions = rows(questionsFile, questionSchema);
  const folder = mkdtempSync(join(tmpdir(), 'judian-passages-'));
  try {
    for (const { id, title, text } of passages) writeFileSync(join(folder, `${id}${EXTENSION}`), `${title}\n\n${text}\n`);
    const app = await openWorkbench([folder]);
    const result = await evaluate(app, questions, listsMisses);
    await app.close();
    return [`${questions.length} questions, each passage of ${passages.length} a report`, '', ...result];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function evaluate(app: App, questions: readonly Asked[], listsMisses: boolean): Promise<string[]> {
  const faults = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  const [near, ranked, quoted] = [new Shares(), new Shares(), new Shares()];
  let highlit = 0;
  const lengths: number[] = [];
  for (const asked of questions) {
    near.add((await filesNearest(app, asked.question)).map((file) => isAbout(asked, file)));
    const retrieval = await app.retriever.retrieve(app.index.snapshot(), asked.question);
    ranked.add(chooseWindows(retrieval, MOST).map((window) => isAbout(asked, window.passage.indexed.report.file) && holdsAny(asked, textOf(window))));
    const answer = await app.desk.ask(asked.question);
    quoted.add(answer.citations.map(({ quote, report }) => isAbout(asked, report.file) && holdsAny(asked, quote)));
    if (answer.citations[0]) lengths.push(comparable(answer.citations[0].quote).length);
    const fault = faultOf(asked, answer);
    if (fault === null) highlit++;
    else faults.set(fault, faults.get(fault)! + 1);
    if (fault !== null && listsMisses) process.stdout.write(`${missOf(asked, answer, fault)}\n`);
  }
  const found = highlit + faults.get('highlight without the answer')!;
  return [
    '| percent of questions | @1 | @3 | @5 |', '|---|---|---|---|',
    near.row('vectors alone: right report'), ranked.row('ranked sentences, before any refusal: an answer held'), quoted.row('everything: quote holds an answer'),
    '',
    '| first quote | questions |', '|---|---|',
    `| highlight right, where the quote is | ${percent(highlit, found)} % |`,
    ...FAULTS.map((fault) => `| ${fault} | ${faults.get(fault)} |`),
    `| characters, mean | ${(lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)).toFixed(0)} |`,
  ];
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : ((100 * part) / whole).toFixed(1));

/** How often something right is among the first of a list. */
class Shares {
  private whole = 0;
  private readonly within = RANKS.map(() => 0);

  add(right: readonly boolean[]): void {
    this.whole++;
    RANKS.forEach((rank, i) => {
      if (right.slice(0, rank).includes(true)) this.within[i]!++;
    });
  }

  row(name: string): string {
    return `| ${name} | ${this.within.map((count) => percent(count, this.whole)).join(' | ')} |`;
  }
}

const isAbout = (asked: Asked, file: string): boolean => asked.passages.some((id) => file === `${id}${EXTENSION}`);

function holdsAny({ answers }: Asked, text: string): boolean {
  const own = comparable(text);
  return own.length <= LONGEST_QUOTE && answers.some((answer) => own.includes(comparable(answer).replace(CLOSING_MARK, '')));
}

/** Reports in the order of their nearest passages. */
async function filesNearest(app: App, question: string): Promise<string[]> {
  const snapshot = app.index.snapshot();
  const hits = snapshot.vectors.search(await app.embedder.embedQuestion(question), 20);
  return [...new Set(hits.map(({ ordinal }) => snapshot.passages.at(ordinal)!.report.file))];
}

function faultOf(asked: Asked, answer: Answer): Fault | null {
  const first = answer.citations[0];
  if (!first) return 'refused';
  if (!isAbout(asked, first.report.file)) return 'quoted from another passage';
  if (!holdsAny(asked, first.quote)) return 'quoted from its passage without the answer';
  return holdsAny(asked, first.highlight) ? null : 'highlight without the answer';
}

function missOf(asked: Asked, answer: Answer, fault: Fault): string {
  const first = answer.citations[0];
  return [`${asked.id} ${fault}: ${asked.question}`, `  want ${asked.answers.join(' | ')}`, `  got  ${first?.quote ?? '(refused)'}`, ...(first ? [`  mark ${first.highlight}`] : [])].join('\n');
}
