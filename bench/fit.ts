/**
 * @module `npm run fit`: fits the weights of ranking and of confidence to golden questions, and says by cross-validation
 * over reports what they are worth on reports they were not fitted on.
 *
 *   npm run fit -- --set QUESTIONS.jsonl,DIR[,DIR …] [--set …] [--length 4]
 *
 * Ranking is a listwise softmax (Cao et al., ICML 2007, top one) over all windows of a question; confidence is a
 * logistic regression, both classes weighted alike. Prints the two constant blocks for src/retrieve/weights.ts and
 * src/answer/weights.ts.
 */

import { isSmallTalk, signalsOf, SIGNALS, textOf } from '../src/answer/index.js';
import { FEATURES } from '../src/retrieve/index.js';
import { groupOf, holds, readQuestions } from './golden.js';
import { openWorkbench, readOptions } from './workbench.js';

interface Example {
  readonly group: string;
  readonly answerable: boolean;
  /** One row of features a window. */
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
  readonly lengths: readonly number[];
  readonly passages: readonly string[];
  readonly signals: Float64Array;
}

/** Windows beyond this place under the present weights teach nothing new; right ones are always kept. */
const MOST_WINDOWS = 150;

async function collect(questionsFile: string, reports: readonly string[]): Promise<Example[]> {
  const app = await openWorkbench(reports);
  const examples: Example[] = [];
  for (const question of readQuestions(questionsFile)) {
    if (isSmallTalk(question.question)) continue;
    const retrieval = await app.retriever.retrieve(app.index.snapshot(), question.question);
    const windows = retrieval.windows
      .map((window) => ({ window, right: question.gold.some((gold) => holds(window.passage.indexed.report.file, textOf(window), gold)) }))
      .filter(({ right }, i) => right || i < MOST_WINDOWS);
    const signals = signalsOf(retrieval);
    examples.push({
      group: groupOf(question),
      answerable: question.answerable,
      rows: windows.map(({ window }) => window.features),
      right: windows.map(({ right }) => right),
      lengths: windows.map(({ window }) => textOf(window).length),
      passages: windows.map(({ window }) => window.passage.indexed.passage.id),
      signals: Float64Array.from(SIGNALS, (name) => signals[name]),
    });
  }
  await app.close();
  return examples;
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

function fitConfidence(examples: readonly Example[]): Logistic {
  const { mean, deviation } = scaleOf(examples.map((example) => example.signals), SIGNALS.length);
  const rows = examples.map(({ signals }) => Float64Array.from([...signals.map((value, i) => (value - mean[i]!) / deviation[i]!), 1]));
  const positives = examples.filter((example) => example.answerable).length;
  const importance = examples.map(({ answerable }) => 0.5 / (answerable ? positives : examples.length - positives));
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

const confidence = ({ bias, weights }: Logistic, { signals }: Example): number => 1 / (1 + Math.exp(-bias - dot(weights, signals)));

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;
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

/** At most this share of answerable questions may be refused. */
const REFUSED = 0.025;

async function main(): Promise<void> {
  const { values } = readOptions(process.argv.slice(2), []);
  const perHundred = Number(values.get('length')?.at(-1) ?? 4);
  const sets = values.get('set') ?? ['test/golden/questions.jsonl,seeds'];
  const examples: Example[] = [];
  for (const set of sets) {
    const [questions, ...reports] = set.split(',');
    examples.push(...(await collect(questions ?? '', reports)));
  }
  const groups = [...new Set(examples.map((example) => example.group))];
  const out = { places: new Array<number>(), confidences: new Array<{ answerable: boolean; value: number }>() };
  for (const group of groups) {
    const rest = examples.filter((example) => example.group !== group);
    const ranking = fitRanking(rest, perHundred, 80);
    const logistic = fitConfidence(rest);
    for (const example of examples.filter((own) => own.group === group)) {
      out.confidences.push({ answerable: example.answerable, value: confidence(logistic, example) });
      if (example.answerable) out.places.push(placeOf(example, ranking));
    }
    process.stderr.write(`fold ${group}\n`);
  }
  const share = (k: number): string => ((100 * out.places.filter((place) => place < k).length) / out.places.length).toFixed(1);
  const threshold = quantile(out.confidences.filter((one) => one.answerable).map((one) => one.value), REFUSED);
  const refused = out.confidences.filter((one) => !one.answerable);
  process.stdout.write(`cross-validated over ${groups.length} reports: right window @1 ${share(1)} @3 ${share(3)} @5 ${share(5)}; at ${100 * REFUSED} % of answerable refused, ${((100 * refused.filter((one) => one.value < threshold).length) / Math.max(1, refused.length)).toFixed(1)} % of unanswerable\n\n`);
  const ranking = fitRanking(examples, perHundred, 150);
  process.stdout.write(`RANKING\n${FEATURES.map((name, i) => `  ${name}: ${ranking[i]!.toFixed(3)},`).join('\n')}\n\n`);
  const logistic = fitConfidence(examples);
  const own = quantile(examples.filter((example) => example.answerable).map((example) => confidence(logistic, example)), REFUSED);
  process.stdout.write(`CONFIDENCE\n  bias: ${logistic.bias.toFixed(3)},\n  threshold: ${own.toFixed(3)},\n${SIGNALS.map((name, i) => `    ${name}: ${logistic.weights[i]!.toFixed(3)},`).join('\n')}\n`);
}

await main();
