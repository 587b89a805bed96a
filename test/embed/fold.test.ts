import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../embeddings/training/fold.mjs';
import { foldText } from '../../src/embed/index.js';

describe('foldText', () => {
  it.each([
    ['2023年東河區ＧＤＰ總量', '2023年东河区gdp总量'],
    ['财政\u00ad收\u200b入\u0007', '财政收入'],
    ['①第　一', '1第 一'],
  ])('folds “%s”', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('folds as the training script does', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom(...'東河區ＧＤＰ總量\u200b\n著乾 Ａ①'), fc.string({ unit: 'binary', maxLength: 1 })) });
    fc.assert(
      fc.property(text, (value) => {
        expect(foldText(value)).toBe(fold(value));
      }),
    );
  });
});
