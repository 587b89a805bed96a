/** @module Small PDF files with Chinese text in a font that is not embedded, as many official ones have. */

/** A piece of text and where its baseline starts, in points from the lower left corner. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Turned counter-clockwise. */
  readonly degrees?: number;
}

export interface PdfOptions {
  /** States a password that nobody knows. */
  readonly encrypted?: boolean;
  /** Stated rotation of every page. */
  readonly rotate?: number;
}

const FONT =
  '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0' +
  '/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 94 500]' +
  '/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880' +
  '/Descent -120/CapHeight 880/StemV 90>>>>]>>';

/** A PDF with one list of texts a page. */
export function makePdf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Uint8Array {
  const objects: string[] = ['<</Type/Catalog/Pages 2 0 R>>', '', FONT];
  const kids: string[] = [];
  for (const texts of pages) {
    const content = texts.map(drawing).join('\n');
    objects.push(`<</Length ${content.length}>>stream\n${content}\nendstream`);
    const rotate = options.rotate === undefined ? '' : `/Rotate ${options.rotate}`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${rotate}/Resources<</Font<</F1 3 0 R>>>>/Contents ${objects.length} 0 R>>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<</Type/Pages/Count ${pages.length}/Kids[${kids.join(' ')}]>>`;
  if (options.encrypted === true) {
    const hex = '5a'.repeat(32);
    objects.push(`<</Filter/Standard/V 1/R 2/Length 40/P -4/O<${hex}>/U<${hex}>>>`);
  }
  return assemble(objects, options.encrypted === true);
}

/** The texts of a column of lines, from the top, in 16 point type on 28 point lines. */
export function pdfLines(lines: readonly string[], x = 90, top = 780): PdfText[] {
  return lines.map((text, index) => ({ text, x, y: top - 28 * index, size: 16 }));
}

function drawing({ text, x, y, size = 16, degrees = 0 }: PdfText): string {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle).toFixed(4), Math.sin(angle).toFixed(4)];
  const hex = Buffer.from(text, 'utf16le').swap16().toString('hex');
  return `BT /F1 ${size} Tf ${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${y} Tm <${hex}> Tj ET`;
}

function assemble(objects: readonly string[], encrypted: boolean): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const encryption = encrypted ? `/Encrypt ${objects.length} 0 R/ID[<00><00>]` : '';
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer<</Size ${objects.length + 1}/Root 1 0 R${encryption}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
