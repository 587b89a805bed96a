import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONGEST_HIGHLIGHT, LONGEST_QUOTE, type Answered, type Citation } from '../../src/answer/index.js';
import { loadConfig, openApp, type App } from '../../src/app.js';
import { linesOf, semicolonParts } from '../../src/reports/index.js';
import type { IndexedPassage } from '../../src/index/index.js';
import { passageLink } from '../../src/telegram/deep-link.js';
import { translatorOf } from '../../src/telegram/language.js';
import { answerMessage } from '../../src/telegram/messages/answer.js';
import { passageContext, passageMessage } from '../../src/telegram/messages/passage.js';
import { reportLabels } from '../../src/telegram/messages/report-label.js';
import { checkMessage } from '../support/telegram-rules.js';

const ROOT = join(import.meta.dirname, '..', '..');
const t = translatorOf('zh');
const folder = mkdtempSync(join(tmpdir(), 'judian-every-'));
let app: App;

beforeAll(async () => {
  const config = loadConfig({ REPORTS_DIR: join(ROOT, 'seeds'), INDEX_DIR: folder, EMBEDDING_MODEL: join(ROOT, 'embeddings', 'model') }, { cwd: folder });
  app = await openApp({ config, log: { info: () => {}, warn: () => {} } });
  await app.index.sync();
}, 60_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const bare = (text: string): string => text.replaceAll(/\s/gu, '');

/** As long a quote of a passage as there may be, from its `at`-th sentence on. */
function citationOf({ report, passage, headings }: IndexedPassage, at: number): Citation {
  const ranges = semicolonParts(passage.text);
  const start = ranges[at]!.start;
  const quote = passage.text.slice(start, start + LONGEST_QUOTE).trim();
  const from = passage.text.indexOf(quote, start);
  const summary = app.desk.report(report.id)!;
  const { lineMap } = app.index.snapshot().body(report.id)!;
  return {
    passageId: passage.id, quote, highlight: quote.slice(0, LONGEST_HIGHLIGHT), highlightRange: [0, Math.min(quote.length, LONGEST_HIGHLIGHT)], report: summary,
    section: headings, lines: linesOf(lineMap, passage.start + from, passage.start + from + quote.length), stem: passage.stem, score: 1,
  };
}

/** What Telegram would refuse, it refuses here: length, entities, callback data. */
function textOf({ parts, keyboard }: ReturnType<typeof answerMessage>): string {
  return parts
    .map((part, i) => checkMessage({ chat_id: 1, text: part.text, entities: part.entities, ...(i === parts.length - 1 ? { reply_markup: keyboard } : {}) }, () => true))
    .map(({ text = '' }) => text)
    .join('');
}

test('every sentence of every bundled report is shown verbatim in a message that Telegram takes', () => {
  const { passages, reports } = app.index.snapshot();
  const labels = reportLabels(app.desk.reports());
  let shown = 0;
  for (const indexed of passages) {
    const all = semicolonParts(indexed.passage.text).map((_, at) => citationOf(indexed, at)).filter(({ quote }) => quote !== '');
    for (const citation of all) {
      // Five long ones in one message are the hardest to fit.
      const citations = [citation, ...all.filter((other) => other !== citation).slice(0, 4)];
      const answer: Answered = { question: '问', generation: 1, tookMs: 0, topic: null, status: 'answered', citations };
      const linkOf = (id: string): string => passageLink('judian_test_bot', id, null);
      const text = textOf(answerMessage(answer, { question: '0123456789', scope: [], offset: 0, count: 5, markOf: () => null, linkOf, labels, t }));
      const words = indexed.passage.kind === 'table-row' ? citation.quote.split(/\s+/u) : [citation.quote];
      for (const word of words) expect(bare(text)).toContain(bare(word));
      shown++;
    }
    const context = passageContext(indexed.passage.id, null, (id) => app.desk.passage(id))!;
    expect(bare(textOf(passageMessage(context, t)))).toContain(bare(indexed.passage.text).slice(0, 40));
  }
  expect(shown).toBeGreaterThan(passages.length);
  expect(reports.length).toBe(5);
}, 180_000);
