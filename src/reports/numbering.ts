/** @module Heading numbers: 第一章, 一、, （一）, 1., （1）, and the names that stand for one (专栏1, 名词解释). */

import { parseNumeral } from './numerals.js';

/** Outermost first: a heading of an earlier scheme never stands below one of a later scheme. */
export const SCHEMES = ['part', 'chapter', 'section', 'ideographic', 'bracketed', 'arabic', 'bracketed-arabic'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface HeadingNumber {
  readonly scheme: Scheme;
  readonly value: number;
  /** Characters that the number takes, delimiter included. */
  readonly length: number;
}

const N = '[一二三四五六七八九十百零〇]{1,5}';
const PATTERNS: readonly (readonly [Scheme, RegExp])[] = [
  ['part', new RegExp(`^第(${N}|\\d{1,2})(?:[编篇]|部分)\\s?`, 'u')],
  ['chapter', new RegExp(`^第(${N}|\\d{1,3})章\\s?`, 'u')],
  ['section', new RegExp(`^第(${N}|\\d{1,3})节\\s?`, 'u')],
  ['ideographic', new RegExp(`^(${N})[、．.](?!${N}[、，])`, 'u')],
  ['bracketed', new RegExp(`^[（(〔](${N})[）)〕][、.]?`, 'u')],
  ['arabic', /^(\d{1,2})[.．、](?!\d)\s?/u],
  ['bracketed-arabic', /^[（(](\d{1,2})[）)][、.]?/u],
];

/** The heading number a text starts with, or null. */
export function headingNumber(text: string): HeadingNumber | null {
  for (const [scheme, pattern] of PATTERNS) {
    const match = pattern.exec(text);
    const value = match?.[1] === undefined ? null : parseNumeral(match[1]);
    if (match && value !== null && value > 0) return { scheme, value, length: match[0].length };
  }
  return null;
}

const BOX = /^[专專][栏欄]\s?[\d一二三四五六七八九十]*[:：\s]?/u;
const GLOSSARY = /^(?:附件?\d?[:：]?)?(?:《?政府工作报告》?|报告)?(?:中)?(?:有关|部分|相关|主要)?(?:名词|用语|术语|词语|专有名词|名词术语)(?:解释|注释|说明)[:：]?$|^(?:注释|注解|名词注释)[:：]?$/u;
const APPENDIX = /^附(?:件|录|表|注)?\s?[\d一二三四五六七八九十]*[:：]?\S{0,30}$/u;

/** 前言, 结语: outermost, like a chapter. */
const PREFACE = /^(?:前言|序言|引言|导言|导语|绪论|结语|结束语|后记)$/u;

export type HeadingName = 'box' | 'glossary' | 'appendix' | 'preface';

/** A heading that goes by its name instead of a number. */
export function namedHeading(text: string): HeadingName | null {
  if (text.length > 45 || /[。；，]/u.test(text)) return null;
  if (BOX.test(text) && text.length > 2) return 'box';
  if (GLOSSARY.test(text)) return 'glossary';
  if (PREFACE.test(text)) return 'preface';
  if (APPENDIX.test(text) && /^附(?:件|录|表)/u.test(text)) return 'appendix';
  return null;
}
