/** @module Which places a question is about, of those the indexed reports are about. */

import { fold } from '../index/index.js';
import { shortPlace, type ReportHead } from '../reports/index.js';
import { romanise } from './sound-alikes.js';

export interface KnownPlace {
  readonly region: string;
  readonly parents: readonly string[];
  /** Folded names, longest first: 东河区, 东河. */
  readonly names: readonly string[];
  /** Pinyin of its short name: donghe. */
  roman(): string;
}

const NATION = '全国';
const NATION_NAMES = ['国务院', '全国', '我国', '中国', '国家', '中央'];

function once(make: () => string): () => string {
  let made: string | null = null;
  return () => (made ??= make());
}

/** One entry for each region of the reports, from the reports themselves. */
export function knownPlaces(reports: readonly ReportHead[]): KnownPlace[] {
  const places = new Map<string, KnownPlace>();
  for (const { region, parents } of reports) {
    if (region === null || places.has(region)) continue;
    const names = region === NATION ? NATION_NAMES : [region, shortPlace(region)];
    places.set(region, { region, parents, names: [...new Set(names.map(fold))].sort((a, b) => b.length - a.length), roman: once(() => (region === NATION ? 'china' : romanise(shortPlace(region)))) });
  }
  return [...places.values()];
}

/** At most one letter more, less or other: Hailar for hailaer, Shaanxi for shanxi. */
export function sameInLatin(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const rest = (x: string, from: number): string => x.slice(from);
  return rest(a, i + 1) === rest(b, i + 1) || rest(a, i) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i);
}

export interface PlaceMatch {
  readonly place: KnownPlace;
  /** Offsets in the folded question. */
  readonly start: number;
  readonly end: number;
}

/** 全国文明城市, 国家级: a rank; 哪个国家, 中国队: not where something is told of. */
function isTheNation(folded: string, start: number, name: string): boolean {
  if (/^[级家文示卫重首第队人式特男女籍]/u.test(folded.slice(start + name.length))) return false;
  return name !== '国家' || start === 0 || /[年，,\s]$/u.test(folded.slice(0, start));
}

/** Places named in a folded question, in order; a parent beside its own child is left out (包头市东河区 → 东河区). */
export function findPlaces(folded: string, known: readonly KnownPlace[]): PlaceMatch[] {
  const found: PlaceMatch[] = [];
  const latin = [...folded.matchAll(/[a-z]{4,}/gu)];
  for (const place of known) {
    for (const name of place.names) {
      const start = folded.indexOf(name);
      if (start < 0 || (place.region === NATION && !isTheNation(folded, start, name))) continue;
      found.push({ place, start, end: start + name.length });
      break;
    }
    for (const match of latin) {
      if (sameInLatin(match[0], place.roman())) found.push({ place, start: match.index, end: match.index + match[0].length });
    }
  }
  const named = found.filter((match) => match.place.region !== NATION);
  // With a real place named, 国家 and 全国 are part of what is asked, not where.
  const kept = named.length > 0 ? named : found;
  return kept
    .filter((match) => !kept.some((other) => other.place.parents.includes(match.place.region)))
    .filter((match) => !kept.some((other) => other !== match && other.start <= match.start && other.end >= match.end && other.end - other.start > match.end - match.start))
    .sort((a, b) => a.start - b.start);
}
