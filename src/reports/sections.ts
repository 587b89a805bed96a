/** @module The tree of headings, by the logic of their numbers and not by their marks. */

import type { HeadingBlock } from './blocks.js';
import { SCHEMES } from './numbering.js';
import type { Section } from './types.js';

/** A box stands below whatever section it is in. */
const BOX_RANK = 100;

/** Rank of a heading: smaller is further out. Headings stand below the nearest earlier one of a smaller rank. */
function rankOf(heading: HeadingBlock, styleRanks: ReadonlyMap<number, number>): number {
  if (heading.named !== null && heading.named !== 'box') return -1;
  if (heading.number) return SCHEMES.indexOf(heading.number.scheme);
  const styled = heading.styled ?? 6;
  return styleRanks.get(styled) ?? styled - 1;
}

/** What rank each stated level (Markdown #, h1–h6) mostly has among the numbered headings. */
function rankByStyle(headings: readonly HeadingBlock[]): Map<number, number> {
  const counts = new Map<number, Map<number, number>>();
  for (const { styled, number } of headings) {
    if (styled === null || number === null) continue;
    const ranks = counts.get(styled) ?? new Map<number, number>();
    const rank = SCHEMES.indexOf(number.scheme);
    counts.set(styled, ranks.set(rank, (ranks.get(rank) ?? 0) + 1));
  }
  return new Map([...counts].map(([styled, ranks]) => [styled, [...ranks].sort((a, b) => b[1] - a[1])[0]![0]]));
}

export interface Placed {
  readonly heading: HeadingBlock;
  readonly parent: number | null;
  /** 1 for the outermost. */
  readonly level: number;
}

/** Parent and level of every heading, in order. */
export function placeHeadings(headings: readonly HeadingBlock[]): Placed[] {
  const styleRanks = rankByStyle(headings);
  const path: { index: number; rank: number }[] = [];
  return headings.map((heading, index) => {
    if (heading.named === 'box') {
      // A box belongs to the section it stands in; it ends at the next heading.
      const parents = path.filter((above) => above.rank < BOX_RANK);
      path.length = 0;
      path.push(...parents, { index, rank: BOX_RANK });
    } else {
      const rank = rankOf(heading, styleRanks);
      while (path.length > 0 && path.at(-1)!.rank >= rank) path.pop();
      // Nothing stands below a preface.
      path.push({ index, rank: heading.named === 'preface' ? BOX_RANK : rank });
    }
    return { heading, parent: path.at(-2)?.index ?? null, level: path.length };
  });
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
