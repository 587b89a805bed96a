/** @module What the elements of HTML mean for text. */

import type { SourceLine } from '../types.js';

/** One line of a page. */
export interface Block {
  readonly text: string;
  readonly heading?: NonNullable<SourceLine['heading']>;
  readonly tableRow?: true;
  /** Characters of `text` that stand in links to other pages. */
  readonly linked: number;
  /** In navigation, page head or foot, or hidden: content only where little else is. */
  readonly apart: boolean;
}

/** The part of the parser's nodes that is used here. */
export interface HtmlNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly HtmlNode[];
  readonly parent?: HtmlNode | null;
}

const BLOCKS = new Set(
  ('address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td ' +
    'tfoot th thead tr ul xmp').split(' '),
);

const LEFT_OUT = new Set(
  ('applet audio button canvas datalist iframe input map noframes noscript object rp rt script select style ' +
    'svg template textarea title video').split(' '),
);

const SET_APART = new Set(['nav', 'header', 'footer', 'aside']);

/** Names that sites give to navigation and page furniture. */
const SET_APART_NAME =
  /(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|foot|footer|copyright|share|sidebar|toolbar|pagination|pager|bottom)(?:[\s_-]|$)/i;

/** Does this element start and end a line? */
export function isBlock(name: string): boolean {
  return BLOCKS.has(name);
}

/** Is the text of this element no text of the page? A form is: some sites wrap whole pages in one. */
export function isLeftOut(name: string): boolean {
  return LEFT_OUT.has(name);
}

/** Is this element navigation, head or foot of the page, or hidden? */
export function isSetApart(node: HtmlNode): boolean {
  if (SET_APART.has(node.name ?? '') || isHidden(node)) return true;
  if (node.name === 'body' || node.name === 'html') return false;
  return SET_APART_NAME.test(attribute(node, 'class')) || SET_APART_NAME.test(attribute(node, 'id'));
}

function isHidden(node: HtmlNode): boolean {
  if (node.attribs === undefined) return false;
  return 'hidden' in node.attribs || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(node, 'style'));
}

/** The value of an attribute, or an empty text. */
export function attribute(node: HtmlNode, name: string): string {
  return node.attribs?.[name] ?? '';
}
