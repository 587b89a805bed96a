/** @module Passages: whole sentences of one section, with what they need to be found: lead, stem, period, claim. */

import { createHash } from 'node:crypto';
import type { Metadata } from './metadata.js';
import { yearMentions, periodOf } from './period.js';
import { semicolonParts, sentences, type Range } from './sentences.js';
import { linesOf, pageOf, type LaidOutBlock } from './text.js';
import type { Claim, LineMap, Passage, PassageKind, Period, Section } from './types.js';

/** Passages aim at this many characters; a single longer sentence stays whole up to `LONGEST`. */
const SHORTEST = 60;
const LONGEST = 250;
/** Table rows of one passage together, in characters. */
const LONGEST_ROWS = 160;
/** Short paragraphs further apart than this are not joined. */
const FARTHEST_LINES = 12;

const LEAD = /^(?:[一二三四五六七八九十]{1,2}(?:是|要))?[^，。；：]{3,24}[。：](?=.)|^[一二三四五六七八九十]{1,2}(?:是|要)[^。；]{3,36}。(?=.)/u;
const STEM = /[^。！？]{0,120}[：:]$/u;
const REVIEW = /回顾|总结|执行情况|完成情况|成就|成绩|发展基础|过去|工作开展情况/u;
const AIM = /目标|任务|重点工作|工作安排|总体要求|措施|部署|展望|打算|安排|蓝图|规划|思路|取向|着力|要求/u;
const DEFINITIONS = /(?:名词|用语|术语|词语|注释|注解).{0,4}$|解释|^注释/u;

interface Draft {
  readonly section: number | null;
  readonly start: number;
  readonly end: number;
  readonly kind: PassageKind;
  readonly lead: string | null;
  readonly stem: string | null;
}

export interface PassageSource {
  readonly text: string;
  readonly lineMap: LineMap;
  readonly sections: readonly Section[];
  /** Text blocks in order, each with the section it stands in. */
  readonly blocks: readonly { readonly block: LaidOutBlock; readonly section: number | null }[];
  readonly metadata: Metadata;
}

/** Heading path of a section, outermost first; empty for null. */
export function headingPath(sections: readonly Section[], index: number | null): string[] {
  const path: string[] = [];
  for (let at = index; at !== null; at = sections[at]?.parent ?? null) {
    const section = sections[at];
    if (!section) break;
    path.unshift(section.heading);
  }
  return path;
}

const bare = (text: string): string => text.replace(/[。：:！]+$/u, '');

/** Sentences packed into runs of about 60 to 250 characters; an overlong sentence is cut at its semicolons. */
function pack(text: string, start: number, end: number): Range[] {
  const units = sentences(text, start, end).flatMap((sentence) =>
    sentence.end - sentence.start > LONGEST * 1.4 ? semicolonParts(text, sentence.start, sentence.end) : [sentence],
  );
  const packed: { start: number; end: number }[] = [];
  for (const unit of units) {
    const open = packed.at(-1);
    const open_ = open ? open.end - open.start : 0;
    if (open && (open_ < SHORTEST || open_ + unit.end - unit.start <= LONGEST) && open_ + unit.end - unit.start <= LONGEST * 1.4) open.end = unit.end;
    else packed.push({ ...unit });
  }
  const last = packed.at(-1);
  const before = packed.at(-2);
  if (last && before && last.end - last.start < SHORTEST && last.end - before.start <= LONGEST * 1.4) {
    before.end = last.end;
    packed.pop();
  }
  return packed;
}

class PassageDrafter {
  readonly drafts: Draft[] = [];
  private stem: string | null = null;
  private table: { title: string | null; header: readonly string[] | null; group: string | null } | null = null;
  private section: number | null = null;

  constructor(private readonly source: PassageSource) {}

  add({ block, start, end }: LaidOutBlock, section: number | null): void {
    if (section !== this.section) {
      this.section = section;
      this.stem = null;
      this.table = null;
    }
    const heading = section === null ? '' : (this.source.sections[section]?.heading ?? '');
    if (block.kind === 'row') {
      this.addRow(start, end, heading);
      return;
    }
    const text = this.source.text.slice(start, end);
    if (DEFINITIONS.test(heading)) this.drafts.push({ section, start, end, kind: 'glossary', lead: null, stem: null });
    else if (block.kind === 'item') this.addItem(start, end, heading);
    else this.addParagraph(start, end, text);
    this.table = null;
    if (block.kind === 'paragraph') this.stem = STEM.exec(text)?.[0] ?? (text.length < 40 && !/[。]$/u.test(text) ? text : null);
  }

  /** A row knows the table's title, its header, and the group of rows it stands in. */
  private addRow(start: number, end: number, heading: string): void {
    const cells = this.source.text.slice(start, end).split('\t').map((cell) => cell.trim());
    const filled = cells.filter((cell) => cell !== '');
    this.table ??= { title: this.stem ?? (heading || null), header: null, group: null };
    const { table } = this;
    if (filled.length === 1 && cells.length > 1) table.group = filled[0]!;
    else if (table.header === null) table.header = cells;
    const isHeader = table.header === cells;
    const parts = [table.title, isHeader ? null : table.header?.filter((cell) => cell !== '').join(' '), filled.length === 1 ? null : table.group];
    const stem = parts.filter(Boolean).join('｜') || null;
    const open = this.drafts.at(-1);
    // Rows of one table and group share a passage, as far as it goes: a question may ask for two neighbouring rows.
    if (open && open.kind === 'table-row' && open.stem === stem && open.section === this.section && !isHeader && end - open.start <= LONGEST_ROWS) this.drafts[this.drafts.length - 1] = { ...open, end };
    else this.drafts.push({ section: this.section, start, end, kind: 'table-row', lead: null, stem });
  }

  private addItem(start: number, end: number, heading: string): void {
    const stem = this.stem ?? (heading || null);
    const open = this.drafts.at(-1);
    const short = end - start < SHORTEST;
    if (open && open.kind === 'list-item' && open.section === this.section && open.stem === stem && (short || open.end - open.start < SHORTEST) && end - open.start <= LONGEST) {
      this.drafts[this.drafts.length - 1] = { ...open, end };
      return;
    }
    const lead = this.leadOf(start, end);
    for (const range of pack(this.source.text, start, end)) this.drafts.push({ section: this.section, ...range, kind: 'list-item', lead: range.start === start ? null : lead, stem });
  }

  /** Nothing longer than a page break was dropped in between: a quote must not jump over a table of contents. */
  private adjacent(end: number, start: number): boolean {
    return linesOf(this.source.lineMap, start, start + 1)[0] - linesOf(this.source.lineMap, end - 1, end)[1] <= FARTHEST_LINES;
  }

  private leadOf(start: number, end: number): string | null {
    const lead = LEAD.exec(this.source.text.slice(start, end))?.[0];
    return lead ? bare(lead) : null;
  }

  private addParagraph(start: number, end: number, text: string): void {
    const open = this.drafts.at(-1);
    const joinable = open && open.kind === 'prose' && open.section === this.section && open.end - open.start < SHORTEST && end - open.start <= LONGEST
      && this.adjacent(open.end, start);
    if (joinable && (text.length < SHORTEST || open.end - open.start < 30)) {
      const first = open.start;
      this.drafts.pop();
      const lead = this.leadOf(first, end);
      for (const range of pack(this.source.text, first, end)) this.drafts.push({ section: this.section, ...range, kind: 'prose', lead: range.start === first ? null : lead, stem: null });
      return;
    }
    const lead = this.leadOf(start, end);
    for (const range of pack(this.source.text, start, end)) this.drafts.push({ section: this.section, ...range, kind: 'prose', lead: range.start === start ? null : lead, stem: null });
  }
}

/** What the headings above a passage say of it. */
function claimBelow(path: readonly string[], metadata: Metadata): Claim {
  if (path.length === 0) return 'none';
  if (DEFINITIONS.test(path.at(-1)!)) return 'none';
  const text = path.join('/');
  if (REVIEW.test(text)) return 'result';
  if (metadata.kind === '统计公报') return 'result';
  if (AIM.test(text) || metadata.kind === '规划纲要') return 'target';
  return yearMentions(text).some((mention) => metadata.targetYears.includes(mention.from)) ? 'target' : 'none';
}

const span = (years: readonly number[]): Period | null => (years.length > 0 ? { from: Math.min(...years), to: Math.max(...years) } : null);

/** Years a passage speaks of where it names none itself. */
function periodBelow(path: readonly string[], claim: Claim, metadata: Metadata): Period | null {
  for (const heading of [...path].reverse()) {
    const named = periodOf(heading);
    if (named) return named;
  }
  if (claim === 'result') return span(metadata.years);
  if (claim === 'target') return metadata.kind === '规划纲要' ? span(metadata.targetYears.slice(0, 5)) : span(metadata.targetYears.slice(0, 1));
  return null;
}

function contentId(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 10);
}

/** Cuts the text blocks of a report into passages. Every block is covered, none twice. */
export function cutPassages(source: PassageSource): Passage[] {
  const drafter = new PassageDrafter(source);
  for (const { block, section } of source.blocks) drafter.add(block, section);
  const { metadata, sections, text, lineMap } = source;
  const base = metadata.targetYears[0] ?? (metadata.date ? Number(metadata.date.slice(0, 4)) : null);
  const seen = new Map<string, number>();
  return drafter.drafts.map((draft) => {
    const content = text.slice(draft.start, draft.end);
    const path = headingPath(sections, draft.section);
    const claim = claimBelow(path, metadata);
    const key = [metadata.region ?? '', metadata.title, metadata.date ?? '', ...path, content].join('\u0001');
    const copy = seen.get(key) ?? 0;
    seen.set(key, copy + 1);
    const page = pageOf(lineMap, draft.start);
    return {
      id: contentId([key, String(copy)]),
      section: draft.section,
      start: draft.start,
      end: draft.end,
      text: content,
      lines: linesOf(lineMap, draft.start, draft.end),
      ...(page === undefined ? {} : { page }),
      kind: draft.kind,
      lead: draft.lead,
      stem: draft.stem,
      period: periodOf(content, { base }) ?? periodBelow(path, claim, metadata),
      claim,
    };
  });
}
