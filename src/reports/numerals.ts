/** @module Numbers as Chinese reports write them: 二〇二一, 十四, １２, 2021. */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, '○': 0, O: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
};

export const CHINESE_NUMERAL = '一二三四五六七八九十百零〇○两';

/** Value of a whole Chinese or Arabic numeral (half or full width) below 1,000 or a year read digit by digit; null if it is none. */
export function parseNumeral(text: string): number | null {
  const plain = text.normalize('NFKC');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (plain === '') return null;
  if (![...plain].some((c) => c === '十' || c === '百')) {
    let value = 0;
    for (const character of plain) {
      const digit = DIGITS[character];
      if (digit === undefined) return null;
      value = value * 10 + digit;
    }
    return value;
  }
  let total = 0;
  let digit: number | null = null;
  for (const character of plain) {
    if (character === '百') {
      total += (digit ?? 1) * 100;
      digit = null;
    } else if (character === '十') {
      total += (digit ?? 1) * 10;
      digit = null;
    } else {
      const value = DIGITS[character];
      if (value === undefined) return null;
      digit = value;
    }
  }
  return total + (digit ?? 0);
}

/** Calendar years of the n-th five-year plan of China: the first ran 1953–1957, from the sixth on 1981 + 5 (n − 6). */
export function fiveYearPlan(ordinal: number): { readonly from: number; readonly to: number } | null {
  if (!Number.isInteger(ordinal) || ordinal < 6 || ordinal > 30) return null;
  const from = 1981 + 5 * (ordinal - 6);
  return { from, to: from + 4 };
}
