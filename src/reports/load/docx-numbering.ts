/** @module Automatic numbers of a DOCX: they stand in no text, yet headings are known by them. */

import type { DocxStyles } from './docx-styles.js';
import { formatNumber } from './number-formats.js';
import { readXml } from './xml.js';

interface Level {
  start: number;
  format: string;
  /** `%1` is the number of the first level: （%1） */
  text: string;
  style?: string;
  /** Numbers of all levels in Arabic digits. */
  legal: boolean;
  /** No tab or space behind the number. */
  tight: boolean;
  /** Goes on counting past a higher level. */
  continues: boolean;
}

/** A definition that lists share, and with it their count. */
interface Definition {
  readonly levels: Map<number, Level>;
  /** Name of a style that holds the levels, where this definition has none. */
  link?: string;
}

interface List {
  definition: string;
  readonly starts: Map<number, number>;
}

const DEEPEST_LEVEL = 8;

/** After these a Chinese number needs no space. */
const CLOSED = /[、，．.。）)：:·\s]$/;

/** Counts the numbered paragraphs of one document, in order. */
export class DocxNumbering {
  private readonly definitions = new Map<string, Definition>();
  private readonly lists = new Map<string, List>();
  /** Current numbers by definition, one for each level. */
  private readonly counts = new Map<string, number[]>();
  private readonly started = new Set<string>();

  /** @param xml `numbering.xml`, or an empty text */
  constructor(
    xml: string,
    private readonly styles: DocxStyles,
  ) {
    this.read(xml);
  }

  /**
   * The number before the next paragraph, such as `（一）`; empty for bullets and paragraphs without one.
   * @param style of the paragraph
   * @param list and `level` that the paragraph itself states; `0` takes the style's number away
   */
  next(style: string | undefined, list: string | undefined, level: number | undefined): string {
    const styled = style === undefined ? undefined : this.styles.get(style);
    const id = list ?? styled?.list;
    const found = id === undefined ? undefined : this.lists.get(id);
    if (id === undefined || found === undefined) return '';
    const key = this.definitionKey(found.definition);
    const levels = this.definitions.get(key)?.levels;
    const depth = Math.min(DEEPEST_LEVEL, level ?? this.levelOfStyle(levels, style) ?? styled?.listLevel ?? 0);
    const own = levels?.get(depth);
    if (levels === undefined || own === undefined) return '';
    this.count(key, id, depth, levels, found);
    if (own.format === 'bullet' || own.format === 'none') return '';
    const counts = this.counts.get(key) ?? [];
    const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const format = own.legal ? 'decimal' : (levels.get(index)?.format ?? 'decimal');
      return formatNumber(counts[index] ?? levels.get(index)?.start ?? 1, format);
    });
    return text === '' || own.tight || CLOSED.test(text) ? text : `${text} `;
  }

  private count(key: string, id: string, depth: number, levels: ReadonlyMap<number, Level>, list: List): void {
    const counts = this.counts.get(key) ?? [];
    this.counts.set(key, counts);
    const override = list.starts.get(depth);
    const mark = `${id}/${depth}`;
    if (override !== undefined && !this.started.has(mark)) counts[depth] = override;
    else counts[depth] = (counts[depth] ?? (levels.get(depth)?.start ?? 1) - 1) + 1;
    this.started.add(mark);
    for (let deeper = depth + 1; deeper <= DEEPEST_LEVEL; deeper += 1) {
      if (levels.get(deeper)?.continues !== true) delete counts[deeper];
    }
  }

  private levelOfStyle(levels: ReadonlyMap<number, Level> | undefined, style: string | undefined): number | undefined {
    if (style === undefined) return undefined;
    for (const [depth, level] of levels ?? []) if (level.style === style) return depth;
    return undefined;
  }

  /** Follows one link: a definition without levels names a style whose list has them. */
  private definitionKey(key: string): string {
    const link = this.definitions.get(key)?.link;
    const list = link === undefined ? undefined : this.styles.get(link)?.list;
    return (list === undefined ? undefined : this.lists.get(list)?.definition) ?? key;
  }

  private read(xml: string): void {
    let definition: Definition | null = null;
    let list: List | null = null;
    let level: Level | null = null;
    let depth = 0;
    readXml(xml, {
      open: (name, attribute) => {
        const value = attribute('val') ?? '';
        if (name === 'w:abstractNum') {
          definition = { levels: new Map() };
          this.definitions.set(attribute('abstractNumId') ?? '', definition);
        } else if (name === 'w:num') {
          list = { definition: '', starts: new Map() };
          this.lists.set(attribute('numId') ?? '', list);
        } else if (name === 'w:abstractNumId' && list !== null) list.definition = value;
        else if (name === 'w:lvlOverride') depth = Number(attribute('ilvl'));
        else if (name === 'w:startOverride') list?.starts.set(depth, Number(value) || 0);
        else if (name === 'w:numStyleLink' && definition !== null) definition.link = value;
        else if (name === 'w:lvl') {
          level = { start: 1, format: 'decimal', text: '', legal: false, tight: false, continues: false };
          definition?.levels.set(Number(attribute('ilvl')), level);
        } else if (level !== null) setLevel(level, name, value);
      },
      close: (name) => {
        if (name === 'w:abstractNum') definition = null;
        else if (name === 'w:num') list = null;
        else if (name === 'w:lvl') level = null;
      },
      text: () => {},
    });
  }
}

function setLevel(level: Level, name: string, value: string): void {
  if (name === 'w:start') level.start = Number(value) || 0;
  else if (name === 'w:numFmt') level.format = value;
  else if (name === 'w:lvlText') level.text = value;
  else if (name === 'w:pStyle') level.style = value;
  else if (name === 'w:isLgl') level.legal = !/^(?:0|false|off)$/.test(value);
  else if (name === 'w:suff') level.tight = value === 'nothing';
  else if (name === 'w:lvlRestart') level.continues = value === '0';
}
