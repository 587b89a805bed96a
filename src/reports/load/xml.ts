/** @module A pull reader for the XML of office files: no tree, no DTD, no external or self-made entities. */

/** Called for what the reader meets, in order. */
export interface XmlHandler {
  /** An element starts. `attributes` is read on demand: most elements are of no interest. */
  open(name: string, attributes: XmlAttributes): void;
  /** An element ends; called for empty elements too. */
  close(name: string): void;
  text(text: string): void;
}

export type XmlAttributes = (name: string) => string | undefined;

/** The XML is broken; the message says how, in a few words. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/** Namespaces (transitional and strict) and the prefix by which handlers know them, whatever the file calls them. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Elements inside each other that the reader follows; Word itself stops far earlier. */
const DEEPEST = 10_000;

/**
 * Reads `xml` once, in time linear in its length.
 * @throws XmlError on unbalanced or cut-off markup
 */
export function readXml(xml: string, handler: XmlHandler): void {
  const prefixes = new Map<string, string>();
  const open: string[] = [];
  for (let position = 0; position < xml.length; ) {
    const start = xml.indexOf('<', position);
    const textEnd = start < 0 ? xml.length : start;
    if (textEnd > position && open.length > 0) handler.text(decodeEntities(xml.slice(position, textEnd)));
    if (start < 0) break;
    const second = xml.charCodeAt(start + 1);
    if (second === 0x21 /* ! */ || second === 0x3f /* ? */) {
      position = readSpecial(xml, start, handler);
      continue;
    }
    const end = tagEnd(xml, start);
    position = end + 1;
    if (second === 0x2f /* / */) {
      const name = open.pop();
      if (name === undefined) throw new XmlError('unbalanced XML');
      handler.close(name);
      continue;
    }
    const tag = xml.slice(start + 1, end);
    if (tag.includes('xmlns')) readNamespaces(tag, prefixes);
    const name = nameOf(tag, prefixes);
    handler.open(name, (attribute) => attributeOf(tag, attribute));
    if (tag.endsWith('/')) handler.close(name);
    else if (open.push(name) > DEEPEST) throw new XmlError('XML nested too deep');
  }
  if (open.length > 0) throw new XmlError('XML is cut off');
}

/** Comments, processing instructions, declarations and CDATA; gives the position behind. */
function readSpecial(xml: string, start: number, handler: XmlHandler): number {
  const [opening, closing] = xml.startsWith('<!--', start)
    ? ['<!--', '-->']
    : xml.startsWith('<![CDATA[', start) ? ['<![CDATA[', ']]>'] : ['<', '>'];
  const end = xml.indexOf(closing, start + opening.length);
  if (end < 0) throw new XmlError('XML is cut off');
  if (closing === ']]>') handler.text(xml.slice(start + opening.length, end));
  return end + closing.length;
}

/** The `>` that ends a tag: not one inside an attribute value. */
function tagEnd(xml: string, start: number): number {
  let end = xml.indexOf('>', start);
  if (end < 0) throw new XmlError('XML is cut off');
  const tag = xml.slice(start, end);
  if (countOf(tag, '"') % 2 === 0) return end;
  for (let quoted = false, position = start; position < xml.length; position += 1) {
    const code = xml.charCodeAt(position);
    if (code === 0x22 /* " */) quoted = !quoted;
    else if (code === 0x3e /* > */ && !quoted) return position;
  }
  throw new XmlError('XML is cut off');
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function readNamespaces(tag: string, prefixes: Map<string, string>): void {
  for (const [, prefix = '', uri = ''] of tag.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)) {
    const known = PREFIXES[uri];
    if (known !== undefined) prefixes.set(prefix, known);
    else prefixes.delete(prefix);
  }
}

/** `w:p` whatever prefix the file uses for the namespace; other names as they are. */
function nameOf(tag: string, prefixes: ReadonlyMap<string, string>): string {
  const full = /^[^\s/>]+/.exec(tag)?.[0] ?? '';
  const colon = full.indexOf(':');
  const known = prefixes.get(colon < 0 ? '' : full.slice(0, colon));
  return known === undefined ? full : `${known}:${full.slice(colon + 1)}`;
}

const ATTRIBUTES = new Map<string, RegExp>();

/** The attribute of that local name, whatever its prefix. */
function attributeOf(tag: string, name: string): string | undefined {
  const pattern = ATTRIBUTES.get(name) ?? new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  ATTRIBUTES.set(name, pattern);
  const match = pattern.exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
