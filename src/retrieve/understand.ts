/** @module A question taken apart: what it speaks of, where, when, and what kind of answer it wants. */

import { fold } from '../index/index.js';
import { clauses, yearMentions, type Period } from '../reports/index.js';
import { english, ENGLISH_QUESTION_WORDS, everyday, QUESTION_WORDS, type Lexicon } from './lexicon/index.js';
import { COUNTING } from './figures.js';
import { findPlaces, sameInLatin, type KnownPlace } from './places.js';
import { segmenter, words } from './segment.js';
import { findSubjects } from './subjects.js';
import { soundAlikes } from './sound-alikes.js';
import type { AnswerKind, Concept, Question } from './types.js';

/** What understanding needs to know of the indexed reports. */
export interface Vocabulary {
  readonly size: number;
  readonly places: readonly KnownPlace[];
  /** Names of the documents that are no reports, folded. */
  readonly subjects: ReadonlySet<string>;
  /** Number of passages that hold a lexical term. */
  documentFrequency(term: string): number;
}

const TARGET = /目标|计划|打算|准备|力争|预期|争取|拟|规划|将要|将会|将|要达到|想|要(?!求)|安排|不低于|保底|aim|target|plan|goal|going to/u;
const RESULT = /完成|实际|已经|已|取得|做到了|达到了|了(?:多少|几|哪|什么|啥)|实现了|回顾|成绩|(?:涨|增|降|建|修|增加|下降|完成|投入|接待|获得|拿到|评上)了|\b(?:was|were|did|had)\b/u;
const KINDS: readonly (readonly [AnswerKind, RegExp])[] = [
  ['reason', /为什么|为啥|为何|原因|干嘛|怎么会|咋会|why/u],
  ['definition', /是(?:什么|啥)[？?。！\s]*$|(?:什么|啥)是|是什么意思|啥意思|什么叫|指的是|指什么|定义|解释|含义|分别指|是指|口径|算不算|才算|代表什么/u],
  ['person', /谁|哪位|姓名|[长记任]叫(?:什么|啥)|who/u],
  ['time', /什么时候|啥时候|何时|哪一天|哪天|哪一年|哪年|几月|几号|日期|最晚|几点|when/u],
  ['problem', /问题|短板|不足|困难|差距|毛病|缺点|难处/u],
  ['list', /哪些|哪几|哪两|哪三|哪四|哪五|哪六|哪七|哪十|有啥|分别是|列举|列出|名单|哪个|which|what are/u],
  ['number', /多少|几(?:个|家|项|成|倍|所|座|条|张|名|人|户|亩|公里|分)|百分之几|多大|多高|多长|多快|增速|涨幅|占比|比例|how many|how much|what percentage|how fast|how long/u],
];
/** Unit asked for, and what it may look like beside a number. */
const UNITS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/多少钱|多少个?亿|花了|砸|投了|投资|贷款|收入|工资|补贴|产值|金额|how much money|\byuan\b/u, ['元', '美元']],
  [/百分之|几成|占比|比例|比重|增速|涨幅|增幅|涨了|涨几|率|几个点|percent|share|how fast|rate/u, ['%', '％', '‰', '百分点', '倍', '成']],
  [/总量|总额/u, ['元', '美元', '吨', '斤', '人', '户', '家', '个']],
  [/(?:多少|几)(?:个|名|位)?(?:人|学生|老师|教师|孩子|娃|游客|医师|护士)/u, ['人', '名', '位', '人次']],
  [/(?:多少|几)(?:家|户)/u, ['家', '户', '个']],
  [/(?:多少|几)(?:个)?(?:亩)/u, ['亩']],
  [/多少(?:公里|里|米)|多长|多远|里程/u, ['公里', '千米', '米']],
  [/(?:多少)(?:吨|斤)|产量|收成|多重|\btonn?e?s?\b/u, ['吨', '斤', '公斤']],
  [/(?:多少|几)(?:套|间)/u, ['套', '间', '户']],
  [/(?:多少|几)(?:张)|床位|病床/u, ['张']],
  [/(?:多少|几)(?:座|所|处|个站)/u, ['座', '所', '个', '处']],
  [/(?:多少|几)(?:台|辆)/u, ['台', '辆', '万辆']],
  [/(?:多少|几)(?:项|件|条|起|次|场)/u, ['项', '件', '条', '起', '次', '场', '个']],
  [/(?:多少|几)天|天数/u, ['天']],
  [/面积|多大地方|平方|平米/u, ['平方米', '平方公里', '公顷', '亩', '平米']],
];

/** The year before it is that of a report, not of what is asked: 2025年政府工作报告, 2012年的报告, 2026 government work report. */
const OF_REPORT = /^(?:年初|初|\d{1,2}月(?:份)?)?(?:的|那份|这份|那次|省|市|区|县|州|全?国|国务院|政府|工作|统计|\s){0,10}(?:报告|公报|government work report|report)/u;

/** Words of the question that a stray single character or a function word would only blur. */
const SINGLE_KEPT = /[猪牛羊鱼茶煤钢电水路桥船林草菜糖油盐药]/u;

/** What a word that only says how an indicator is counted weighs beside others. */
const COUNTED = 0.4;

interface Span {
  readonly surface: string;
  readonly alternatives: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Entries of a lexicon in `text`, longest first, none overlapping. */
function lookUp(text: string, lexicon: Lexicon, taken: Uint8Array): Span[] {
  const found: Span[] = [];
  for (let length = lexicon.longestKey; length >= 1; length--) {
    for (let start = 0; start + length <= text.length; start++) {
      const surface = text.slice(start, start + length);
      const alternatives = lexicon.entries.get(surface);
      if (!alternatives || taken.subarray(start, start + length).some(Boolean)) continue;
      const latin = /^[a-z0-9]/u.test(surface);
      if (latin && (/[a-z0-9]/u.test(text[start - 1] ?? '') || /[a-z0-9]/u.test(text[start + length] ?? ''))) continue;
      taken.fill(1, start, start + length);
      found.push({ surface, alternatives, start, end: start + length });
    }
  }
  return found;
}

/** One character a report term of two may have lost or a pair of characters that no report holds: what was meant? */
function repair(word: string, vocabulary: Vocabulary): string[] {
  if (!/^\p{Script=Han}{2,4}$/u.test(word)) return [];
  for (let i = 0; i + 1 < word.length; i++) {
    const pair = word.slice(i, i + 2);
    if (vocabulary.documentFrequency(pair) > 0) continue;
    const meant = soundAlikes(pair, (candidate) => vocabulary.documentFrequency(candidate));
    if (meant.length > 0) return meant.map((other) => word.slice(0, i) + other + word.slice(i + 2));
  }
  return [];
}

/** A word of one character is often a mistyped part of the word beside it (率 in 用率电, 庄 in 充电庄). */
function mistyped(folded: string, tokens: readonly { word: string; start: number }[], vocabulary: Vocabulary): Span[] {
  const spans: Span[] = [];
  const tried = new Set<number>();
  for (const { word, start } of tokens) {
    if (word.length !== 1) continue;
    for (const at of [start - 1, start]) {
      const pair = folded.slice(at, at + 2);
      if (at < 0 || tried.has(at) || !/^\p{Script=Han}{2}$/u.test(pair) || vocabulary.documentFrequency(pair) > 0) continue;
      tried.add(at);
      const meant = soundAlikes(pair, (candidate) => vocabulary.documentFrequency(candidate));
      if (meant.length > 0) spans.push({ surface: pair, alternatives: meant, start: at, end: at + 2 });
    }
  }
  return spans;
}

/** Do all pairs of characters of a word occur in the reports? */
function occurs(word: string, vocabulary: Vocabulary): boolean {
  if (word.length === 1 || !/^\p{Script=Han}/u.test(word)) return vocabulary.documentFrequency(word) > 0;
  for (let i = 0; i + 1 < word.length; i++) if (vocabulary.documentFrequency(word.slice(i, i + 2)) === 0) return false;
  return true;
}

function informationOf(text: string, vocabulary: Vocabulary): number {
  const pairs = text.length === 1 || /^[a-z0-9.%+-]+$/u.test(text) ? [text] : Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2));
  const n = vocabulary.size;
  const idf = pairs.map((pair) => {
    const frequency = vocabulary.documentFrequency(pair);
    return Math.log(1 + (n - frequency + 0.5) / (frequency + 0.5));
  });
  return idf.length === 0 ? 0 : idf.reduce((sum, value) => sum + value, 0) / idf.length;
}

/** How much each part of a long question counts: what is asked, more than the story around it. */
function clauseWeights(folded: string): { start: number; end: number; weight: number }[] {
  const parts = clauses(folded);
  if (folded.length <= 48 || parts.length < 3) return [{ start: 0, end: folded.length, weight: 1 }];
  const asks = parts.map((part) => /[?？]|多少|几|哪|什么|啥|谁|怎么|咋|何|吗|查|帮/u.test(folded.slice(part.start, part.end)));
  const last = asks.lastIndexOf(true);
  return parts.map((part, i) => ({ ...part, weight: i === last ? 1 : asks[i] ? 0.8 : Math.abs(i - last) === 1 ? 0.6 : 0.3 }));
}

/** Takes a question apart. `now` is the year in which it is asked. */
export function understand(text: string, vocabulary: Vocabulary, now: number): Question {
  const folded = fold(text);
  const places = findPlaces(folded, vocabulary.places);
  const mentions = yearMentions(folded, { base: now, bare: true });
  const short = [...folded.matchAll(/(?<!\d)([012]\d)年(?!级|来|间)/gu)].map((match) => ({ from: 2000 + Number(match[1]), to: 2000 + Number(match[1]), start: match.index, end: match.index + match[0].length }));
  const years = mentions.length > 0 ? mentions : short;
  const taken = new Uint8Array(folded.length);
  for (const { start, end } of [...places, ...years]) taken.fill(1, start, end);

  const quoted: Span[] = [...text.matchAll(/[“"《「]([^”"》」]{2,20})[”"》」]/gu)].flatMap((match) => {
    const surface = fold(match[1]!);
    const start = folded.indexOf(surface);
    return start < 0 || surface.length < 2 || taken.subarray(start, start + surface.length).some(Boolean) ? [] : [{ surface, alternatives: [], start, end: start + surface.length }];
  });
  const named = Uint8Array.from(taken);
  for (const { start, end } of quoted) taken.fill(1, start, end);
  const subjects = findSubjects(folded, vocabulary.subjects, (character) => words(folded).includes(character));
  const subjectSpans = subjects.filter(({ start, end }) => !taken.subarray(start, end).some(Boolean)).map(({ subject, start, end }): Span => ({ surface: subject, alternatives: [], start, end }));
  for (const { start, end } of subjectSpans) taken.fill(1, start, end);
  const spans: Span[] = [...lookUp(folded, english, taken), ...lookUp(folded, everyday, taken)];
  const rest = withoutQuestionWords(folded, taken);
  const tokens = tokensOf(rest);
  spans.push(...mistyped(folded, tokens, vocabulary));
  for (const { word, start } of tokens) {
    const latin = /^[a-z]/u.test(word);
    if (latin ? ENGLISH_QUESTION_WORDS.has(word) || word.length < 2 : word.length < 2 && !SINGLE_KEPT.test(word)) continue;
    if (/^\d+$/u.test(word) && word.length < 2) continue;
    spans.push({ surface: word, alternatives: repair(word, vocabulary), start, end: start + word.length });
  }
  const foreign = foreignPlaces(text, withoutQuestionWords(folded, named), vocabulary);
  const weights = clauseWeights(folded);
  const weightAt = (at: number): number => weights.find((part) => at >= part.start && at < part.end)?.weight ?? 0.5;
  const concept = (span: Span, isQuoted: boolean): Concept => {
    const known = [span.surface, ...span.alternatives].filter((word) => word.length > 0);
    const own = informationOf(span.surface, vocabulary);
    const best = span.alternatives.length === 0 ? own : Math.min(own, ...known.map((word) => informationOf(word, vocabulary)).filter((value) => value > 0));
    const length = Math.sqrt(Math.min(4, Math.max(1, span.surface.length)) / 2);
    return { surface: span.surface, alternatives: span.alternatives, weight: best * length * weightAt(span.start) * (isQuoted ? 1.5 : 1) * (COUNTING.test(span.surface) ? COUNTED : 1), known: !foreign.includes(span.surface) && known.some((word) => occurs(word, vocabulary)), quoted: isQuoted };
  };
  const concepts = merge([...quoted.map((span) => concept(span, true)), ...[...subjectSpans, ...spans].map((span) => concept(span, false))]);
  const dated = years.map((mention) => ({ ...mention, ofReport: OF_REPORT.test(folded.slice(mention.end)) }));
  const periods: Period[] = dated.filter(({ ofReport }) => !ofReport).map(({ from, to }) => ({ from, to }));
  const kind = KINDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'fact';
  return {
    text,
    folded,
    concepts,
    regions: [...new Set(places.map(({ place }) => place.region))],
    subjects: subjects.map(({ subject }) => subject),
    foreignPlaces: foreign,
    periods,
    reportYears: dated.filter(({ ofReport }) => ofReport).map(({ to }) => to),
    claim: claimOf(folded),
    kind,
    units: UNITS.filter(([pattern]) => pattern.test(folded)).flatMap(([, units]) => units),
    parts: Math.max(1, new Set(periods.map(({ from, to }) => `${from}-${to}`)).size),
  };
}

function withoutQuestionWords(folded: string, taken: Uint8Array): string {
  let rest = [...folded].map((character, at) => (taken[at] ? ' ' : character)).join('');
  for (const word of QUESTION_WORDS) if (word.length > 1) rest = rest.replaceAll(word, ' '.repeat(word.length));
  return rest;
}

const SINGLE_DROPPED: ReadonlySet<string> = new Set(QUESTION_WORDS.filter((word) => word.length === 1));

function tokensOf(rest: string): { word: string; start: number }[] {
  const tokens: { word: string; start: number }[] = [];
  let at = 0;
  for (const word of words(rest)) {
    const start = rest.indexOf(word, at);
    if (start < 0) continue;
    at = start + word.length;
    if (!SINGLE_DROPPED.has(word)) tokens.push({ word, start });
  }
  return tokens;
}

function merge(concepts: readonly Concept[]): Concept[] {
  const bySurface = new Map<string, Concept>();
  for (const concept of concepts) {
    const known = bySurface.get(concept.surface);
    if (!known || known.weight < concept.weight) bySurface.set(concept.surface, concept);
  }
  return [...bySurface.values()].filter((concept) => concept.weight > 0);
}

function claimOf(folded: string): Question['claim'] {
  const target = TARGET.test(folded);
  const result = RESULT.test(folded);
  if (target === result) return null;
  return target ? 'target' : 'result';
}

/** 河南省, 某某县: a name of two to six characters before a rank, but not 城市, 全省, 自治区, 开发区. */
const RANKED_PLACE = /(?<!\p{Script=Han})(\p{Script=Han}{2,6}?)(?:省|市|自治州|自治县|县|区|旗|盟|州)(?!人|级|场|委|政|民|域|块|长)/gu;
const NO_PLACE = /^(?:全|各|该|本|我|哪|城|社|园|景|小|地|山|灾|片|新|校|老|辖|郊|牧|林|库|市|直辖|自治|经济|开发|示范|保护|试验|中心|工业|产业|建成|主城|城乡|这|那|几|两|三|多少)|(?:开发|示范|保护|试验|园|城|社|景|小|山|片|新|老旧小)$/u;
const ENGLISH_PLACE = /\b([A-Z][a-z]{3,})(?:\s|')(?:District|City|Province|County|Prefecture)/gu;

/** Place names that no indexed report is about, where the question is about them: at its head, or with their rank. */
function foreignPlaces(text: string, rest: string, vocabulary: Vocabulary): string[] {
  const head = segmenter().tag(rest.trimStart())[0];
  const after = rest.trimStart().slice(head?.word.length ?? 0);
  const tagged = head?.tag === 'ns' && head.word.length >= 2 && !/^\s*[到至、和跟与]/u.test(after) ? [head.word] : [];
  const ranked = [...rest.matchAll(RANKED_PLACE)].filter((match) => !NO_PLACE.test(match[1]!)).map((match) => match[1]!);
  const english = [...text.matchAll(ENGLISH_PLACE)].map((match) => match[1]!.toLowerCase()).filter((name) => !vocabulary.places.some((place) => sameInLatin(name, place.roman())));
  const known = (word: string): boolean => vocabulary.places.some((place) => place.names.some((name) => name.startsWith(word) || word.startsWith(name)) || place.parents.some((parent) => parent.startsWith(word)));
  return [...new Set([...tagged, ...ranked].filter((word) => !known(word)).concat(english))];
}
