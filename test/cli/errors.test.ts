import { expect, test } from 'vitest';
import { ERROR_CODES, errorMessage, JudianError, reasonOf, type ErrorCode, type Language } from '../../src/errors.js';

const isCode = (code: string): code is ErrorCode => ERROR_CODES.includes(code);

test('every error is one line in both languages, with the same parameters', () => {
  for (const code of ERROR_CODES.filter(isCode)) {
    const [zh, en] = (['zh', 'en'] as const satisfies readonly Language[]).map((language) => errorMessage(code, {}, language));
    expect(zh, code).toMatch(/^[^\n]+[。？]$/u);
    expect(en, code).toMatch(/^[^\n]+[.?]$/u);
    const parameters = (text = ''): string[] => (text.match(/\{\w+\}/gu) ?? []).toSorted();
    expect(parameters(en), code).toEqual(parameters(zh));
  }
});

test('an error carries its code, and speaks English where nobody asks', () => {
  const error = new JudianError('REPORTS_NONE', { path: '/a' });
  expect(error).toMatchObject({ name: 'JudianError', code: 'REPORTS_NONE', message: error.in('en') });
  expect(error.in('zh')).toContain('/a');
});

test('a reason is one line', () => {
  expect([reasonOf(new Error('a\nb')), reasonOf('c'), reasonOf(undefined)]).toEqual(['a', 'c', 'undefined']);
});
