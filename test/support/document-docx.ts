/** @module DOCX files from the XML of their parts. */

import { type ZipFile, makeZip } from './document-zip.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface DocxParts {
  /** What stands in `w:body`. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly others?: readonly ZipFile[];
}

/** A DOCX of these parts; only `word/document.xml` is required. */
export function makeDocx(parts: DocxParts): Uint8Array {
  const optional = (['styles', 'numbering', 'footnotes', 'endnotes'] as const).flatMap((name) => {
    const inner = parts[name];
    return inner === undefined ? [] : [{ name, inner }];
  });
  const relations = optional.map(
    ({ name }, index) => `<Relationship Id="r${index}" Type="${RELATION}/${name}" Target="${name}.xml"/>`,
  );
  return makeZip([
    { name: '[Content_Types].xml', data: '<?xml version="1.0"?><Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships><Relationship Id="r" Type="${RELATION}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    { name: 'word/document.xml', data: `<?xml version="1.0"?><w:document ${W}><w:body>${parts.body}</w:body></w:document>` },
    { name: 'word/_rels/document.xml.rels', data: `<Relationships>${relations.join('')}</Relationships>` },
    ...optional.map(({ name, inner }) => ({ name: `word/${name}.xml`, data: `<w:${name} ${W}>${inner}</w:${name}>` })),
    ...(parts.others ?? []),
  ]);
}

/** A paragraph; `properties` is the inside of `w:pPr`. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A table of one paragraph a cell. */
export function docxTable(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('');
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

/** A list of levels with these formats and texts. */
export function numberingXml(levels: readonly { format: string; text: string }[]): string {
  const inner = levels.map(
    ({ format, text }, index) =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="7">${inner.join('')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`;
}

/** What puts a paragraph into that list. */
export function numbered(level: number): string {
  return `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr>`;
}
