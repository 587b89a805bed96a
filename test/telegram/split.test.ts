import { FormattedString } from '@grammyjs/parse-mode';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MESSAGE_LIMIT, packBlocks, shorten, splitText } from '../../src/telegram/messages/split.js';
import { checkEntities } from '../support/telegram-rules.js';

const words = fc.string({
  unit: fc.constantFrom('东', '河', '区', '。', '；', '，', ' ', '\n', 'a', '7', '𠮷', '👍'),
  maxLength: 120,
});
const block = fc
  .tuple(words, words, words)
  .map(([before, bold, after]) =>
    FormattedString.join([
      before,
      FormattedString.expandableBlockquote(FormattedString.join([bold, FormattedString.bold(after)])),
      after,
    ]),
  );

const withoutSpace = (text: string): string => text.replace(/\s/g, '');

function checkPieces(pieces: readonly FormattedString[], limit: number): void {
  for (const { rawText, rawEntities } of pieces) {
    expect(rawText.length).toBeLessThanOrEqual(limit);
    expect(rawText).toBe(rawText.trim());
    expect(rawText).not.toBe('');
    expect(rawText).not.toMatch(/\p{Surrogate}/u);
    checkEntities(
      rawText,
      rawEntities.filter(({ length }) => length > 0),
    );
    expect(rawEntities.every(({ length }) => length > 0)).toBe(true);
  }
}

describe('splitText', () => {
  test('keeps every character, whole pairs and valid entities at any limit', () => {
    fc.assert(
      fc.property(block, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const pieces = splitText(text, limit);
        checkPieces(pieces, limit);
        expect(withoutSpace(pieces.map(({ rawText }) => rawText).join(''))).toBe(withoutSpace(text.rawText));
      }),
    );
  });

  test('keeps bold what was bold', () => {
    fc.assert(
      fc.property(block, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const bold = (part: FormattedString): string =>
          part.rawEntities
            .filter(({ type }) => type === 'bold')
            .map(({ offset, length }) => part.rawText.slice(offset, offset + length))
            .join('');
        expect(withoutSpace(splitText(text, limit).map(bold).join(''))).toBe(withoutSpace(bold(text)));
      }),
    );
  });

  test('cuts after a paragraph rather than inside one', () => {
    const text = new FormattedString(`${'东'.repeat(60)}\n${'河'.repeat(30)}。${'区'.repeat(30)}`);
    expect(splitText(text, 100).map(({ rawText }) => rawText.length)).toEqual([60, 61]);
  });

  test('cuts after a sentence where a paragraph is too long', () => {
    const text = new FormattedString(`${'东'.repeat(60)}。${'河'.repeat(60)}`);
    expect(splitText(text, 100).map(({ rawText }) => rawText.length)).toEqual([61, 60]);
  });
});

describe('packBlocks', () => {
  test('keeps the blocks in order, each message within the limit', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.integer({ min: 20, max: 300 }), (blocks, limit) => {
        const messages = packBlocks(blocks, limit);
        checkPieces(messages, limit);
        const all = blocks.map(({ rawText }) => rawText).join('');
        expect(withoutSpace(messages.map(({ rawText }) => rawText).join(''))).toBe(withoutSpace(all));
      }),
    );
  });

  test('leaves a block whole that fits into a message', () => {
    const blocks = [2_000, 2_000, 2_000].map((length) => new FormattedString('东'.repeat(length)));
    expect(packBlocks(blocks).map(({ rawText }) => rawText.length)).toEqual([4_002, 2_000]);
    expect(packBlocks([new FormattedString('东'.repeat(MESSAGE_LIMIT))])).toHaveLength(1);
  });
});

test('shorten keeps to its limit and never parts a pair', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 20 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});
