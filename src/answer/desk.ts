/** @module The report desk: questions in, verbatim and located answers out. */

import { shortPlace, type ReportHead } from '../reports/index.js';
import type { Snapshot } from '../index/index.js';
import type { Retrieval, Retriever } from '../retrieve/index.js';
import { chooseWindows } from './choose.js';
import { confidenceOf, isSure } from './confidence.js';
import { completeFollowUp, topicOf } from './follow-up.js';
import { citationOf } from './quote.js';
import { referenceTo, summaryOf } from './reference.js';
import { isSmallTalk } from './small-talk.js';
import type { Answer, AskOptions, NearestHeading, NotFound, PassageView, ReportDesk } from './types.js';

/** A longer question is no question. */
export const LONGEST_QUESTION = 2_000;
const MOST_CITATIONS = 5;
const MOST_HEADINGS = 3;

export interface DeskDeps {
  /** The present generation of the index. */
  readonly snapshot: () => Snapshot;
  readonly retriever: Retriever;
  /** Milliseconds of a monotonic clock. */
  readonly clock?: () => number;
}

export function createDesk({ snapshot, retriever, clock = () => performance.now() }: DeskDeps): ReportDesk {
  return new SnapshotDesk(snapshot, retriever, clock);
}

class SnapshotDesk implements ReportDesk {
  constructor(
    private readonly snapshot: () => Snapshot,
    private readonly retriever: Retriever,
    private readonly clock: () => number,
  ) {}

  async ask(question: string, { reports, previous = null, limit = MOST_CITATIONS }: AskOptions = {}): Promise<Answer> {
    const started = this.clock();
    const snapshot = this.snapshot();
    const refuse = (reason: NotFound['reason'], nearest: readonly NearestHeading[] = []): NotFound => ({
      question, generation: snapshot.generation, status: 'not_found', reason, citations: [], nearest, tookMs: this.clock() - started, topic: previous,
    });
    if (question.trim() === '') return refuse('empty');
    if (question.length > LONGEST_QUESTION) return refuse('too_long');
    if (isSmallTalk(question)) return refuse('greeting');
    const asked = previous === null ? question : completeFollowUp(question, previous, placeNames(snapshot.reports));
    const retrieval = await this.retriever.retrieve(snapshot, asked, reports ? { reports } : {});
    const confidence = confidenceOf(retrieval);
    if (!isSure(confidence)) return refuse('no_evidence', nearestHeadings(retrieval));
    const windows = chooseWindows(retrieval, Math.max(1, Math.min(MOST_CITATIONS, limit)));
    const best = windows[0]?.score ?? 0;
    const quoted = windows.map((window) => citationOf(retrieval, window, round(confidence * Math.exp((window.score - best) / 4))));
    // A long quote may hold what another window would be quoted for.
    const citations = quoted.filter(({ quote, report }, i) => !quoted.slice(0, i).some((other) => other.report.id === report.id && other.quote.includes(quote)));
    return { question, generation: snapshot.generation, status: 'answered', citations, tookMs: this.clock() - started, topic: topicOf(retrieval.question, asked) };
  }

  async search(words: string, { limit = 10, reports }: { readonly limit?: number; readonly reports?: readonly string[] } = {}): Promise<readonly PassageView[]> {
    if (words.trim() === '' || words.length > LONGEST_QUESTION) return [];
    const snapshot = this.snapshot();
    const { windows, elsewhere } = await this.retriever.retrieve(snapshot, words, reports ? { reports } : {});
    const ids = [...new Set([...windows, ...elsewhere].map((window) => window.passage.indexed.passage.id))].slice(0, limit);
    return ids.flatMap((id) => viewOf(snapshot, id) ?? []);
  }

  passage(id: string): PassageView | undefined {
    return viewOf(this.snapshot(), id);
  }

  reports(): ReturnType<ReportDesk['reports']> {
    return this.snapshot().reports.map(summaryOf).sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || a.file.localeCompare(b.file));
  }

  report(id: string): ReturnType<ReportDesk['report']> {
    const report = this.snapshot().report(id);
    return report && summaryOf(report);
  }

  sourcePath(reportId: string): string | undefined {
    return this.snapshot().sourcePath(reportId);
  }

  status(): ReturnType<ReportDesk['status']> {
    const { generation, reports, passages, modelId } = this.snapshot();
    return { generation, reports: reports.length, passages: passages.length, modelId };
  }
}

const round = (score: number): number => Math.round(Math.min(1, score) * 1000) / 1000;

function placeNames(reports: readonly ReportHead[]): string[] {
  const names = reports.flatMap(({ region }) => (region === null ? [] : [region, shortPlace(region)]));
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

function viewOf(snapshot: Snapshot, id: string): PassageView | undefined {
  const indexed = snapshot.passage(id);
  if (!indexed) return undefined;
  const { report, passage, ordinal, headings } = indexed;
  const neighbour = (step: 1 | -1): string | null => {
    const at = ordinal + step - report.first;
    return at >= 0 && at < report.passages ? (snapshot.passages.at(ordinal + step)?.passage.id ?? null) : null;
  };
  return {
    id,
    text: passage.text,
    stem: passage.stem,
    report: referenceTo(report),
    section: headings,
    lines: passage.lines,
    ...(passage.page === undefined ? {} : { page: passage.page }),
    previous: neighbour(-1),
    next: neighbour(1),
  };
}

/** Headings over the best windows: where a reader might look. */
function nearestHeadings({ snapshot, windows, elsewhere }: Retrieval): NearestHeading[] {
  const found = new Map<string, NearestHeading>();
  for (const { passage: { indexed } } of [...windows, ...elsewhere]) {
    const { report, headings, headingLine: line, sectionStart } = indexed;
    const key = `${report.id}/${sectionStart}`;
    if (line === null || found.has(key)) continue;
    const first = snapshot.passages.at(report.first + sectionStart) ?? indexed;
    found.set(key, { report: referenceTo(report), section: headings, line, passageId: first.passage.id });
    if (found.size >= MOST_HEADINGS) break;
  }
  return [...found.values()];
}
