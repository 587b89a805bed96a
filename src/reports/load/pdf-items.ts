/** @module Pieces of text on a PDF page, turned so that reading goes from left to right and from top to bottom. */

/** A run of characters in one font. Units are points; `y` grows downwards. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
}

/** What the PDF reader gives. */
interface RawItem {
  readonly str: string;
  /** Matrix: two columns of direction and size, then the place of the baseline's start. */
  readonly transform: readonly number[];
  readonly width: number;
}

/** Text within this of a right angle is text; the rest is watermarks. */
const SLANT_DEGREES = 15;

/** Smaller or larger than any print, in points: hidden text and broken fonts. */
const SMALLEST_SIZE = 1;
const LARGEST_SIZE = 400;

/**
 * The items that carry text. Pages are turned as a whole, so that a table printed sideways reads as one, and items in
 * other directions than most of the page come last, each direction for itself.
 * @param rotation of the page as the file states it, degrees
 */
export function toUpright(raw: readonly RawItem[], rotation: number): PageItem[] {
  const byAngle = new Map<number, PageItem[]>();
  for (const { str, transform, width } of raw) {
    if (str.trim() === '') continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = transform;
    const size = Math.hypot(a, b);
    if (!(size >= SMALLEST_SIZE && size <= LARGEST_SIZE) || !Number.isFinite(x + y)) continue;
    const angle = rightAngle((Math.atan2(b, a) * 180) / Math.PI);
    if (angle === null) continue;
    const items = byAngle.get(angle) ?? [];
    byAngle.set(angle, items);
    items.push({ text: str, ...turn(x, y, angle), width: Number.isFinite(width) ? Math.abs(width) : 0, size });
  }
  const page = (360 - (((rotation % 360) + 360) % 360)) % 360;
  const groups = [...byAngle].toSorted(
    ([angle, items], [otherAngle, others]) => length(others) - length(items) || Number(otherAngle === page) - Number(angle === page),
  );
  return stack(groups.map(([, items]) => items));
}

/** 0, 90, 180 or 270; null for a slant. */
function rightAngle(degrees: number): number | null {
  const nearest = Math.round(degrees / 90) * 90;
  return Math.abs(degrees - nearest) > SLANT_DEGREES ? null : ((nearest % 360) + 360) % 360;
}

/** Turns a point so that text at `angle` runs to the right. */
function turn(x: number, y: number, angle: number): { x: number; y: number } {
  if (angle === 90) return { x: y, y: x };
  if (angle === 180) return { x: -x, y };
  if (angle === 270) return { x: -y, y: -x };
  return { x, y: -y };
}

/** One group below the other. */
function stack(groups: readonly (readonly PageItem[])[]): PageItem[] {
  const stacked: PageItem[] = [];
  let bottom = 0;
  for (const items of groups) {
    let top = Infinity;
    for (const item of items) top = Math.min(top, item.y - 2 * item.size);
    const shift = stacked.length === 0 ? 0 : bottom - top;
    for (const item of items) {
      const y = item.y + shift;
      bottom = stacked.length === 0 ? y : Math.max(bottom, y);
      stacked.push({ ...item, y });
    }
  }
  return stacked;
}

function length(items: readonly PageItem[]): number {
  return items.reduce((total, item) => total + item.text.length, 0);
}
