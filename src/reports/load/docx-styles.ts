/** @module Paragraph styles of a DOCX: which are headings, which carry numbers. */

import type { SourceLine } from '../types.js';
import { readXml } from './xml.js';

export type HeadingLevel = NonNullable<SourceLine['heading']>;

/** What a paragraph style says, its ancestors' word included. */
export interface DocxStyle {
  readonly heading?: HeadingLevel;
  /** List and level of it whose numbers the style's paragraphs carry. */
  readonly list?: string;
  readonly listLevel?: number;
}

export type DocxStyles = ReadonlyMap<string, DocxStyle>;

/** A style as it is written, before inheritance. */
interface RawStyle {
  id: string;
  basedOn?: string;
  /** `null` says body text, against what an ancestor says. */
  heading?: HeadingLevel | null;
  list?: string;
  listLevel?: number;
}

/** A chain of styles longer than this is a loop. */
const LONGEST_CHAIN = 20;

/** The paragraph styles of `styles.xml` by id; none for an empty text. */
export function readStyles(xml: string): DocxStyles {
  const raw = readRawStyles(xml);
  return new Map([...raw.keys()].map((id) => [id, resolve(id, raw)]));
}

/** The level that an outline level (0 is the highest, 9 body text) stands for; null for body text. */
export function headingOfOutline(value: string | undefined): HeadingLevel | null {
  const level = Number.parseInt(value ?? '', 10) + 1;
  return isHeadingLevel(level) ? level : null;
}

function isHeadingLevel(level: number): level is HeadingLevel {
  return level >= 1 && level <= 6;
}

function readRawStyles(xml: string): Map<string, RawStyle> {
  const styles = new Map<string, RawStyle>();
  let style: RawStyle | null = null;
  readXml(xml, {
    open: (name, attribute) => {
      if (name === 'w:style') {
        style = { id: attribute('styleId') ?? '' };
        if ((attribute('type') ?? 'paragraph') === 'paragraph') styles.set(style.id, style);
      }
      if (style === null) return;
      const value = attribute('val');
      if (name === 'w:basedOn' && value !== undefined) style.basedOn = value;
      else if (name === 'w:outlineLvl') style.heading = headingOfOutline(value);
      else if (name === 'w:numId' && value !== undefined) style.list = value;
      else if (name === 'w:ilvl') style.listLevel = Number.parseInt(value ?? '', 10) || 0;
      else if (name === 'w:name' && style.heading === undefined) {
        const level = Number(/^(?:heading|标题)\s*([1-6])$/i.exec(value ?? '')?.[1]);
        if (isHeadingLevel(level)) style.heading = level;
      }
    },
    close: (name) => {
      if (name === 'w:style') style = null;
    },
    text: () => {},
  });
  return styles;
}

function resolve(id: string, raw: ReadonlyMap<string, RawStyle>): DocxStyle {
  const result: { heading?: HeadingLevel | null; list?: string; listLevel?: number } = {};
  let style = raw.get(id);
  for (let step = 0; style !== undefined && step < LONGEST_CHAIN; step += 1) {
    if (result.heading === undefined && style.heading !== undefined) result.heading = style.heading;
    if (result.list === undefined && style.list !== undefined) result.list = style.list;
    if (result.listLevel === undefined && style.listLevel !== undefined) result.listLevel = style.listLevel;
    style = style.basedOn === undefined ? undefined : raw.get(style.basedOn);
  }
  const { heading, ...list } = result;
  return heading === undefined || heading === null ? list : { ...list, heading };
}
