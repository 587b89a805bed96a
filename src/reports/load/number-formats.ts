/** @module Numbers as automatic numbering writes them (ECMA-376 part 1, 17.18.59). */

const DIGITS = '〇一二三四五六七八九';
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'],
  [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
];

/** `number` in the format of that name; in Arabic digits where the format is unknown or does not reach so far. */
export function formatNumber(number: number, format: string): string {
  const decimal = String(number);
  if (!Number.isInteger(number) || number < 1 || number > 9999) return decimal;
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chineseNumber(number, DIGITS, '十百千');
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return chineseNumber(number, LEGAL_DIGITS, '拾佰仟');
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...decimal].map((digit) => DIGITS[Number(digit)] ?? digit).join('');
    case 'ideographTraditional':
      return STEMS[number - 1] ?? decimal;
    case 'ideographZodiac':
      return BRANCHES[number - 1] ?? decimal;
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return within20(number, 0x2460);
    case 'decimalEnclosedParen':
      return within20(number, 0x2474);
    case 'decimalEnclosedFullstop':
      return within20(number, 0x2488);
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...decimal].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
    case 'decimalZero':
      return decimal.padStart(2, '0');
    case 'upperRoman':
      return roman(number).toUpperCase();
    case 'lowerRoman':
      return roman(number);
    case 'upperLetter':
      return letters(number).toUpperCase();
    case 'lowerLetter':
      return letters(number);
    default:
      return decimal;
  }
}

/** 11 → 十一, 20 → 二十, 105 → 一百零五. */
function chineseNumber(number: number, digits: string, units: string): string {
  const places = [...String(number)].map(Number);
  let text = '';
  for (const [index, digit] of places.entries()) {
    const unit = units[places.length - index - 2] ?? '';
    if (digit > 0) text += (digits[digit] ?? '') + unit;
    else if (!text.endsWith('零')) text += '零';
  }
  const trimmed = text.replace(/零+$/, '');
  return trimmed.startsWith('一十') ? trimmed.slice(1) : trimmed;
}

function within20(number: number, first: number): string {
  return number <= 20 ? String.fromCodePoint(first + number - 1) : String(number);
}

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letter] of ROMAN) for (; rest >= value; rest -= value) text += letter;
  return text;
}

/** a … z, then aa, bb …, as word processors count. */
function letters(number: number): string {
  return String.fromCodePoint(0x61 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}
