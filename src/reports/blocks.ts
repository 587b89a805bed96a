/**
 * @module Lines become blocks: headings, paragraphs, list items and table rows, with wrapped lines joined and every
 * piece still knowing its source line.
 */

import { isFull, type Layout } from './layout.js';
import type { Line } from './lines.js';
import { headingNumber, namedHeading, type HeadingNumber, type Scheme } from './numbering.js';

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
  readonly named: 'box' | 'glossary' | 'appendix' | null;
  /** Level that the file states, 1 to 6, or null. */
  readonly styled: number | null;
}

export interface TextBlock {
  readonly kind: 'paragraph' | 'item' | 'row';
  readonly pieces: Piece[];
}

export type Block = HeadingBlock | TextBlock;

const SENTENCE_END = /[。！？!?…][”’"'）)】》]*$/u;
const STEM_END = /[：:][”’"'）)】》]*$/u;
const SEMICOLON_END = /[；;][”’"'）)】》]*$/u;
const DASH_ITEM = /^(?:——|—|[-－–•●◆■▪○·]\s?(?=[^\d\s-])|[-－–]\s?(?=\d{1,2}[.．、])|[①-⑳])/u;
const NUMBER_ITEM = /^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])/u;
/** A short first sentence that tells what the paragraph is about. */
const LEAD = /^[^，。；：、\d]{4,22}。(?=.)|^[一二三四五六七八九十]{1,2}(?:是|要)[^。]{2,40}[。，]/u;
const ENTRY = /^(?:\d{1,3}[.．、](?!\d)|\[\d{1,3}\]|[①-⑳]|“[^”]{1,40}”[^。，：:]{0,20}[：:]|[^，。；：:]{1,30}[：:](?=.))/u;

/** Title of a table or figure: stands alone between paragraphs. */
const CAPTION = /^(?:续?表|图)\s?\d{1,3}(?:[-－.]\d{1,3})?(?!\d)[^。；]{0,50}$/u;

/** Longest heading that stands alone, and longest that runs into its paragraph, in characters. */
const LONGEST_HEADING = 90;
const LONGEST_RUN_IN = 70;

const bodyText = (block: Block): string => block.pieces.map((piece) => piece.text).join('');

class BlockBuilder {
  readonly blocks: Block[] = [];
  private open: Block | null = null;
  private previous: Line | null = null;
  /** The heading being read may go on in the next line. */
  private headingOpen = false;
  private blankBefore = false;
  private inHead = false;
  private readonly last = new Map<Scheme, number>();
  private region: 'body' | 'box' | 'glossary' = 'body';

  constructor(private readonly layout: Layout) {}

  /** `head`: the line belongs to title, date and issuer, where nothing is a heading. */
  add(line: Line, head: boolean): void {
    if (line.text === '') {
      this.blankBefore = true;
      return;
    }
    // Title, date and issuer never run on into the text below them.
    if (this.inHead && !head) this.open = null;
    this.inHead = head;
    if (line.cells) this.start({ kind: 'row', pieces: [this.piece(line)] });
    else if (head) this.addHead(line);
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

  private addHead(line: Line): void {
    this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
  }

  /** Text so far ends where a new block may start. */
  private ended(): boolean {
    if (this.open === null || this.open.kind === 'heading' || this.open.kind === 'row' || this.previous === null) return true;
    const { text } = this.previous;
    if (SENTENCE_END.test(text) || STEM_END.test(text) || SEMICOLON_END.test(text)) return true;
    if (!this.layout.continues) return true;
    return this.layout.wrapped ? this.previous.width < this.layout.margin * 0.75 : text.length < 25 && this.blankBefore;
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
      this.open.pieces.push(this.piece(line));
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
  private runIns = 0;

  private plausible(number: HeadingNumber, text: string): boolean {
    const before = this.last.get(number.scheme) ?? 0;
    const rest = text.slice(number.length);
    if (rest === '' || SEMICOLON_END.test(text)) return false;
    switch (number.scheme) {
      case 'part':
      case 'chapter':
      case 'section':
        return rest.length <= 60 && !/[。；]./u.test(rest);
      case 'ideographic':
      case 'bracketed':
        return number.value === 1 || number.value <= before + 3;
      case 'arabic': {
        if (this.region !== 'body' || (number.value !== 1 && number.value !== before + 1)) return false;
        if (this.open?.kind !== 'heading' && this.previous && STEM_END.test(this.previous.text)) return false;
        const stop = rest.indexOf('。');
        if (stop < 0) return rest.length <= 30 && !/[，；：]/u.test(rest) && !isFull({ ...this.previous!, width: 0 }, this.layout) && this.last.has('ideographic');
        return stop <= 40 && rest.length - stop > 15;
      }
      case 'bracketed-arabic':
        return false;
    }
  }

  private startHeading(line: Line): boolean {
    const named = namedHeading(line.text);
    const number = named ? null : headingNumber(line.text);
    const styled = line.styled !== null && line.styled <= 6 ? line.styled : null;
    if (!this.ended() && styled === null) return false;
    if (number ? !this.plausible(number, line.text) : named === null && (styled === null || line.text.length > LONGEST_HEADING)) return false;
    const stop = line.text.search(/[。！？]/u);
    const runIn = stop >= 0 && stop + 1 < line.text.length;
    if (runIn && stop > LONGEST_RUN_IN) return false;
    if (!runIn && line.text.length > LONGEST_HEADING) return false;
    // Without a full stop a line with several clauses that fills the margin is a paragraph which happens to be numbered.
    if (number) this.enter(number);
    this.region = named === 'box' ? 'box' : named === 'glossary' ? 'glossary' : 'body';
    this.start({ kind: 'heading', pieces: [this.piece(line, runIn ? line.text.slice(0, stop + 1) : line.text)], number, named, styled });
    if (runIn) {
      this.runIns++;
      this.start({ kind: 'paragraph', pieces: [this.piece(line, line.text.slice(stop + 1))] });
    } else {
      this.headingOpen = stop < 0 && named === null && line.styled === null && isFull(line, this.layout);
    }
    return true;
  }

  /** Numbers below the one entered start over. */
  private enter(number: HeadingNumber): void {
    this.last.set(number.scheme, number.value);
    const order: readonly Scheme[] = ['part', 'chapter', 'section', 'ideographic', 'bracketed', 'arabic', 'bracketed-arabic'];
    for (const below of order.slice(order.indexOf(number.scheme) + 1)) this.last.delete(below);
  }

  private addText(line: Line): void {
    const item = DASH_ITEM.test(line.text) || (NUMBER_ITEM.test(line.text) && this.ended());
    const entry = this.region === 'glossary' && this.ended() && ENTRY.test(line.text);
    if (CAPTION.test(line.text) && this.ended()) this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
    else if (item || entry) this.start({ kind: 'item', pieces: [this.piece(line)] });
    else if (this.open && this.open.kind !== 'heading' && this.open.kind !== 'row' && this.goesOn(line)) this.open.pieces.push(this.piece(line));
    else this.start({ kind: 'paragraph', pieces: [this.piece(line)] });
  }

  /** Does `line` go on with the open block? */
  private goesOn(line: Line): boolean {
    const previous = this.previous;
    if (previous === null || previous.cells || line.styled !== null || CAPTION.test(previous.text)) return false;
    if (line.indented && (previous.indented || this.layout.wrapped)) return false;
    const full = isFull(previous, this.layout);
    if (SENTENCE_END.test(previous.text)) return full && !LEAD.test(line.text);
    if (STEM_END.test(previous.text)) return full;
    if (!this.layout.continues) return full;
    if (SEMICOLON_END.test(previous.text)) return this.layout.wrapped ? full : previous.width > 60;
    if (this.layout.wrapped) return previous.width >= this.layout.margin * 0.75;
    return true;
  }
}

/** `headEnd`: index of the first line after title, date and issuer. */
export function buildBlocks(lines: readonly Line[], furniture: ReadonlySet<number>, headEnd: number, layout: Layout): readonly Block[] {
  const builder = new BlockBuilder(layout);
  lines.forEach((line, at) => {
    if (!furniture.has(at)) builder.add(line, at < headEnd);
  });
  return builder.blocks;
}
