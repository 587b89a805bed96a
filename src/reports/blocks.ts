/**
 * @module Lines become blocks: headings, paragraphs, list items and table rows, with wrapped lines joined and every
 * piece still knowing its source line.
 */

import { HeadingCounters, SEMICOLON_END, STEM_END } from './heading-rules.js';
import { isFull, type Layout } from './layout.js';
import type { Line } from './lines.js';
import { headingNumber, namedHeading, type HeadingName, type HeadingNumber } from './numbering.js';
import { isCaption } from './table-rows.js';

/** Text of one source line inside a block. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  readonly page: number | null;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly pieces: Piece[];
  readonly number: HeadingNumber | null;
  readonly named: HeadingName | null;
  /** Level that the file states, 1 to 6, or null. */
  readonly styled: number | null;
}

export interface TextBlock {
  readonly kind: 'paragraph' | 'item' | 'row';
  readonly pieces: Piece[];
}

export type Block = HeadingBlock | TextBlock;

const SENTENCE_END = /[。！？!?…][”’"'）)】》]*$/u;
const DASH_ITEM = /^(?:——|—|[-－–•●◆■▪○·]\s?(?=[^\d\s-])|[-－–]\s?(?=\d{1,2}[.．、])|[①-⑳])/u;
const NUMBER_ITEM = /^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[[［]\d{1,2}[\]］](?=.))/u;
const ITEM_VALUE = /^[-－–]?\s?(\d{1,2})[.．、]/u;
/** A short first sentence that tells what the paragraph is about. */
const LEAD = /^[^，。；：、\d]{4,22}。(?=.)|^[一二三四五六七八九十]{1,2}(?:是|要)[^。]{2,40}[。，]/u;
const ENTRY = /^(?:\d{1,3}[.．、](?!\d)|\[\d{1,3}\]|[①-⑳]|“[^”]{1,40}”[^。，：:]{0,20}[：:]|[^，。；：:]{1,30}[：:](?=.))/u;

/** A line of the head that goes on with the meeting named in the line before. */
const MEETING_GOES_ON = /^(?:第?[一二三四五六七八九十\d]{1,3}次|代表大会|会议|大会)/u;

/** Longest heading that stands alone, and longest that runs into its paragraph, in characters. */
const LONGEST_HEADING = 90;
const LONGEST_RUN_IN = 70;

/** Longest line of a text without margin that stands alone though it ends no sentence: a signature, a caption. */
const LONGEST_LABEL = 40;

const isLabel = (text: string): boolean => text.length <= LONGEST_LABEL && !/[，、；：,;“]/u.test(text);

const bodyText = (block: Block): string => block.pieces.map((piece) => piece.text).join('');

class BlockBuilder {
  readonly blocks: Block[] = [];
  private open: Block | null = null;
  private previous: Line | null = null;
  /** The heading being read may go on in the next line. */
  private headingOpen = false;
  private blankBefore = false;
  private inHead = false;
  private readonly counters = new HeadingCounters();
  private next: Line | null = null;
  private titleOpen = false;
  private runIns = 0;
  private region: 'body' | 'box' | 'glossary' = 'body';

  constructor(private readonly layout: Layout) {}

  /** `head`: the line belongs to title, date and issuer, where nothing is a heading. `next`: the next line with text. */
  add(line: Line, head: 'title' | 'other' | null, next: Line | null): void {
    if (line.text === '') {
      this.blankBefore = true;
      return;
    }
    // Title, date and issuer never run on into the text below them.
    if (this.inHead && head === null) this.open = null;
    this.inHead = head !== null;
    this.next = next;
    if (line.cells) this.start({ kind: 'row', pieces: [this.piece(line)] });
    else if (head !== null) this.addHead(line, head === 'title');
    else if (!this.extendHeading(line) && !this.startHeading(line)) this.addText(line);
    this.previous = line;
    this.blankBefore = false;
  }

  private piece(line: Line, text = line.text): Piece {
    return { text, line: line.number, page: line.page };
  }

  private start(block: Block): void {
    this.blocks.push(block);
    this.open = block;
    this.headingOpen = false;
  }

  /** A wrapped title is one block, and so is a wrapped name of a meeting. */
  private addHead(line: Line, title: boolean): void {
    const goesOn = this.open !== null && (title ? this.titleOpen : MEETING_GOES_ON.test(line.text) && /届|月/u.test(this.previous?.text ?? ''));
    if (goesOn) this.open!.pieces.push(this.piece(line));
    else this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
    this.titleOpen = title;
  }

  /** Text so far ends where a new block may start. */
  private ended(): boolean {
    if (this.open === null || this.open.kind === 'heading' || this.open.kind === 'row' || this.previous === null) return true;
    const { text } = this.previous;
    if (SENTENCE_END.test(text) || STEM_END.test(text) || SEMICOLON_END.test(text)) return true;
    if (!this.layout.continues) return true;
    return this.layout.wrapped ? this.previous.width < this.layout.margin * 0.75 : (text.length < 25 && this.blankBefore) || isLabel(text);
  }

  private extendHeading(line: Line): boolean {
    if (!this.headingOpen || this.open?.kind !== 'heading' || headingNumber(line.text) || DASH_ITEM.test(line.text)) return false;
    const stop = line.text.search(/[。！？]/u);
    const soFar = bodyText(this.open).length;
    if (stop < 0 && (isFull(line, this.layout) || line.text.length > 45)) {
      // Another full line without an end: the paragraph has begun, unless the heading is still being told.
      if (!/[，、]$/u.test(this.previous?.text ?? '') || soFar + line.text.length > LONGEST_HEADING) return false;
    }
    if (stop >= 0 && (stop > 45 || soFar + stop > LONGEST_RUN_IN || !this.runsIn(line, stop))) return false;
    if (stop < 0) {
      this.open.pieces.push(this.open.number?.length === soFar ? this.piece(line, ` ${line.text}`) : this.piece(line));
      this.headingOpen = isFull(line, this.layout);
      return true;
    }
    this.open.pieces.push(this.piece(line, line.text.slice(0, stop + 1)));
    this.headingOpen = false;
    if (stop + 1 < line.text.length) this.start({ kind: 'paragraph', pieces: [this.piece(line, line.text.slice(stop + 1))] });
    return true;
  }

  /** The wrapped heading ends at a full stop inside this line: likely where its scheme ran in before. */
  private runsIn(line: Line, stop: number): boolean {
    return this.runIns > 0 || (stop + 1 < line.text.length && stop <= 25);
  }
  private startHeading(line: Line): boolean {
    const named = namedHeading(line.text);
    const number = named ? null : headingNumber(line.text);
    const styled = line.styled !== null && line.styled <= 6 ? line.styled : null;
    if (!this.ended() && styled === null) return false;
    if (number ? !this.accepts(number, line) : named === null && (styled === null || line.text.length > LONGEST_HEADING)) return false;
    const stop = line.text.search(/[。！？]/u);
    const runIn = stop >= 0 && stop + 1 < line.text.length;
    if (runIn && stop > LONGEST_RUN_IN) return false;
    if (!runIn && line.text.length > LONGEST_HEADING) return false;
    if (number) this.counters.enter(number);
    this.region = named === 'box' ? 'box' : named === 'glossary' ? 'glossary' : 'body';
    this.start({ kind: 'heading', pieces: [this.piece(line, runIn ? line.text.slice(0, stop + 1) : line.text)], number, named, styled });
    if (runIn) {
      this.runIns++;
      this.start({ kind: 'paragraph', pieces: [this.piece(line, line.text.slice(stop + 1))] });
    } else {
      const unnamed = number !== null && number.length === line.text.length;
      this.headingOpen = unnamed || (stop < 0 && named === null && line.styled === null && isFull(line, this.layout));
    }
    return true;
  }

  private accepts(number: HeadingNumber, line: Line): boolean {
    const previousText = this.open === null || this.open.kind === 'heading' ? null : this.previous;
    return this.counters.accepts(number, line, { layout: this.layout, previousText, next: this.next, inBody: this.region === 'body' });
  }

  private addText(line: Line): void {
    const item = DASH_ITEM.test(line.text) || ((NUMBER_ITEM.test(line.text) || this.isNextItem(line.text)) && this.ended());
    const entry = this.region === 'glossary' && this.ended() && ENTRY.test(line.text);
    if (isCaption(line.text) && this.ended()) this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
    else if (item || entry) this.start({ kind: 'item', pieces: [this.piece(line)] });
    else if (this.open && this.open.kind !== 'heading' && this.open.kind !== 'row' && this.goesOn(line)) this.open.pieces.push(this.piece(line));
    else this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
  }

  /** 6.100万吨/年 behind 5. is an item, though it looks like a figure. */
  private isNextItem(text: string): boolean {
    const open = this.open?.kind === 'item' ? ITEM_VALUE.exec(bodyText(this.open))?.[1] : undefined;
    const value = ITEM_VALUE.exec(text)?.[1];
    return open !== undefined && value !== undefined && Number(value) === Number(open) + 1;
  }

  /** Does `line` go on with the open block? */
  private goesOn(line: Line): boolean {
    const previous = this.previous;
    if (previous === null || previous.cells || line.styled !== null || isCaption(previous.text)) return false;
    if (line.indented && (previous.indented || this.layout.wrapped)) return false;
    const full = isFull(previous, this.layout);
    if (SENTENCE_END.test(previous.text)) return full && !LEAD.test(line.text);
    if (STEM_END.test(previous.text)) return full;
    if (!this.layout.continues) return full;
    if (SEMICOLON_END.test(previous.text)) return this.layout.wrapped ? full : previous.width > 60;
    if (this.layout.wrapped) return previous.width >= this.layout.margin * 0.75;
    return !isLabel(previous.text);
  }
}

/** `headEnd`: index of the first line after title, date and issuer; `titleLines`: those of them that hold the title. */
export function buildBlocks(lines: readonly Line[], furniture: ReadonlySet<number>, headEnd: number, titleLines: ReadonlySet<number>, layout: Layout): readonly Block[] {
  const builder = new BlockBuilder(layout);
  const nexts = nextWithText(lines, furniture);
  lines.forEach((line, at) => {
    if (!furniture.has(at)) builder.add(line, at >= headEnd ? null : titleLines.has(at) ? 'title' : 'other', nexts[at] ?? null);
  });
  return builder.blocks;
}

/** For each line the next one that is neither blank nor furniture. */
function nextWithText(lines: readonly Line[], furniture: ReadonlySet<number>): (Line | null)[] {
  const nexts: (Line | null)[] = [];
  let next: Line | null = null;
  for (let at = lines.length - 1; at >= 0; at--) {
    nexts[at] = next;
    const line = lines[at]!;
    if (line.text !== '' && !furniture.has(at)) next = line;
  }
  return nexts;
}
