/**
 * @module `npm run fit`: fits the weights of ranking and of confidence to golden questions, and says by cross-validation
 * over reports what they are worth on reports they were not fitted on.
 *
 *   npm run fit -- --set QUESTIONS.jsonl,DIR[,DIR …] [--set …] [--near QUESTIONS.jsonl,DIR …] [--beside QUESTIONS.jsonl,DIR …]
 *     [--texts QUESTIONS.jsonl,DIR …] [--length 4] [--trees src/answer/confidence-trees.ts] [--confidence-only]
 *
 * Sets are golden questions on reports. Near ones are questions about things beside what reports tell, with others that
 * reports answer; what stands beside are questions that no report is about, and texts are questions on other documents, all
 * in the form of the golden ones. Near ones and those beside teach only how sure an answer is.
 *
 * Ranking is a listwise softmax (Cao et al., ICML 2007, top one) over all windows of a question; confidence is a
 * logistic regression, both classes weighted alike, for the thing beside with boosted trees. Prints the two constant blocks
 * for src/retrieve/weights.ts and src/answer/weights.ts, and writes the trees into a file where one is named.
 */

import { writeFileSync } from 'node:fs';
import {
  encodeTrees, isSmallTalk, MODELS, modelsFor, signalsOf, SIGNALS, sumOf, textOf, TREE_INPUTS, treeInputsOf, type ModelName, type Tree,
} from '../src/answer/index.js';
import { shortPlace, type ReportHead } from '../src/reports/index.js';
import { FEATURES, type Retrieval } from '../src/retrieve/index.js';
import { boost, type Boosting } from './boosting.js';
import { groupOf, holds, readQuestions, type GoldenQuestion } from './golden.js';
import { openWorkbench, readOptions } from './workbench.js';

interface Example {
  readonly isArticle: boolean;
  /** Beside a golden question, the same one without the place it names: people who have one place's reports ask so. */
  readonly bare: boolean;
  readonly group: string;
  readonly answerable: boolean;
  /** One row of features a window. */
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
  readonly lengths: readonly number[];
  readonly passages: readonly string[];
  readonly signals: Float64Array;
  readonly treeInputs: Float64Array;
}

/** Windows beyond this place under the present weights teach nothing new; right ones are always kept. */
const MOST_WINDOWS = 150;

async function collect(questionsFile: string, reports: readonly string[]): Promise<Example[]> {
  const app = await openWorkbench(reports);
  const examples: Example[] = [];
  for (const question of readQuestions(questionsFile)) {
    if (isSmallTalk(question.question)) continue;
    const retrieval = await app.retriever.retrieve(app.index.snapshot(), question.question);
    examples.push(exampleOf(question, retrieval, false));
    const text = withoutPlaces(question.question, app.index.snapshot().reports);
    if (!question.answerable || text === question.question) continue;
    const bare = await app.retriever.retrieve(app.index.snapshot(), text);
    if (bare.question.regions.length === 0) examples.push(exampleOf(question, bare, true));
  }
  await app.close();
  return examples;
}

function exampleOf(question: GoldenQuestion, retrieval: Retrieval, bare: boolean): Example {
  const windows = retrieval.windows
    .map((window) => ({ window, right: question.gold.some((gold) => holds(window.passage.indexed.report.file, textOf(window), gold)) }))
    .filter(({ right }, i) => right || i < MOST_WINDOWS);
  const signals = signalsOf(retrieval);
  return {
    isArticle: modelsFor(retrieval).includes('article'),
    bare,
    group: groupOf(question),
    answerable: question.answerable,
    rows: windows.map(({ window }) => window.features),
    right: windows.map(({ right }) => right),
    lengths: windows.map(({ window }) => textOf(window).length),
    passages: windows.map(({ window }) => window.passage.indexed.passage.id),
    signals: Float64Array.from(SIGNALS, (name) => signals[name]),
    treeInputs: treeInputsOf(signals, retrieval),
  };
}

function withoutPlaces(text: string, reports: readonly ReportHead[]): string {
  const names = reports.flatMap(({ region }) => (region === null || region === '全国' ? [] : [region, shortPlace(region)]));
  const rest = names.sort((one, other) => other.length - one.length).reduce((left, name) => left.replaceAll(name, ''), text);
  return rest.replace(/^[省市区县州]?的/u, '').replace(/全国|我国/gu, '');
}

/** Mean and deviation of each column. */
function scaleOf(rows: readonly Float64Array[], width: number): { readonly mean: Float64Array; readonly deviation: Float64Array } {
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) mean[i]! += row[i]! / rows.length;
  for (const row of rows) for (let i = 0; i < width; i++) deviation[i]! += (row[i]! - mean[i]!) ** 2 / rows.length;
  return { mean, deviation: deviation.map((variance) => Math.sqrt(variance) + 1e-6) };
}

/** Adam (Kingma and Ba, 2015) on `gradient`, from zero. */
function minimise(width: number, steps: number, rate: number, gradient: (weights: Float64Array) => Float64Array): Float64Array {
  const weights = new Float64Array(width);
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  for (let step = 1; step <= steps; step++) {
    const slope = gradient(weights);
    for (let i = 0; i < width; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * slope[i]!;
      second[i] = 0.99 * second[i]! + 0.01 * slope[i]! ** 2;
      weights[i]! -= (rate * first[i]!) / (1 - 0.9 ** step) / (Math.sqrt(second[i]! / (1 - 0.99 ** step)) + 1e-8);
    }
  }
  return weights;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const penaltyOf = (length: number, perHundred: number): number => (-perHundred * Math.max(0, length - 60)) / 100;

/** Weights of the raw features. `perHundred`: what 100 characters more cost. */
function fitRanking(examples: readonly Example[], perHundred: number, steps: number): Float64Array {
  const useful = examples.filter((example) => example.answerable && example.right.includes(true));
  const { deviation } = scaleOf(useful.flatMap((example) => example.rows), FEATURES.length);
  const weights = minimise(FEATURES.length, steps, 0.05, (own) => {
    const scaled = own.map((weight, i) => weight / deviation[i]!);
    const slope = own.map((weight) => 2e-3 * weight);
    for (const { rows, right, lengths } of useful) {
      const scores = rows.map((row, i) => dot(row, scaled) + penaltyOf(lengths[i]!, perHundred));
      const top = Math.max(...scores);
      const shares = scores.map((score) => Math.exp(score - top));
      const all = shares.reduce((sum, share) => sum + share, 0);
      const good = shares.reduce((sum, share, i) => sum + (right[i] ? share : 0), 1e-12);
      rows.forEach((row, i) => {
        const push = (shares[i]! / all - (right[i] ? shares[i]! / good : 0)) / useful.length;
        if (Math.abs(push) > 1e-9) for (let k = 0; k < slope.length; k++) slope[k]! += (push * row[k]!) / deviation[k]!;
      });
    }
    return slope;
  });
  const raw = weights.map((weight, i) => weight / deviation[i]!);
  raw[FEATURES.indexOf('length')]! -= perHundred;
  return raw;
}

interface Logistic {
  readonly bias: number;
  readonly weights: Float64Array;
}

function fitConfidence(examples: readonly Example[], ofBare: number): Logistic {
  const { mean, deviation } = scaleOf(examples.map((example) => example.signals), SIGNALS.length);
  const rows = examples.map(({ signals }) => Float64Array.from([...signals.map((value, i) => (value - mean[i]!) / deviation[i]!), 1]));
  const weightOf = ({ bare }: Example): number => (bare ? ofBare : 1);
  const weightOfAll = (answerable: boolean): number => examples.reduce((sum, example) => sum + (example.answerable === answerable ? weightOf(example) : 0), 0);
  const [positives, negatives] = [weightOfAll(true), weightOfAll(false)];
  const importance = examples.map((example) => (0.5 * weightOf(example)) / (example.answerable ? positives : negatives));
  const fitted = minimise(SIGNALS.length + 1, 800, 0.03, (own) => {
    const slope = own.map((weight, i) => (i < SIGNALS.length ? 1.5e-2 * weight : 0));
    rows.forEach((row, i) => {
      const push = (1 / (1 + Math.exp(-dot(row, own))) - (examples[i]!.answerable ? 1 : 0)) * importance[i]!;
      for (let k = 0; k < slope.length; k++) slope[k]! += push * row[k]!;
    });
    return slope;
  });
  const weights = Float64Array.from(SIGNALS, (_, i) => fitted[i]! / deviation[i]!);
  return { weights, bias: fitted[SIGNALS.length]! - dot(weights, mean) };
}

/** With a share of the values below it; between two of them by interpolation. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below);
}

/** Places, from 0, of the first right window when each passage counts once; Infinity where there is none. */
function placeOf({ rows, right, passages }: Example, weights: Float64Array): number {
  const order = rows.map((row, i) => ({ i, score: dot(row, weights) })).sort((a, b) => b.score - a.score);
  const seen = new Set<string>();
  for (const { i } of order) {
    if (seen.has(passages[i]!)) continue;
    if (right[i]) return seen.size;
    seen.add(passages[i]!);
  }
  return Number.POSITIVE_INFINITY;
}

async function collectAll(sets: readonly string[]): Promise<Example[]> {
  const examples: Example[] = [];
  for (const set of sets) {
    const [questions, ...reports] = set.split(',');
    examples.push(...(await collect(questions ?? '', reports)));
  }
  return examples;
}

const groupsOf = (examples: readonly Example[]): string[] => [...new Set(examples.map(({ group }) => group))];
const percent = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(1);

function crossValidateRanking(examples: readonly Example[], texts: readonly Example[], perHundred: number): string {
  const places: number[] = [];
  for (const group of groupsOf(examples)) {
    const weights = fitRanking([...examples.filter((example) => example.group !== group), ...texts], perHundred, 80);
    for (const example of examples) if (example.group === group && example.answerable) places.push(placeOf(example, weights));
    process.stderr.write(`fold ${group}\n`);
  }
  const within = (k: number): string => percent(places.filter((place) => place < k).length, places.length);
  return `right window @1 ${within(1)} @3 ${within(3)} @5 ${within(5)}`;
}

/** At most this share of answerable questions may fall to each model. */
const REFUSED: Readonly<Record<ModelName, number>> = { topic: 0.0035, figure: 0.017, article: 0.01 };
/** What a question without its place weighs beside a golden one. */
const BARE: Readonly<Record<ModelName, number>> = { topic: 0.2, figure: 0.3, article: 0 };
/** What the weighted sum counts beside the trees: half of it is better than all or nothing. */
const BESIDE_TREES = 0.5;
/** Twice as many or deeper trees tell no more. */
const BOOSTING: Omit<Boosting, 'seed'> = { trees: 200, depth: 3, rate: 0.06, rows: 0.7, inputs: 0.3, leaf: 10 };
/** What is fitted alike with each is averaged: alone, one chance or another decides a question in twenty. */
const SEEDS = [1, 2, 3] as const;
/** What a golden question counts beside a near one: there are four times as many of these, and they are harder. */
const GOLDEN = 3;

/** Signals that a model does not look at are zero. */
function seenBy(model: ModelName, examples: readonly Example[]): Example[] {
  const seen = SIGNALS.map((name) => MODELS[model].some((other) => other === name));
  return examples.map((example) => ({ ...example, signals: example.signals.map((value, i) => (seen[i] ? value : 0)) }));
}

/** Both classes weigh alike. */
function fitTrees(golden: readonly Example[], near: readonly Example[]): Tree[] {
  const examples = [...golden, ...near];
  const isGolden = new Set(golden);
  const own = (example: Example): number => (isGolden.has(example) ? GOLDEN : 1) * (example.bare ? BARE.figure : 1);
  const all = (answerable: boolean): number => examples.reduce((sum, example) => sum + (example.answerable === answerable ? own(example) : 0), 0);
  const [positives, negatives] = [all(true), all(false)];
  const weights = examples.map((example) => own(example) / (example.answerable ? positives : negatives));
  const labels = examples.map(({ answerable }) => answerable);
  const rows = examples.map(({ treeInputs }) => treeInputs);
  return SEEDS.flatMap((seed) => boost(rows, labels, weights, { ...BOOSTING, seed }).map((tree) => ({ ...tree, leaves: tree.leaves.map((leaf) => leaf / SEEDS.length) })));
}

/** A model as far as it is fitted: the logarithm of the odds that an answer is right. */
interface Judge {
  readonly logistic: Logistic;
  readonly trees: readonly Tree[];
}

function fitJudge(model: ModelName, examples: readonly Example[], near: readonly Example[]): Judge {
  const logistic = fitConfidence(seenBy(model, examples), BARE[model]);
  if (model !== 'figure') return { logistic, trees: [] };
  const weights = logistic.weights.map((weight) => BESIDE_TREES * weight);
  return { logistic: { bias: BESIDE_TREES * logistic.bias, weights }, trees: fitTrees(examples, near) };
}

const oddsBy = ({ logistic: { bias, weights }, trees }: Judge, { signals, treeInputs }: Example): number => bias + dot(weights, signals) + sumOf(trees, treeInputs);

/** Is each question of `asked` let through by a model fitted to `examples`, and its trees to `near` too, of all other groups? */
function lets(model: ModelName, examples: readonly Example[], asked: readonly Example[], near: readonly Example[] = []): boolean[] {
  const values = new Map<Example, number>();
  for (const group of groupsOf([...examples, ...asked])) {
    const isOfOther = (example: Example): boolean => example.group !== group;
    const judge = fitJudge(model, examples.filter(isOfOther), near.filter(isOfOther));
    for (const example of asked) if (example.group === group) values.set(example, oddsBy(judge, example));
  }
  const threshold = thresholdOf(model, asked.filter((example) => !near.includes(example)), (example) => values.get(example)!);
  return asked.map((example) => values.get(example)! >= threshold);
}

/** What lets the share of the answerable through that is asked for, questions without their place left out. */
function thresholdOf(model: ModelName, examples: readonly Example[], odds: (example: Example) => number): number {
  return quantile(examples.filter(({ answerable, bare }) => answerable && !bare).map(odds), REFUSED[model]);
}

function refusals(of: string, examples: readonly Example[], let_: readonly boolean[]): string {
  const share = (answerable: boolean): string => {
    const own = let_.filter((_, i) => examples[i]!.answerable === answerable);
    return own.length === 0 ? '–' : `${percent(own.filter((through) => !through).length, own.length)} %`;
  };
  return `cross-validated, ${of}: refused ${share(false)} of the unanswerable, ${share(true)} of the answerable`;
}

/** With the threshold moved into the bias, so that one half decides. */
function describeConfidence(model: ModelName, examples: readonly Example[], judge: Judge = fitJudge(model, examples, [])): string {
  const { bias, weights: fitted } = judge.logistic;
  const weights = MODELS[model].map((name) => `      ${name}: ${fitted[SIGNALS.indexOf(name)]!.toFixed(3)},`);
  return `  ${model}: {\n    bias: ${(bias - thresholdOf(model, examples, (example) => oddsBy(judge, example))).toFixed(3)},\n    weights: {\n${weights.join('\n')}\n    },\n  },`;
}

function describeTrees(trees: readonly Tree[]): string {
  const names = TREE_INPUTS.map((name) => `'${name}'`).join(', ').replace(/(.{1,130}),(?: |$)/gu, '$1,\n  ');
  return `/** @module The trees of the model \`figure\`, written by \`npm run fit -- --trees FILE\`; a tree a line, see trees.ts. */

import { decodeTrees, type Tree } from './trees.js';

/** What the numbers of inputs mean. */
export const TREES_ASK: readonly string[] = [
  ${names},
];

export const TREES: readonly Tree[] = decodeTrees(\`
${encodeTrees(trees)}
\`);
`;
}

async function main(): Promise<void> {
  const { values, set: flags } = readOptions(process.argv.slice(2), ['confidence-only']);
  const perHundred = Number(values.get('length')?.at(-1) ?? 4);
  const all = await collectAll(values.get('set') ?? ['test/golden/questions.jsonl,seeds']);
  const golden = all.filter(({ bare }) => !bare);
  const bare = all.filter((example) => example.bare && !example.isArticle);
  const beside = await collectAll(values.get('beside') ?? []);
  const nearby = (await collectAll(values.get('near') ?? [])).filter((example) => !example.isArticle);
  const texts = (await collectAll(values.get('texts') ?? [])).filter((example) => example.isArticle);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  if (!flags.has('confidence-only')) {
    print(`cross-validated over ${groupsOf(golden).length} reports: ${crossValidateRanking(golden, texts, perHundred)}`);
    const ranking = fitRanking([...golden, ...texts], perHundred, 150);
    print(`\nRANKING\n${FEATURES.map((name, i) => `  ${name}: ${ranking[i]!.toFixed(3)},`).join('\n')}\n`);
  }
  const offTopic = SIGNALS.indexOf('offTopic');
  const figure = [...golden.filter((example) => !example.isArticle), ...bare];
  const topic = [...golden.filter(({ answerable, signals }) => answerable || signals[offTopic] === 1), ...bare, ...beside];
  const asked = [...golden, ...bare, ...beside, ...nearby];
  const judge = fitJudge('figure', figure, nearby);
  if (beside.length > 0) {
    const topical = lets('topic', topic, asked);
    const through = new Map(lets('figure', figure, asked, nearby).map((held, i) => [asked[i]!, held && topical[i]!]));
    const told = (of: string, examples: readonly Example[]): void => print(refusals(of, examples, examples.map((example) => through.get(example)!)));
    told('golden questions', golden);
    told('the same without their places', bare);
    told('questions beside', beside);
    told('near ones', nearby.filter((example) => !example.bare));
    print(`${describeConfidence('topic', topic)}`);
  }
  print(describeConfidence('figure', figure, judge));
  const file = values.get('trees')?.at(-1);
  if (file !== undefined) writeFileSync(file, describeTrees(judge.trees));
  if (texts.length > 0) print(`${refusals('texts', texts, lets('article', texts, texts))}\n${describeConfidence('article', texts)}`);
}

await main();
