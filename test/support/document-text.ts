/** @module Chinese text in the encodings that files come in. */

/** A paragraph with the words that reports are made of. */
export const SIMPLIFIED_TEXT =
  '各位代表：现在，我代表区人民政府，向大会作政府工作报告，请予审议，并请各位政协委员提出意见。全年地区生产总值完成451亿元，同比增长7%；' +
  '一般公共预算收入增长5.2%，城乡居民人均可支配收入稳步提高，“十四五”规划实施取得积极进展。';

export const TRADITIONAL_TEXT =
  '各位代表：現在，我代表區人民政府，向大會作政府工作報告，請予審議，並請各位政協委員提出意見。全年地區生產總值完成451億元，同比增長7%；' +
  '一般公共預算收入增長5.2%，城鄉居民人均可支配收入穩步提高，「十四五」規劃實施取得積極進展。';

export type TestEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

const MARKS: Readonly<Partial<Record<TestEncoding, readonly number[]>>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
  gb18030: [0x84, 0x31, 0x95, 0x33],
};

/** The bytes of `text`; characters that the encoding lacks become `?`. */
export function encodeText(text: string, encoding: TestEncoding, mark = false): Uint8Array {
  return Uint8Array.from([...(mark ? (MARKS[encoding] ?? []) : []), ...encodeBody(text, encoding)]);
}

function encodeBody(text: string, encoding: TestEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tableOf(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? [code] : (table.get(character) ?? [0x3f]);
    }),
  );
}

const tables = new Map<string, ReadonlyMap<string, readonly [number, number]>>();

/** Character → its two bytes, from decoding all of them. */
function tableOf(encoding: 'gb18030' | 'big5'): ReadonlyMap<string, readonly [number, number]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = [...character].length === 1 && character !== '\ufffd';
      if (isOne && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  tables.set(encoding, table);
  return table;
}
