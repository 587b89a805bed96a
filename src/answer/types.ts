/** @module What comes out of the answer stage, and what the Telegram bot and the command line show. */

import type { ReportKind } from '../reports/index.js';

/** A report as a citation names it. */
export interface ReportRef {
  readonly id: string;
  /** Path below its reports folder. */
  readonly file: string;
  readonly title: string;
  /** What people see. */
  readonly name: string;
  readonly region: string | null;
  readonly date: string | null;
}

/** A report in a listing. */
export interface ReportSummary extends ReportRef {
  readonly kind: ReportKind;
  readonly issuer: string | null;
  readonly years: readonly number[];
  readonly targetYears: readonly number[];
  readonly sections: number;
  readonly passages: number;
}

/** A verbatim quote and where it stands. */
export interface Citation {
  readonly passageId: string;
  /** A run of the report's own characters, at most 400. */
  readonly quote: string;
  /** The part of `quote` that answers, at most 150 characters; `quote.slice(...highlightRange) === highlight`. */
  readonly highlight: string;
  /** Offsets in `quote`: `[start, end)`. */
  readonly highlightRange: readonly [start: number, end: number];
  readonly report: ReportRef;
  /** Heading path, outermost first; empty before the first heading. */
  readonly section: readonly string[];
  /** First and last 1-based source line of the quote. */
  readonly lines: readonly [first: number, last: number];
  /** 1-based page of a PDF. */
  readonly page?: number;
  /** Stem of a list item, or title and header of a table row: what the quote needs to be understood. */
  readonly stem: string | null;
  /** 0 to 1. */
  readonly score: number;
}

/** A heading offered where nothing answers. */
export interface NearestHeading {
  readonly report: ReportRef;
  readonly section: readonly string[];
  readonly line: number;
  /** First passage below the heading, to open it. */
  readonly passageId: string;
}

/** What a follow-up question (“那2024年呢？”) takes over from the one before. Opaque outside the answer stage; JSON-safe. */
export interface Topic {
  readonly question: string;
  readonly region: string | null;
  readonly years: readonly number[];
}

interface AnswerBase {
  readonly question: string;
  /** Generation of the index that answered. */
  readonly generation: number;
  /** Wall-clock milliseconds. */
  readonly tookMs: number;
  /** Carry this into the next question of the same chat. */
  readonly topic: Topic | null;
}

export interface Answered extends AnswerBase {
  readonly status: 'answered';
  /** One to five, best first. */
  readonly citations: readonly Citation[];
}

export interface NotFound extends AnswerBase {
  readonly status: 'not_found';
  /**
   * `greeting`: small talk, answer with what can be asked; `empty`, `too_long`: no question to work on;
   * `no_evidence`: the reports do not tell.
   */
  readonly reason: 'no_evidence' | 'greeting' | 'empty' | 'too_long';
  readonly citations: readonly [];
  readonly nearest: readonly NearestHeading[];
}

export type Answer = Answered | NotFound;

/** A passage as it is shown on its own or as context of a quote. */
export interface PassageView {
  readonly id: string;
  readonly text: string;
  readonly stem: string | null;
  readonly report: ReportRef;
  readonly section: readonly string[];
  readonly lines: readonly [first: number, last: number];
  readonly page?: number;
  /** Ids of the passages before and after it in the same report. */
  readonly previous: string | null;
  readonly next: string | null;
}

export interface AskOptions {
  /** Only these reports (ids). */
  readonly reports?: readonly string[];
  /** Topic of the question before in the same chat. */
  readonly previous?: Topic | null;
  /** At most this many citations, 1 to 5; default 5. */
  readonly limit?: number;
}

export interface DeskStatus {
  readonly generation: number;
  readonly reports: number;
  readonly passages: number;
  readonly modelId: string;
}

/** The one door to the product for every front end: all calls of one method answer from one generation of the index. */
export interface ReportDesk {
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** Plain passages that match the words, best first. */
  search(words: string, options?: { readonly limit?: number; readonly reports?: readonly string[] }): Promise<readonly PassageView[]>;
  passage(id: string): PassageView | undefined;
  /** All reports, newest first. */
  reports(): readonly ReportSummary[];
  report(id: string): ReportSummary | undefined;
  /** Absolute path of a report's file, to send it. */
  sourcePath(reportId: string): string | undefined;
  status(): DeskStatus;
}
