/** @module Passages: whole sentences of one section, with what they need to be found: lead, stem, period, claim. */

import { createHash } from 'node:crypto';
import { isReport } from './kind.js';
import { holdsDefinitions, periodBelow, sectionClaims } from './claims.js';
import type { Metadata } from './metadata.js';
import { LONGEST, SHORTEST, pack } from './packing.js';
import { periodOf } from './period.js';
import { headingPath } from './sections.js';
import { TableRows, isContinued, isUnit } from './table-rows.js';
import { linesOf, pageOf, type LaidOutBlock } from './text.js';
import type { LineMap, Passage, PassageKind, Section } from './types.js';

/** Table rows of one passage together, in characters. */
const LONGEST_ROWS = 160;
const LONGEST_ENTRY = 600;
/** Short paragraphs further apart than this are not joined. */
const FARTHEST_LINES = 12;
/** Shorter than this a paragraph is joined with the next however long that is. */
const FRAGMENT = 30;
/** Longest line without a full stop that may be the title of what follows. */
const LONGEST_CAPTION = 40;

const LEAD = /^(?:[一二三四五六七八九十]{1,2}(?:是|要))?[^，。；：]{3,24}[。：](?=.)|^[一二三四五六七八九十]{1,2}(?:是|要)[^。；]{3,36}。(?=.)/u;
const STEM = /[^。！？]{0,120}[：:]$/u;
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

/** The clause that announces what follows. Its end is looked at first: the expression is tried at every character. */
const stemOf = (text: string): string | null => (/[：:]$/u.test(text.slice(-1)) ? (STEM.exec(text)?.[0] ?? null) : null);

const bare = (text: string): string => text.replace(/[。：:！]+$/u, '');

class PassageDrafter {
  readonly drafts: Draft[] = [];
  private stem: string | null = null;
  private table: TableRows | null = null;
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
    if (holdsDefinitions(heading)) this.addEntry(start, end);
    else if (block.kind === 'item') this.addItem(start, end, heading);
    else this.addParagraph(start, end, text);
    if (isContinued(text)) return;
    this.table = null;
    if (block.kind !== 'paragraph') return;
    if (isUnit(text)) this.stem = this.stem === null ? null : `${this.stem}（${text.replace(/^[（(]|[）)]$/gu, '')}）`;
    else this.stem = stemOf(text) ?? (text.length < LONGEST_CAPTION && !/[。；，！？]$/u.test(text) ? text : null);
  }

  private addRow(start: number, end: number, heading: string): void {
    this.table ??= new TableRows(this.stem ?? (heading || null));
    const { stem, isHeader } = this.table.read(this.source.text.slice(start, end));
    const open = this.drafts.at(-1);
    // Rows of one table and group share a passage, as far as it goes: a question may ask for two neighbouring rows.
    const shares = open && open.kind === 'table-row' && open.stem === stem && open.section === this.section && !isHeader && end - open.start <= LONGEST_ROWS;
    if (shares) this.drafts[this.drafts.length - 1] = { ...open, end };
    else this.drafts.push({ section: this.section, start, end, kind: 'table-row', lead: null, stem });
  }

  /** An entry is one passage, unless it is a treatise. */
  private addEntry(start: number, end: number): void {
    if (end - start > LONGEST_ENTRY) this.addPacked(start, end, 'glossary', null);
    else this.drafts.push({ section: this.section, start, end, kind: 'glossary', lead: null, stem: null });
  }

  private addItem(start: number, end: number, heading: string): void {
    const stem = this.stem ?? (heading || null);
    const open = this.drafts.at(-1);
    const short = end - start < SHORTEST;
    if (open && open.kind === 'list-item' && open.section === this.section && open.stem === stem && (short || open.end - open.start < SHORTEST) && end - open.start <= LONGEST) {
      this.drafts[this.drafts.length - 1] = { ...open, end };
      return;
    }
    this.addPacked(start, end, 'list-item', stem);
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
    const before = open?.kind === 'prose' && open.section === this.section && this.adjacent(open.end, start) ? open.end - open.start : Infinity;
    const joinable = open && !this.isName(open) && (before < FRAGMENT || (before < SHORTEST && text.length < SHORTEST && end - open.start <= LONGEST));
    if (joinable) this.drafts.pop();
    this.addPacked(joinable ? open.start : start, end, 'prose', null);
  }

  /** The name of a document that is no report: no quote needs it. */
  private isName({ start, end }: Draft): boolean {
    const { metadata, text } = this.source;
    return !isReport(metadata) && text.slice(start, end) === metadata.title;
  }

  /** The passage that holds the lead needs none. */
  private addPacked(start: number, end: number, kind: PassageKind, stem: string | null): void {
    const lead = this.leadOf(start, end);
    for (const range of pack(this.source.text, start, end)) this.drafts.push({ section: this.section, ...range, kind, lead: range.start === start ? null : lead, stem });
  }
}

function contentId(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 10);
}

/** Cuts the text blocks of a report into passages. Every block is covered, none twice. */
export function cutPassages(source: PassageSource): Passage[] {
  const drafter = new PassageDrafter(source);
  for (const { block, section } of source.blocks) drafter.add(block, section);
  const { metadata, sections, text, lineMap } = source;
  // 今年 is the year a work report is given in, 本年 the year that a bulletin counts.
  const base = (metadata.kind === '统计公报' ? metadata.years.at(-1) : metadata.targetYears[0]) ?? (metadata.date ? Number(metadata.date.slice(0, 4)) : null);
  const claims = sectionClaims(sections, metadata);
  const seen = new Map<string, number>();
  return drafter.drafts.map((draft) => {
    const content = text.slice(draft.start, draft.end);
    const path = headingPath(sections, draft.section);
    const claim = draft.section === null ? 'none' : claims[draft.section]!;
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
