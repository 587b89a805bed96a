/** @module Text in the columns of a terminal, where a Chinese character takes two. */

/** East Asian wide and fullwidth blocks, and emoji (Unicode UAX #11, coarsely). */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const MARK = /\p{M}|\p{Cf}/u;

/** What stays on one line: a word or number, or one character, with the marks that may not begin or end a line. */
const UNIT = /\n|[（“‘《【〔(]*(?:[\p{Script=Latin}\d.,:/%‰+_-]+|[^\n])[，。；：、！？）”’》】〕…)%‰]*/gu;

export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Columns that `text` takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : MARK.test(character) ? 0 : 1;
  return width;
}

/** `text` cut so that it takes at most `width` columns. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let taken = 0;
  for (const character of text) {
    taken += widthOf(character);
    if (taken > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Ranges of `text`, one a line of at most `width` columns (null: no limit); line breaks in it stay. */
export function wrap(text: string, width: number | null): LineRange[] {
  const lines: LineRange[] = [];
  let start = 0;
  let taken = 0;
  const breakAt = (end: number, next: number): void => {
    lines.push({ start, end });
    start = next;
    taken = 0;
  };
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    if (unit === '\n') {
      breakAt(index, index + 1);
      continue;
    }
    const own = widthOf(unit);
    if (width !== null && taken > 0 && taken + own > width) breakAt(index, index);
    if (width === null || own <= width) {
      taken += own;
      continue;
    }
    let at = index;
    for (const character of unit) {
      const step = widthOf(character);
      if (taken > 0 && taken + step > width) breakAt(at, at);
      taken += step;
      at += character.length;
    }
  }
  lines.push({ start, end: text.length });
  return lines;
}
