/** @module The body of a DOCX part → lines. */

import type { SourceLine } from '../types.js';
import type { DocxNumbering } from './docx-numbering.js';
import { DocxTable } from './docx-table.js';
import { type DocxStyles, type HeadingLevel, headingOfOutline } from './docx-styles.js';
import { type XmlAttributes, readXml } from './xml.js';

/** Deleted or moved-away text, field codes, former properties, placeholders, ruby. */
const SKIPPED = new Set([
  'w:del', 'w:moveFrom', 'w:delText', 'w:instrText', 'w:delInstrText', 'w:sdtPr', 'w:rt', 'w:pPrChange', 'w:rPrChange',
  'w:tblPrChange', 'w:trPrChange', 'w:tcPrChange', 'w:sectPr', 'w:sectPrChange', 'w:numberingChange',
]);

/** A paragraph being read. */
interface Paragraph {
  text: string;
  style?: string;
  heading?: HeadingLevel | null;
  list?: string;
  listLevel?: number;
  /** Its mark was deleted under change tracking: the next paragraph goes on in the same line. */
  runsOn: boolean;
  /** Lines of text boxes anchored in it. */
  readonly boxed: SourceLine[];
}

/** The lines of a part (`document.xml`, `footnotes.xml`); none for an empty text. */
export function readBody(xml: string, styles: DocxStyles, numbering: DocxNumbering): SourceLine[] {
  const reader = new BodyReader(styles, numbering);
  readXml(xml, reader);
  return reader.lines;
}

class BodyReader {
  readonly lines: SourceLine[] = [];
  /** Where finished lines go: the document, a text box, a table cell. */
  private readonly sinks: SourceLine[][] = [this.lines];
  private readonly tables: DocxTable[] = [];
  private readonly paragraphs: Paragraph[] = [];
  private readonly above: string[] = [];
  private skipDepth = 0;
  private inText = 0;
  private runHidden = false;
  private choices = 0;
  private carried = '';

  constructor(
    private readonly styles: DocxStyles,
    private readonly numbering: DocxNumbering,
  ) {}

  open(name: string, attribute: XmlAttributes): void {
    const parent = this.above.at(-1) ?? '';
    this.above.push(name);
    if (this.skipDepth > 0 || this.isSkipped(name, attribute)) {
      this.skipDepth += 1;
      this.noteDeletion(name, parent);
      return;
    }
    const paragraph = this.paragraphs.at(-1);
    switch (name) {
      case 'w:p':
        this.paragraphs.push({ text: '', runsOn: false, boxed: [] });
        break;
      case 'w:r':
        this.runHidden = false;
        break;
      case 'w:t':
      case 'm:t':
        this.inText += 1;
        break;
      case 'w:vanish':
        if (this.above.at(-3) === 'w:r') this.runHidden = isOn(attribute('val'));
        break;
      case 'w:txbxContent':
        this.sinks.push([]);
        break;
      case 'w:tbl':
        this.tables.push(new DocxTable());
        break;
      case 'w:tr':
        this.tables.at(-1)?.startRow();
        break;
      case 'w:tc':
        this.sinks.push([]);
        break;
      case 'w:gridSpan':
        this.tables.at(-1)?.setSpan(attribute('val'));
        break;
      case 'w:tblHeader':
        this.tables.at(-1)?.setHeader();
        break;
      default:
        if (paragraph === undefined) return;
        if (parent === 'w:pPr' || parent === 'w:numPr') setProperty(paragraph, name, attribute);
        else if (!this.runHidden) paragraph.text += characterOf(name, attribute);
    }
  }

  close(name: string): void {
    this.above.pop();
    if (this.skipDepth > 0) {
      this.skipDepth -= 1;
      return;
    }
    if (name === 'w:t' || name === 'm:t') this.inText -= 1;
    else if (name === 'w:p') this.finishParagraph();
    else if (name === 'w:tc') this.tables.at(-1)?.addCell(this.popSink());
    else if (name === 'w:tr') this.tables.at(-1)?.endRow();
    else if (name === 'w:tbl') for (const line of this.tables.pop()?.lines() ?? []) this.sink().push(line);
    else if (name === 'w:txbxContent') this.finishBox();
    else if (name === 'mc:Choice') this.choices += 1;
    else if (name === 'mc:AlternateContent') this.choices = 0;
  }

  text(text: string): void {
    const paragraph = this.paragraphs.at(-1);
    if (paragraph !== undefined && this.inText > 0 && this.skipDepth === 0 && !this.runHidden) paragraph.text += text;
  }

  private isSkipped(name: string, attribute: XmlAttributes): boolean {
    // The fallback repeats the text of the choice for older programs.
    if (name === 'mc:Fallback') return this.choices > 0;
    if (name === 'w:footnote' || name === 'w:endnote') return attribute('type') !== undefined && attribute('type') !== 'normal';
    return SKIPPED.has(name);
  }

  private noteDeletion(name: string, parent: string): void {
    if (name !== 'w:del' && name !== 'w:moveFrom') return;
    const paragraph = this.paragraphs.at(-1);
    if (parent === 'w:trPr') this.tables.at(-1)?.deleteRow();
    else if (parent === 'w:rPr' && this.above.at(-3) === 'w:pPr' && paragraph !== undefined) paragraph.runsOn = true;
  }

  private finishParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (paragraph === undefined) return;
    const text = this.carried + paragraph.text;
    if (paragraph.runsOn) {
      this.carried = text;
    } else {
      this.carried = '';
      this.addLines(paragraph, text);
    }
    for (const line of paragraph.boxed) this.sink().push(line);
  }

  private addLines(paragraph: Paragraph, text: string): void {
    const { style, list, listLevel } = paragraph;
    const styled = style === undefined ? undefined : this.styles.get(style);
    const heading = paragraph.heading === undefined ? styled?.heading : (paragraph.heading ?? undefined);
    const number = this.numbering.next(style, list, listLevel);
    const numbered = text.trim() === '' ? text : number + text;
    for (const line of numbered.split('\n')) {
      this.sink().push(heading === undefined || line.trim() === '' ? { text: line } : { text: line, heading });
    }
  }

  private finishBox(): void {
    const lines = this.popSink();
    const host = this.paragraphs.at(-1);
    for (const line of lines) (host?.boxed ?? this.sink()).push(line);
  }

  private sink(): SourceLine[] {
    return this.sinks.at(-1) ?? this.lines;
  }

  private popSink(): SourceLine[] {
    return this.sinks.length > 1 ? (this.sinks.pop() ?? []) : [];
  }
}

function setProperty(paragraph: Paragraph, name: string, attribute: XmlAttributes): void {
  const value = attribute('val');
  if (value === undefined) return;
  if (name === 'w:pStyle') paragraph.style = value;
  else if (name === 'w:outlineLvl') paragraph.heading = headingOfOutline(value);
  else if (name === 'w:numId') paragraph.list = value;
  else if (name === 'w:ilvl') paragraph.listLevel = Number.parseInt(value, 10) || 0;
}

/** The text of an element that stands for a character. */
function characterOf(name: string, attribute: XmlAttributes): string {
  switch (name) {
    case 'w:tab':
    case 'w:ptab':
      return '\t';
    case 'w:br':
    case 'w:cr':
      return '\n';
    case 'w:noBreakHyphen':
      return '-';
    case 'w:sym':
      return symbol(attribute('char'));
    default:
      return '';
  }
}

/** Symbols of private fonts (Wingdings) have no character of their own. */
function symbol(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? '', 16);
  return code >= 0x20 && code < 0xd800 ? String.fromCodePoint(code) : '';
}

function isOn(value: string | undefined): boolean {
  return !/^(?:0|false|off)$/.test(value ?? '');
}
