/**
 * @module What a table row cannot be understood without: the table's title, its header and its group of rows; and the lines
 * that belong to a table without being rows.
 */

const CAPTION = /^(?:续?表|图|附表)\s?\d{1,3}(?:[-－.]\d{1,3})?(?!\d)[^。；]{0,50}$/u;
const UNIT = /^[（(]?(?:计量)?单位[:：][^。；]{1,24}[）)]?$/u;
const CONTINUED = /^[（(]?(?:续表|表续|续上表|接上表)\s?\d{0,3}(?:[-－.]\d{1,3})?[）)]?[^。；]{0,50}$|[（(]续(?:表)?\s?\d{0,2}[）)]$/u;

/** 表3 2023年主要农产品产量, 单位：亿元, 续表: stands alone between paragraphs. */
export const isCaption = (text: string): boolean => CAPTION.test(text) || UNIT.test(text) || CONTINUED.test(text);

/** 单位：亿元 */
export const isUnit = (text: string): boolean => UNIT.test(text);

/** The rows below go on with the table above. */
export const isContinued = (text: string): boolean => text.length <= 60 && CONTINUED.test(text);

export interface RowContext {
  /** Title, header and group, with ｜ between them; null where there are none. */
  readonly stem: string | null;
  readonly isHeader: boolean;
}

const NUMBER = /^[#＃]?[-－+]?\d[\d,，.]*(?:%|％|‰)?$|^[—－–-]+$/u;
const MOST_HEADER_ROWS = 2;

/** Reads one table row by row; pages between them make no difference. */
export class TableRows {
  private header: readonly string[] | null = null;
  private headerRows: readonly string[] = [];
  private dataSeen = false;
  private group: string | null = null;
  /** Text in the first column of the last row that had one: the label of rows that leave it empty. */
  private firstColumn: string | null = null;

  constructor(private readonly title: string | null) {}

  /** `row`: its text, cells separated by tabs. */
  read(row: string): RowContext {
    const cells = row.split('\t').map((cell) => cell.trim());
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 1 && cells.length > 1) {
      this.group = filled[0]!;
      return { stem: this.stem(null), isHeader: false };
    }
    if (this.isHeader(cells, row)) {
      this.addHeader(cells, row);
      return { stem: this.title, isHeader: true };
    }
    this.dataSeen = true;
    const label = cells[0] ?? '';
    const group = label === '' ? this.firstColumn : this.group;
    if (label !== '' && !NUMBER.test(label)) this.firstColumn = label;
    return { stem: this.stem(group), isHeader: false };
  }

  private isHeader(cells: readonly string[], row: string): boolean {
    if (this.headerRows.includes(row)) return true;
    const figures = cells.slice(1).some((cell) => NUMBER.test(cell));
    if (this.header === null) return !this.dataSeen && !figures;
    if (this.dataSeen || figures || this.headerRows.length >= MOST_HEADER_ROWS) return false;
    // A second line of the header fills what the first left open: places below a cell over several columns.
    const open = this.header.some((cell) => cell === '') || this.header.length < cells.length;
    return open && (cells[0] === '' || cells[0] === this.header[0]);
  }

  private addHeader(cells: readonly string[], row: string): void {
    if (this.headerRows.includes(row)) return;
    this.headerRows = [...this.headerRows, row];
    const above = this.header ?? [];
    this.header = above.length === 0 ? cells : [...above, ...cells.filter((cell) => !above.includes(cell))];
  }

  private stem(group: string | null): string | null {
    const parts = [this.title, this.header?.filter((cell) => cell !== '').join(' '), group];
    return parts.filter(Boolean).join('｜') || null;
  }
}
