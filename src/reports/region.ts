/** @module The place a report is about: from the congress it was given to, its title, its issuer, at last its text. */

import { DEPARTMENT, type Head } from './head.js';
import { placesAtStart, shortPlace, type PlaceChain } from './places.js';

const NATIONAL = /国务院|全国人民代表大会|国家统计局(?!\p{Script=Han}{2,9}调查)|中华人民共和国|国家发展(?:和|与)改革委|财政部/u;
/** A ministry: 人力资源社会保障部. */
const MINISTRY = new RegExp(`^(?:国家)?\\p{Script=Han}{2,12}${DEPARTMENT}`, 'u');
const CONGRESS = /^(.*?)(?:第?[一二三四五六七八九十\d]{1,3}届)(?:人民代表大会|人大|委员会)/u;
const OFFICE = /\p{Script=Han}{2,20}?(?:人民政府|统计局|发展和改革|财政局|管理委员会|管委会)/gu;
const BEFORE_PLACE = /^.*(?:我?(?:受|代表)|谨代表|根据|按照|中共|由|向|在(?!州))/u;

function longest(chains: readonly PlaceChain[]): PlaceChain {
  return chains.reduce<PlaceChain>((best, chain) => (chain.length > best.length ? chain : best), []);
}

const BEFORE_TITLE_PLACE = /^[《“]?(?:中共)?(?:关于)?(?:印发|批准)?[《“]?(?:[12]\d{3}(?:[-—－至][12]\d{3})?年?度?)?(?:中共)?/u;

/** Places at the start of a title or of its subtitle, past 关于, a year, or 中共. */
export function placesInTitle(title: string): PlaceChain {
  return longest(title.split('——').map((part) => placesAtStart(part.replace(BEFORE_TITLE_PLACE, ''))));
}

function congressPlaces(texts: readonly string[]): PlaceChain {
  const pairs = texts.map((text, index) => text + (texts[index + 1] ?? ''));
  return longest([...texts, ...pairs].map((text) => {
    const before = CONGRESS.exec(text)?.[1];
    return before === undefined ? [] : placesAtStart(before.replace(/^.*(?:日|在(?!州))/u, '').replace(/^[—–-]+/u, ''));
  }));
}

function officePlaces(text: string): PlaceChain {
  for (const [office] of text.matchAll(OFFICE)) {
    const chain = placesAtStart(office.replace(BEFORE_PLACE, ''));
    if (chain.length > 0) return chain;
  }
  return [];
}

export interface RegionSource {
  /** Null where the text names no title. */
  readonly title: string | null;
  readonly head: Head;
  readonly issuer: string | null;
  /** The first sentences of the text. */
  readonly opening: string;
  readonly fileTitle: string;
  /** Neither a report nor divided by headings: what its text speaks of need not be what it is about. */
  readonly isArticle: boolean;
}

function ofText({ title, head, issuer, opening, isArticle }: RegionSource): PlaceChain {
  const texts = head.lines.map(({ text }) => text.replace(/\s+/gu, ''));
  const chain = longest([congressPlaces(texts), title === null ? [] : placesInTitle(title), issuer ? placesAtStart(issuer) : []]);
  if (chain.length > 0) return chain;
  // An article on anyone who served 中华人民共和国 is not about the nation.
  const headText = isArticle ? (title ?? '') : texts.join('\n');
  if (NATIONAL.test(headText) || NATIONAL.test(issuer ?? '') || MINISTRY.test(issuer ?? '')) return ['全国'];
  if (isArticle) return [];
  const named = officePlaces(`${headText}\n${opening}`);
  if (named.length > 0) return named;
  return /代表国务院|全国人大|我国/u.test(opening) ? ['全国'] : [];
}

/** The chain of places, outermost first; empty where neither text nor file name tells. */
export function placeOf(source: RegionSource): PlaceChain {
  const told = ofText(source);
  const filed = placesInTitle(source.fileTitle);
  if (told.length === 0) return filed;
  const own = told.at(-1)!;
  // A file name may hold the full name of what the text calls by a shorter one.
  const fuller = filed.at(-1);
  return fuller !== undefined && fuller !== own && fuller.length > own.length && shortPlace(fuller) === shortPlace(own) ? filed : told;
}
