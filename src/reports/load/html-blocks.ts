/** @module HTML tree → blocks of text in reading order. The walk is iterative: depth cannot exhaust the stack. */

import { type Block, type HtmlNode, attribute, isBlock, isLeftOut, isSetApart } from './html-elements.js';
import { type NodeSet, holdersOfTables, readTable, tableBlocks } from './html-table.js';

/** The blocks of a page, and the title its head states. */
export interface Page {
  readonly blocks: readonly Block[];
  /** `<title>` or the ArticleTitle of government pages; empty where there is none. */
  readonly title: string;
}

const HEADINGS: Readonly<Record<string, Block['heading']>> = { h1: 1, h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 };

/** A heading of more characters than this is a paragraph that was marked up for its looks. */
const LONGEST_HEADING = 150;

/** A node whose children are being walked. */
interface Frame {
  readonly node: HtmlNode | null;
  readonly children: readonly HtmlNode[];
  next: number;
}

/** The blocks and the title of a page. */
export function readPage(root: HtmlNode): Page {
  return collectBlocks(root.children ?? [], false, holdersOfTables(root));
}

/** The blocks under `nodes`; `apart` as inherited from above. */
function collectBlocks(nodes: readonly HtmlNode[], apart: boolean, holders: NodeSet): Page {
  const collector = new Collector(apart, holders);
  const stack: Frame[] = [{ node: null, children: nodes, next: 0 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.children[frame.next];
    frame.next += 1;
    if (child === undefined) {
      if (frame.node !== null) collector.leave(frame.node);
      stack.pop();
    } else if (child.type === 'text') {
      collector.addText(child.data ?? '');
    } else if (child.children !== undefined && collector.enter(child)) {
      stack.push({ node: child, children: child.children, next: 0 });
    }
  }
  return collector.finish();
}

/** Gathers text into blocks while the tree is walked. */
class Collector {
  private readonly blocks: Block[] = [];
  private text = '';
  private spaced = true;
  private linked = 0;
  private title = '';
  private apartDepth: number;
  private linkDepth = 0;
  private preDepth = 0;
  private articleDepth = 0;
  private readonly headings: NonNullable<Block['heading']>[] = [];

  constructor(
    apart: boolean,
    private readonly holders: NodeSet,
  ) {
    this.apartDepth = apart ? 1 : 0;
  }

  /** False where the children of `node` are not to be walked. */
  enter(node: HtmlNode): boolean {
    const name = node.name ?? '';
    if (name === 'br' || name === 'hr') this.flush();
    if (name === 'title' || name === 'meta') this.readTitle(node);
    if (isLeftOut(name)) return false;
    if (isBlock(name)) this.flush();
    if (name === 'table' && this.addTable(node)) return false;
    this.count(node, 1);
    const heading = HEADINGS[name];
    if (heading !== undefined) this.headings.push(heading);
    return true;
  }

  leave(node: HtmlNode): void {
    const name = node.name ?? '';
    if (isBlock(name)) this.flush();
    this.count(node, -1);
    if (HEADINGS[name] !== undefined) this.headings.pop();
  }

  addText(data: string): void {
    if (this.preDepth === 0) {
      this.append(data);
      return;
    }
    for (const [index, line] of data.split(/\r?\n/).entries()) {
      if (index > 0) this.flush();
      this.append(line);
    }
  }

  finish(): Page {
    this.flush();
    return { blocks: this.blocks, title: this.title };
  }

  private addTable(node: HtmlNode): boolean {
    const table = readTable(node, this.holders);
    if (table === null) return false;
    const apart = this.apartDepth > 0 || isSetApart(node);
    const collect = (nodes: readonly HtmlNode[]) => collectBlocks(nodes, apart, this.holders).blocks;
    for (const block of tableBlocks(table, apart, collect)) this.blocks.push(block);
    return true;
  }

  private append(data: string): void {
    // A line break of the source between two Chinese characters is no space (CSS Text 3, segment break rules).
    const collapsed = data
      .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
      .replace(/[ \t\r\n\f\v]+/g, ' ');
    const text = this.spaced ? collapsed.replace(/^ /, '') : collapsed;
    if (text === '') return;
    this.text += text;
    this.spaced = text.endsWith(' ');
    if (this.linkDepth > 0) this.linked += text.trim().length;
  }

  private flush(): void {
    const text = this.text.trim();
    const heading = this.headings.at(-1);
    if (text !== '') {
      this.blocks.push({
        text,
        ...(heading !== undefined && text.length <= LONGEST_HEADING && { heading }),
        linked: this.linked,
        apart: this.apartDepth > 0,
      });
    }
    this.text = '';
    this.spaced = true;
    this.linked = 0;
  }

  private count(node: HtmlNode, step: 1 | -1): void {
    const name = node.name ?? '';
    if (name === 'article' || name === 'main') this.articleDepth += step;
    if (name === 'pre' || name === 'xmp') this.preDepth += step;
    if (name === 'a' && isLinkElsewhere(node)) this.linkDepth += step;
    // The head of an article holds its title, the head of a page the site's.
    const inArticle = (name === 'header' || name === 'footer') && this.articleDepth > 0;
    if (isSetApart(node) && !inArticle) this.apartDepth += step;
  }

  private readTitle(node: HtmlNode): void {
    if (node.name === 'meta') {
      if (/^articletitle$/i.test(attribute(node, 'name'))) this.title = attribute(node, 'content').trim();
    } else if (this.title === '') {
      this.title = (node.children ?? []).map((child) => child.data ?? '').join('').trim();
    }
  }
}

/** Links within the page are its own table of contents. */
function isLinkElsewhere(node: HtmlNode): boolean {
  const target = attribute(node, 'href');
  return target !== '' && !target.startsWith('#');
}
