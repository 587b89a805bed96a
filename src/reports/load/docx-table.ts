/** @module A table of a DOCX → lines: one a row for data, the paragraphs themselves for a box around text. */

import type { SourceLine } from '../types.js';
import { isDataTable, joinLines, rowTexts } from './table-rows.js';

interface DocxCell {
  readonly lines: readonly SourceLine[];
  readonly columns: number;
}

/** Gathers the cells of one table while its XML is read. */
export class DocxTable {
  private readonly rows: DocxCell[][] = [];
  private row: DocxCell[] = [];
  private span = 1;
  private deleted = false;
  private hasHeader = false;

  startRow(): void {
    this.row = [];
    this.deleted = false;
  }

  /** Columns that the next cell covers. */
  setSpan(value: string | undefined): void {
    this.span = Number.parseInt(value ?? '', 10) || 1;
  }

  setHeader(): void {
    this.hasHeader = true;
  }

  deleteRow(): void {
    this.deleted = true;
  }

  addCell(lines: readonly SourceLine[]): void {
    this.row.push({ lines: lines.filter((line) => line.text.trim() !== ''), columns: this.span });
    this.span = 1;
  }

  endRow(): void {
    if (!this.deleted && this.row.length > 0) this.rows.push(this.row);
    this.row = [];
  }

  lines(): SourceLine[] {
    const lines = this.rows.map((row) => row.map((cell) => cell.lines));
    const nested = lines.flat(2).some((line) => line.tableRow === true);
    if (nested || !isDataTable(lines, this.hasHeader)) return lines.flat(2);
    const cells = this.rows.map((row) =>
      row.map((cell) => ({ text: joinLines(cell.lines.map((line) => line.text)), columns: cell.columns, rows: 1 })),
    );
    return rowTexts(cells).filter((text) => text.trim() !== '').map((text) => ({ text, tableRow: true }));
  }
}
