/** @module Off-the-shelf search over the same passages and questions, for comparison. */

import Database from 'libsql';
import MiniSearch from 'minisearch';
import type { Snapshot } from '../../src/index/index.js';
import { fold } from '../../src/index/index.js';
import { words } from '../../src/retrieve/segment.js';
import { answeredAt, readQuestions } from '../golden.js';
import { openAppOver } from '../workbench.js';
import { peakMB, percentiles, type PeerFigures, type Task } from './messages.js';

type Peer = 'minisearch' | 'fts5' | 'scan';
/** Ordinals of passages, best first. */
type Search = (question: string) => number[] | Promise<number[]>;

/** What a peer searches of a passage: the same words that the product's own index has. */
interface Document {
  readonly id: number;
  readonly header: string;
  readonly body: string;
}

const TOP = 5;
const NAMES: Readonly<Record<Peer, string>> = { minisearch: 'minisearch, jieba', fts5: 'SQLite FTS5, jieba', scan: 'exact scan, vectors' };

export async function peer(name: Peer, { reports, index, questions: files }: Task): Promise<PeerFigures> {
  const app = await openAppOver([reports], index);
  const snapshot = app.index.snapshot();
  const before = performance.now();
  const search: Search = name === 'minisearch' ? miniSearch(documents(snapshot)) : name === 'fts5' ? fts5(documents(snapshot)) : scan(snapshot, (text) => app.embedder.embedQuestion(text));
  const buildSeconds = (performance.now() - before) / 1000;
  const questions = files.flatMap(readQuestions);
  await search(questions[0]?.question ?? '');
  const times: number[] = [];
  let right = 0;
  let golden = 0;
  for (const question of questions) {
    const start = performance.now();
    const found = await search(question.question);
    times.push(performance.now() - start);
    if (question.gold.length === 0 || !question.gold.every(({ file }) => snapshot.reports.some((report) => report.file === file))) continue;
    golden++;
    const quotes = found.slice(0, TOP).flatMap((ordinal) => snapshot.passages.at(ordinal) ?? []).map(({ report, passage }) => ({ file: report.file, quote: passage.text }));
    if (answeredAt(question, quotes, TOP)) right++;
  }
  await app.close();
  return { name: NAMES[name], ...percentiles(times), buildSeconds, peakMB: peakMB(), answerAt5: right / Math.max(1, golden) };
}

function* documents(snapshot: Snapshot): Generator<Document> {
  for (const { ordinal, report, passage, headings } of snapshot.passages) {
    const header = [report.region, report.title, report.date, ...headings, passage.lead, passage.stem].filter((part) => part !== null).join('\n');
    yield { id: ordinal, header: fold(header), body: fold(passage.text) };
  }
}

function miniSearch(all: Iterable<Document>): Search {
  const engine = new MiniSearch<Document>({ fields: ['header', 'body'], tokenize: words, processTerm: (term) => term, searchOptions: { boost: { header: 0.5 }, combineWith: 'OR' } });
  engine.addAll([...all]);
  return (question) => engine.search(fold(question)).slice(0, TOP).map(({ id }) => Number(id));
}

/** Words of jieba, since the trigram tokenizer finds no word of two characters, as most are. */
function fts5(all: Iterable<Document>): Search {
  const database = new Database(':memory:');
  database.exec('CREATE VIRTUAL TABLE passages USING fts5 (header, body, content=\'\')');
  const insert = database.prepare('INSERT INTO passages (rowid, header, body) VALUES (?, ?, ?)');
  database.transaction(() => {
    for (const { id, header, body } of all) insert.run(id + 1, words(header).join(' '), words(body).join(' '));
  })();
  const select = database.prepare(`SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 0.5, 1.0) LIMIT ${TOP}`);
  return (question) => {
    const query = [...new Set(words(fold(question)))].map((word) => `"${word}"`).join(' OR ');
    return query === '' ? [] : select.all(query).map((row) => Number(Reflect.get(Object(row), 'rowid')) - 1);
  };
}

function scan({ vectors }: Snapshot, embed: (text: string) => Promise<Float32Array>): Search {
  const all = Array.from({ length: vectors.size }, (_, ordinal) => vectors.vector(ordinal));
  return async (question) => {
    const asked = await embed(question);
    const best: { ordinal: number; score: number }[] = [];
    for (const [ordinal, vector] of all.entries()) {
      let score = 0;
      for (let i = 0; i < vector.length; i++) score += vector[i]! * asked[i]!;
      if (best.length === TOP && score <= best[TOP - 1]!.score) continue;
      best.push({ ordinal, score });
      best.sort((a, b) => b.score - a.score).splice(TOP);
    }
    return best.map(({ ordinal }) => ordinal);
  };
}
