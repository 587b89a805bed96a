/**
 * @module Domain types of the reports stage: a file becomes a {@link SourceDocument}, a document a {@link Report}
 * of sections and passages.
 */

export type SourceFormat = 'txt' | 'md' | 'html' | 'docx' | 'pdf';

/** One line of the extracted text of a file, before furniture is dropped. */
export interface SourceLine {
  /** The line as it stands in the file, without its line break. Table cells are separated by one tab. */
  readonly text: string;
  /** 1-based page of a PDF. */
  readonly page?: number;
  /** Heading level that the file itself states (HTML h1–h6, a DOCX heading style); Markdown marks stay in `text`. */
  readonly heading?: 1 | 2 | 3 | 4 | 5 | 6;
  /** True for a row of a real table (HTML, DOCX). */
  readonly tableRow?: boolean;
}

/** What a loader gives: `lines[i]` is line `i + 1` of every citation. */
export interface SourceDocument {
  readonly format: SourceFormat;
  readonly lines: readonly SourceLine[];
}

export const REPORT_KINDS = ['政府工作报告', '计划报告', '预算报告', '规划纲要', '统计公报', '其他'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** A heading and what stands below it until the next heading of the same or a higher level. */
export interface Section {
  /** Position in `Report.sections`. */
  readonly index: number;
  /** Index of the section above, or null for a top-level section. */
  readonly parent: number | null;
  /** 1 for the outermost. */
  readonly level: number;
  /** Heading text with wrapped lines joined. */
  readonly heading: string;
  /** Offsets of the heading in `Report.text`: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** 1-based source line on which the heading starts. */
  readonly line: number;
}

/** Inclusive range of calendar years. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Does a passage tell what was achieved, what is intended, or neither (a definition, an appeal)? */
export type Claim = 'result' | 'target' | 'none';

export type PassageKind = 'prose' | 'list-item' | 'table-row' | 'glossary';

/** Whole sentences of one section, about 60 to 250 characters: the unit that is embedded, indexed and ranked. */
export interface Passage {
  /** Content hash, 10 characters of base64url: stable across runs and renames, short enough for callback data. */
  readonly id: string;
  /** Index into `Report.sections`, or null before the first heading. */
  readonly section: number | null;
  /** Offsets in `Report.text`: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** `Report.text.slice(start, end)`. */
  readonly text: string;
  /** First and last 1-based source line. */
  readonly lines: readonly [first: number, last: number];
  /** 1-based page of a PDF on which the passage starts. */
  readonly page?: number;
  readonly kind: PassageKind;
  /** Run-in lead of the paragraph (“工业基础不断夯实。”), where the passage is not the one that holds it. */
  readonly lead: string | null;
  /** What a list item or table row cannot be understood without: its stem, or table title and header. */
  readonly stem: string | null;
  readonly period: Period | null;
  readonly claim: Claim;
}

/**
 * Where a character of `Report.text` comes from: character `offsets[i]` up to `offsets[i + 1]` stands in source line
 * `lines[i]`. Both ascend.
 */
export interface LineMap {
  readonly offsets: readonly number[];
  readonly lines: readonly number[];
  /** 1-based page of each entry, for PDF only. */
  readonly pages?: readonly number[];
}

/** What a report is: all that listings and the choice of reports need. */
export interface ReportHead {
  /** Hash of the extracted text, 10 characters of base64url. */
  readonly id: string;
  /** Path below its reports folder, with `/`. */
  readonly file: string;
  readonly format: SourceFormat;
  readonly title: string;
  /** What people see: tells two reports titled 政府工作报告 apart. */
  readonly name: string;
  /** `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or null. */
  readonly date: string | null;
  readonly issuer: string | null;
  /** The place reported on, as the report names it (东河区), or null. */
  readonly region: string | null;
  /** Its parents as far as the report names them, outermost first, without the place itself (内蒙古自治区, 包头市). */
  readonly parents: readonly string[];
  readonly kind: ReportKind;
  /** Years whose results are told. */
  readonly years: readonly number[];
  /** Years whose targets are set. */
  readonly targetYears: readonly number[];
}

/** What a report says, and where. */
export interface ReportBody {
  /** The report's own text: furniture and marks dropped, wrapped lines joined, one paragraph a line. */
  readonly text: string;
  readonly lineMap: LineMap;
  readonly sections: readonly Section[];
}

/** A report as it is parsed. */
export interface Report extends ReportHead, ReportBody {
  readonly passages: readonly Passage[];
}
