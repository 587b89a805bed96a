/**
 * Folds JSON Lines from standard input for training exactly as `src/embed/fold.ts` folds text before embedding:
 * compatibility forms, Traditional characters, capitals and invisible characters go. Every string in a line is folded.
 *
 *   node fold.mjs < corpus.jsonl > folded.jsonl
 */
import { createInterface } from 'node:readline';
import { Converter } from 'opencc-js/t2cn';

const simplify = Converter({ from: 't', to: 'cn' });
const INVISIBLE = /\p{Cf}|[^\P{Cc}\s]/gu;

export function fold(text) {
  return simplify(text.replace(INVISIBLE, '').normalize('NFKC')).toLowerCase();
}

function foldValue(value) {
  if (typeof value === 'string') return fold(value);
  if (Array.isArray(value)) return value.map(foldValue);
  return value;
}

if (process.argv[1] === import.meta.filename) {
  let pending = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const row = Object.entries(JSON.parse(line)).map(([key, value]) => [key, foldValue(value)]);
    pending.push(JSON.stringify(Object.fromEntries(row)));
    if (pending.length === 500) {
      process.stdout.write(`${pending.join('\n')}\n`);
      pending = [];
    }
  }
  if (pending.length > 0) process.stdout.write(`${pending.join('\n')}\n`);
}
