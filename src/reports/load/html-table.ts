/** @module HTML tables: rows of data, pairs of name and value, or mere layout. */

import { type Block, type HtmlNode, attribute, isLeftOut } from './html-elements.js';
import { type Cell, isDataTable, joinLines, rowTexts } from './table-rows.js';

/** A table without another inside it. */
export interface Table {
  readonly captions: readonly HtmlNode[];
  readonly rows: readonly (readonly HtmlNode[])[];
  readonly presentation: boolean;
}

/** What may stand between a table and its cells. */
const TRANSPARENT = new Set(['tbody', 'thead', 'tfoot', 'form', 'colgroup', 'col']);

/** A name of a pair of name and value: 发文机关： */
const PAIR_NAME = /^[^，。；：:]{1,12}[：:]$/;

export type NodeSet = ReadonlySet<HtmlNode>;

/** Every element under `root` that has a table somewhere in it. */
export function holdersOfTables(root: HtmlNode): NodeSet {
  const holders = new Set<HtmlNode>();
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.name === 'table') {
      for (let above = node.parent; above && !holders.has(above); above = above.parent) holders.add(above);
    }
    for (const child of node.children ?? []) stack.push(child);
  }
  return holders;
}

/** The rows of `table`; null where it holds another table or text outside cells, and is walked like any element. */
export function readTable(table: HtmlNode, holders: NodeSet): Table | null {
  if (holders.has(table)) return null;
  const captions: HtmlNode[] = [];
  const rows: HtmlNode[][] = [];
  const stack = [...(table.children ?? [])].toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const name = node.name ?? '';
    if (name === 'tr') {
      const cells = cellsOf(node);
      if (cells === null) return null;
      rows.push(cells);
    } else if (name === 'caption') captions.push(node);
    else if (TRANSPARENT.has(name)) stack.push(...[...(node.children ?? [])].toReversed());
    else if (!isEmpty(node)) return null;
  }
  return { captions, rows, presentation: /^(?:presentation|none)$/i.test(attribute(table, 'role')) };
}

/**
 * The lines of a table.
 * @param apart whether the table is set apart from the content
 * @param collect gives the blocks under some nodes
 */
export function tableBlocks(
  table: Table,
  apart: boolean,
  collect: (nodes: readonly HtmlNode[]) => readonly Block[],
): Block[] {
  const captions = collect(table.captions);
  const rows = table.rows.map((row) => row.map((cell) => collect(cell.children ?? [])));
  if (isPairs(rows)) return [...captions, ...rows.flatMap((row) => pairBlocks(row, apart))];
  if (table.presentation || !isData(table, rows)) return [...captions, ...rows.flat(2)];
  const texts = rowTexts(
    table.rows.map((row, rowIndex) => row.map((cell, index) => toCell(cell, rows[rowIndex]?.[index] ?? []))),
  );
  return [
    ...captions,
    ...texts.flatMap((text, index): Block[] => {
      const linked = sum((rows[index] ?? []).flat().map((block) => block.linked));
      return text.trim() === '' ? [] : [{ text, tableRow: true, linked, apart }];
    }),
  ];
}

function cellsOf(row: HtmlNode): HtmlNode[] | null {
  const cells: HtmlNode[] = [];
  for (const node of row.children ?? []) {
    if (node.name === 'td' || node.name === 'th') cells.push(node);
    else if (!isEmpty(node)) return null;
  }
  return cells;
}

function isEmpty(node: HtmlNode): boolean {
  if (node.type === 'text') return (node.data ?? '').trim() === '';
  return node.children === undefined || isLeftOut(node.name ?? '') || node.children.every((child) => child.type !== 'text' && child.children === undefined);
}

type CellBlocks = readonly Block[];

/** Metadata tables of government pages: 索引号： … 发文机关： … */
function isPairs(rows: readonly (readonly CellBlocks[])[]): boolean {
  const names = rows.flatMap((row) => row.filter((_, index) => index % 2 === 0).map(textOf)).filter((text) => text !== '');
  return names.length > 0 && names.every((text) => PAIR_NAME.test(text));
}

function pairBlocks(row: readonly CellBlocks[], apart: boolean): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < row.length; index += 2) {
    const value = textOf(row[index + 1] ?? []);
    if (value !== '') blocks.push({ text: textOf(row[index] ?? []) + value, linked: 0, apart });
  }
  return blocks;
}

function isData(table: Table, rows: readonly (readonly CellBlocks[])[]): boolean {
  const blocks = rows.flat(2);
  const mostlyLinks = sum(blocks.map((block) => block.linked)) > sum(blocks.map((block) => block.text.length)) * 0.8;
  return !mostlyLinks && isDataTable(rows, table.rows.some((row) => row.some((cell) => cell.name === 'th')));
}

function toCell(node: HtmlNode, blocks: CellBlocks): Cell {
  return { text: textOf(blocks), columns: span(node, 'colspan'), rows: span(node, 'rowspan') };
}

function textOf(blocks: CellBlocks): string {
  return joinLines(blocks.map((block) => block.text));
}

function span(node: HtmlNode, name: string): number {
  return Number.parseInt(attribute(node, name), 10) || 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
