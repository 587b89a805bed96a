/** @module Which of the ranked windows become citations: one a passage unless several things are asked for, near-duplicates once, every part of the question served. */

import { fold } from '../index/index.js';
import { isReport, overlaps, parseNumeral } from '../reports/index.js';
import { AT, measuresHeld, RANKING, type Question, type RankedWindow, type Retrieval } from '../retrieve/index.js';

/** Two quotes are the same where this share of the shorter one's character pairs stands in the other. */
const SAME = 0.85;

function pairs(text: string): Set<string> {
  const folded = fold(text).replace(/[\p{P}\s]+/gu, '');
  const found = new Set<string>();
  for (let i = 0; i + 1 < folded.length; i++) found.add(folded.slice(i, i + 2));
  return found;
}

function nearlySame(a: Set<string>, b: Set<string>): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return true;
  let shared = 0;
  for (const pair of small) if (large.has(pair)) shared++;
  return shared / small.size >= SAME;
}

/** A window this far below the best one is left out: it would only distract. With several parts asked, further. */
const FARTHEST = { one: 5, several: 8, enumerated: 14 } as const;

export const textOf = (window: RankedWindow): string =>
  window.passage.indexed.passage.text.slice(window.passage.units[window.from]!.start, window.passage.units[window.to]!.end);

/** Asks for several figures of one kind, which a longer quote may tell together. */
const SEVERAL = /各|分别|和|跟|与|及|、| .* .* /u;

/** Where a window says what the question speaks of, in the vector of features. */
const SAID = (['windowCoverage', 'softWindow', 'measureNear', 'numberNear', 'kindHeld'] as const).map((name) => AT[name]);

/** A shorter window inside the best one of its passage is taken where it scores at most this much less. */
const SHORTER_AT_A_COST_OF = 0.4;

/**
 * For one figure, the shortest window inside `window` that says as much of the question: what a quote tells besides the
 * answer only distracts. Lists, reasons and several figures need their sentences together.
 */
function shortestLike(question: Question, window: RankedWindow, windows: readonly RankedWindow[]): RankedWindow {
  if (question.kind !== 'number' || SEVERAL.test(question.folded)) return window;
  const held = (other: RankedWindow): number => measuresHeld(question, fold(textOf(other)));
  const wanted = held(window);
  const inside = windows.filter((other) => other.passage === window.passage && other.from >= window.from && other.to <= window.to
    && other.score >= window.score - SHORTER_AT_A_COST_OF && SAID.every((at) => other.features[at]! >= window.features[at]! - 0.005) && held(other) >= wanted);
  return inside.reduce((best, other) => (textOf(other).length < textOf(best).length ? other : best), window);
}

/** Reports whose best windows score within this of each other answer alike. */
const ALIKE = 1;
/** The probability that the reader shares out among reports that answer alike is at least this of the best one's. */
const ALIKE_READ = 0.2;

const readOf = ({ features }: RankedWindow): number => features[AT.read]!;
/** What two reports that answer alike were given by the reader tells them apart only by chance. */
const unread = (window: RankedWindow): number => window.score - RANKING.read * readOf(window);

/**
 * What comes first: the best window. Where neither place nor year is asked for and several reports answer alike, the best of
 * each, newest first. What a document tells that is no report does not come every year anew.
 */
function leaders({ regions, foreignPlaces, periods, reportYears }: Question, windows: readonly RankedWindow[]): readonly RankedWindow[] {
  const best = windows[0]!;
  if (regions.length + foreignPlaces.length + periods.length + reportYears.length > 0 || !isReport(best.passage.indexed.report)) return [best];
  const reports = new Map<string, RankedWindow>();
  for (const window of windows) {
    if (best.score - window.score > ALIKE + RANKING.read) break;
    if (unread(best) - unread(window) > ALIKE || readOf(window) < ALIKE_READ * readOf(best)) continue;
    const { id } = window.passage.indexed.report;
    if (!reports.has(id)) reports.set(id, window);
  }
  const ageOf = ({ passage: { indexed: { report } } }: RankedWindow): string => report.date ?? String(Math.max(0, ...report.targetYears, ...report.years));
  return [...reports.values()].sort((one, other) => ageOf(other).localeCompare(ageOf(one)) || other.score - one.score);
}

/** Asks for all of several things: one quote may not hold them. */
const ENUMERATES = /哪[些几两二三四五六七八九十]|[几两二三四五六七八九十]个|[几两二三四五六七八九十](?:方面|项|条|点|大|类|种)|分别/u;
/** What counts the members of a series, at the beginning of each: 一是, 二要, 第三, （四）, 5. */
const MEMBER = /^(?:第?([一二三四五六七八九十]{1,2})(?:是|要|、|,)|第([一二三四五六七八九十])|\(([一二三四五六七八九十]{1,2})\)|([1-9])[.、])/u;

function memberOf(text: string): number | null {
  const found = MEMBER.exec(text);
  const numeral = found?.slice(1).find((group) => group !== undefined);
  return numeral === undefined ? null : parseNumeral(numeral);
}

/** Where `lead` ends within a series that goes on below it, in its passage or those that follow, the windows that hold the rest. */
function* restOfSeries(lead: RankedWindow, windows: readonly RankedWindow[]): Generator<RankedWindow> {
  const { report, passage: { section } } = lead.passage.indexed;
  const startOf = ({ passage, from }: RankedWindow): number => passage.indexed.passage.start + passage.units[from]!.start;
  const endOf = ({ passage, to }: RankedWindow): number => passage.indexed.passage.start + passage.units[to]!.end;
  const membersOf = ({ passage, from, to }: RankedWindow): number[] => passage.units.slice(from, to + 1).map((unit) => memberOf(unit.folded) ?? 0);
  const below = windows
    .filter((window) => window.passage.indexed.report === report && window.passage.indexed.passage.section === section && startOf(window) >= endOf(lead) && membersOf(window)[0]! > 0)
    .sort((one, other) => startOf(one) - startOf(other) || endOf(other) - endOf(one));
  let last = Math.max(...membersOf(lead));
  let end = endOf(lead);
  for (const window of last > 0 ? below : []) {
    const members = membersOf(window);
    if (members[0] !== last + 1 || startOf(window) < end) continue;
    yield window;
    for (const member of members) if (member === last + 1) last = member;
    end = endOf(window);
  }
}

/** How much of a concept a window must say to tell of it, and what share of the heaviest one's weight makes it worth a quote. */
const TOLD = 0.9;
const HEAVY = 0.5;

const meet = (one: RankedWindow, other: RankedWindow): boolean => one.passage === other.passage && one.from <= other.to && other.from <= one.to;

/** For each concept of the question that none of the windows says, the best one beside them that does, of the same report. */
function* untold(question: Question, chosen: readonly RankedWindow[], windows: readonly RankedWindow[]): Generator<RankedWindow> {
  const says = ({ match, from, to }: RankedWindow, concept: number): boolean => match.soft.slice(from, to + 1).some((unit) => unit[concept]! >= TOLD);
  const told = [...chosen];
  const heaviest = Math.max(0, ...question.concepts.map(({ weight }) => weight));
  for (const [concept, { weight }] of question.concepts.entries()) {
    if (weight < HEAVY * heaviest || told.some((window) => says(window, concept))) continue;
    const found = windows.find((window) => window.passage.indexed.report === chosen[0]!.passage.indexed.report && says(window, concept) && !told.some((other) => meet(window, other)));
    if (!found) continue;
    told.push(found);
    yield found;
  }
}

/** At most `limit` windows, best first. */
export function chooseWindows({ question, windows }: Retrieval, limit: number): RankedWindow[] {
  const chosen: { window: RankedWindow; pairs: Set<string> }[] = [];
  const passages = new Set<string>();
  const take = (window: RankedWindow, isBeside = false): boolean => {
    const { passage } = window.passage.indexed;
    if (isBeside ? chosen.some((other) => meet(window, other.window)) : passages.has(passage.id)) return false;
    const own = pairs(textOf(window));
    if (chosen.some((other) => nearlySame(own, other.pairs))) return false;
    passages.add(passage.id);
    chosen.push({ window, pairs: own });
    return true;
  };
  const best = windows[0];
  if (!best) return [];
  for (const window of leaders(question, windows).slice(0, limit)) take(window);
  // A question about two years wants the best of each before the second best of one.
  if (question.periods.length > 1 && question.parts > 1) {
    for (const period of question.periods) {
      if (chosen.length >= limit) break;
      const serves = (window: RankedWindow): boolean => {
        const own = window.passage.units.slice(window.from, window.to + 1).find((unit) => unit.period !== null)?.period ?? window.passage.indexed.passage.period;
        return own !== null && overlaps(own, period) && !(question.periods.length > 1 && question.periods.some((other) => other !== period && overlaps(own, other)));
      };
      if (chosen.some(({ window }) => serves(window))) continue;
      const found = windows.find(serves);
      if (found) take(found);
    }
  }
  if (ENUMERATES.test(question.folded)) {
    const beside = (found: Iterable<RankedWindow>): void => {
      for (const window of found) if (chosen.length < limit && best.score - window.score <= FARTHEST.enumerated) take(window, true);
    };
    beside(restOfSeries(chosen[0]!.window, windows));
    beside(untold(question, chosen.map(({ window }) => window), windows));
  }
  const farthest = question.parts > 1 ? FARTHEST.several : FARTHEST.one;
  const namesPlace = question.regions.length + question.foreignPlaces.length > 0;
  for (const window of windows) {
    const behind = best.score - window.score;
    if (chosen.length >= limit || behind > farthest + RANKING.read) break;
    // Where no place is named, another report may tell the same of its own.
    const isOfAnother = !namesPlace && window.passage.indexed.report !== best.passage.indexed.report;
    if ((isOfAnother ? unread(best) - unread(window) : behind) <= farthest) take(window);
  }
  return chosen.map(({ window }) => shortestLike(question, window, windows));
}
