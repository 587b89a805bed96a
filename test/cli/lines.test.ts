import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_LINE, linesOf } from '../../src/cli/lines.js';

async function linesIn(chunks: readonly (Uint8Array | string)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) lines.push(line);
  return lines;
}

test.each([
  ['', []],
  ['\n', ['']],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\r\n\r\nb', ['a', '', 'b']],
  ['\ufeff问\n', ['问']],
  ['a\u2028b\rc\n', ['a\u2028b\rc']],
])('%j is %j', async (text, lines) => {
  expect(await linesIn([Buffer.from(text)])).toEqual(lines);
});

test('lines do not depend on where chunks end, not even within a character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[ab问\u2028 ]{0,6}$/u)), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      expect(await linesIn(chunks)).toEqual(lines);
    }),
    { numRuns: 50 },
  );
});

test('an endless line is cut, and the next one is whole', async () => {
  const [long, next] = await linesIn([...Array.from({ length: 50 }, () => 'x'.repeat(10_000)), '\n问\n']);
  expect(long).toHaveLength(LONGEST_LINE);
  expect(next).toBe('问');
});
