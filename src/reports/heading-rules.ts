/** @module Which numbered lines are headings: counters that go on or restart, and what stands before and after the line. */

import { isFull, type Layout } from './layout.js';
import type { Line } from './lines.js';
import { SCHEMES, headingNumber, type HeadingNumber, type Scheme } from './numbering.js';

export const STEM_END = /[：:][”’"'）)】》]*$/u;
export const SEMICOLON_END = /[；;][”’"'）)】》]*$/u;

/** Counters may skip so many numbers: reports lose some headings and number others twice. */
const MOST_SKIPPED = 3;
const LONGEST_CHAPTER = 60;
/** Longest 1. or （1） that stands alone as a heading, with and without a comma in it. */
const LONGEST_MINOR = 30;
const LONGEST_MINOR_WITH_COMMA = 40;

/** Where a numbered line stands. */
export interface Surroundings {
  readonly layout: Layout;
  /** The line before, where its text is not a heading. */
  readonly previousText: Line | null;
  /** The next line that is not blank. */
  readonly next: Line | null;
  /** Lists of boxes and glossaries are numbered, too. */
  readonly inBody: boolean;
}

export class HeadingCounters {
  private readonly last = new Map<Scheme, number>();
  /** Last number of each scheme wherever it stood: some reports count （一） on through 一、 and 二、. */
  private readonly ever = new Map<Scheme, number>();

  /** Numbers below the one entered start over. */
  enter(number: HeadingNumber): void {
    this.last.set(number.scheme, number.value);
    this.ever.set(number.scheme, number.value);
    for (const below of SCHEMES.slice(SCHEMES.indexOf(number.scheme) + 1)) this.last.delete(below);
  }

  /** May a line that starts with `number` be a heading? */
  accepts(number: HeadingNumber, line: Line, around: Surroundings): boolean {
    const rest = line.text.slice(number.length);
    if (SEMICOLON_END.test(line.text)) return false;
    switch (number.scheme) {
      case 'part':
      case 'chapter':
      case 'section':
        return rest === '' ? isHeadingText(around.next) : rest.length <= LONGEST_CHAPTER && !/[。；]./u.test(rest);
      case 'ideographic':
      case 'bracketed':
        return rest !== '' && (number.value === 1 || number.value <= (this.last.get(number.scheme) ?? 0) + MOST_SKIPPED || number.value === (this.ever.get(number.scheme) ?? 0) + 1);
      case 'arabic':
        return this.goesOn(number, around) && ((runsIn(rest, around.next) && !isListed(around)) || this.standsAlone(number, rest, line, around));
      case 'bracketed-arabic':
        return this.goesOn(number, around) && this.last.has('arabic') && this.standsAlone(number, rest, line, around);
    }
  }

  private goesOn(number: HeadingNumber, { inBody }: Surroundings): boolean {
    return inBody && (number.value === 1 || number.value === (this.last.get(number.scheme) ?? 0) + 1);
  }

  /** A short line of its own with text below it: where the next number follows at once, it is a list. */
  private standsAlone(number: HeadingNumber, rest: string, line: Line, { layout, next }: Surroundings): boolean {
    if (rest === '' || /[。；：，、]$/u.test(rest) || /[。；：]/u.test(rest) || isFull(line, layout) || next === null) return false;
    const sibling = headingNumber(next.text)?.scheme === number.scheme;
    const above = SCHEMES.slice(0, SCHEMES.indexOf(number.scheme)).some((scheme) => this.last.has(scheme));
    return above && !sibling && rest.length <= (/，/u.test(rest) ? LONGEST_MINOR_WITH_COMMA : LONGEST_MINOR);
  }
}

/** 重点做好以下工作： announces a list. */
const isListed = ({ previousText }: Surroundings): boolean => previousText !== null && STEM_END.test(previousText.text);

/** 1.加快产业升级。全年……: a short first sentence before a paragraph, which may go on in the next line. */
function runsIn(rest: string, next: Line | null): boolean {
  const stop = rest.indexOf('。');
  if (stop < 0 || stop > 40) return false;
  return rest.length - stop > 15 || (stop + 1 < rest.length && next !== null && headingNumber(next.text) === null);
}

/** The line below 第一章 that holds its name. */
function isHeadingText(line: Line | null): boolean {
  return line !== null && line.cells === null && line.text.length <= 40 && !/[，。；：]/u.test(line.text) && headingNumber(line.text) === null;
}
