/** @module A small ReportDesk over inline Chinese passages, for tests of front ends. */

import type { Answer, AskOptions, Citation, NearestHeading, NotFound, ReportDesk } from '../../src/answer/index.js';
import { JudianError } from '../../src/errors.js';
import { fillerReport, PASSAGES, REPORTS } from './desk-fixtures.js';

/** How the fake desk answers: by the words in the question. */
export interface FakeDesk extends ReportDesk {
  /** Every question it was asked, with its options. */
  readonly asked: { readonly question: string; readonly options: AskOptions | undefined }[];
}

export interface FakeDeskOptions {
  /** Reports beside the fixture's three, to fill pages. */
  readonly moreReports?: number;
  /** Files of reports by id. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * A desk that knows GDP, targets, 营商环境 and 很长; “呢” takes the topic over; 你好 is a greeting; 慢 never ends; 坏 throws; 不符
 * is withheld; all else is not found.
 */
export function fakeDesk({ moreReports = 0, files = {} }: FakeDeskOptions = {}): FakeDesk {
  const filler = Array.from({ length: moreReports }, (_, index) => fillerReport(index));
  const reports = [...REPORTS, ...filler];
  const asked: FakeDesk['asked'] = [];
  return {
    asked,
    async ask(question, options) {
      asked.push({ question, options });
      const words = question.trim().endsWith('呢？') ? `${options?.previous?.question ?? ''}${question}` : question;
      if (words.includes('慢')) return new Promise(() => {});
      if (words.includes('坏')) throw new Error('坏了');
      if (words.includes('不符'))
        throw new JudianError('QUOTE_NOT_VERBATIM', { report: 'donghe2024', passage: 'donghe_p02' });
      return answer(question, words, options);
    },
    async search(words, options) {
      const hits = PASSAGES.filter(
        ({ text, report: { id } }) => text.includes(words) && (options?.reports?.includes(id) ?? true),
      );
      return hits.slice(0, options?.limit ?? 10);
    },
    passage: (id) => PASSAGES.find((view) => view.id === id),
    reports: () => reports,
    report: (id) => reports.find((summary) => summary.id === id),
    sourcePath: (id) => files[id],
    status: () => ({ generation: 7, reports: reports.length, passages: PASSAGES.length, modelId: 'judian-test' }),
  };
}

function answer(question: string, words: string, options: AskOptions | undefined): Answer {
  const base = { question, generation: 7, tookMs: 1 };
  if (words.trim() === '') return { ...base, ...refusal('empty'), topic: null };
  if (words.length > 500) return { ...base, ...refusal('too_long'), topic: null };
  if (words.includes('你好')) return { ...base, ...refusal('greeting'), topic: null };
  const citations = citationsFor(words).filter(({ report: { id } }) => options?.reports?.includes(id) ?? true);
  const topic = { question: words, region: null, years: [] };
  if (citations.length === 0) return { ...base, ...refusal('no_evidence'), topic };
  return { ...base, status: 'answered', citations: citations.slice(0, options?.limit ?? 5), topic };
}

function citationsFor(words: string): Citation[] {
  const all = [
    ...(/GDP|地区生产总值/.test(words) && !words.includes('石拐')
      ? [cite('donghe_p02', '全年地区生产总值完成451亿元，同比增长7%')]
      : []),
    ...(/GDP|地区生产总值/.test(words) && !words.includes('东河')
      ? [cite('shiguai_p1', '地区生产总值完成134.7亿元，同比增长10.5%')]
      : []),
    ...(words.includes('目标') ? [cite('donghe_p05', '地区生产总值增长6%以上')] : []),
    ...(words.includes('营商') ? [cite('outline_p1', '营商环境进入全市先进行列'), cite('outline_p2', '98%')] : []),
  ];
  return words.includes('很长') ? Array.from({ length: 5 }, (_, index) => longCitation(index)) : all;
}

function cite(passageId: string, highlight: string): Citation {
  const view = PASSAGES.find(({ id }) => id === passageId);
  if (view === undefined) throw new Error(`no passage ${passageId}`);
  const { report: source, section, lines, stem, text } = view;
  const start = text.indexOf(highlight);
  const page = view.page === undefined ? {} : { page: view.page };
  return {
    passageId,
    quote: text,
    highlight,
    highlightRange: [start, start + highlight.length],
    report: source,
    section,
    lines,
    stem,
    score: 0.9,
    ...page,
  };
}

/** A citation as long as they come. */
function longCitation(index: number): Citation {
  const quote = `${index}`.padEnd(400, '全年全市经济运行稳中向好，');
  return {
    ...cite('donghe_p02', '全年地区生产总值完成451亿元，同比增长7%'),
    quote,
    highlight: quote.slice(0, 150),
    highlightRange: [0, 150],
    stem: '主要指标完成情况表'.repeat(40),
    section: ['一、'.padEnd(80, '总体情况'), '（一）'.padEnd(80, '分项情况')],
  };
}

function refusal(reason: NotFound['reason']): Pick<NotFound, 'status' | 'reason' | 'citations' | 'nearest'> {
  const nearest: NearestHeading[] = PASSAGES.filter(({ id }) => id === 'donghe_p04' || id === 'outline_p1').map(
    ({ id, report: source, section, lines }) => ({ report: source, section, line: lines[0] - 2, passageId: id }),
  );
  return { status: 'not_found', reason, citations: [], nearest: reason === 'no_evidence' ? nearest : [] };
}
