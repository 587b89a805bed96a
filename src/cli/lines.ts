/** @module Lines of a stream, by line feed alone: one question a line, whatever else it holds. */

/** More of a line is not kept: it is far too long for a question anyway. */
export const LONGEST_LINE = 100_000;

/**
 * The lines of `input` (UTF-8), without their line feed, a carriage return before it, or a byte order mark; a last line
 * without a line feed is one too. `node:readline` also breaks at U+2028 and at lone carriage returns, which would give
 * one question two answers.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line = '';
  let isOpen = false;
  const take = (part: string): void => {
    if (line.length < LONGEST_LINE) line += part.slice(0, LONGEST_LINE - line.length);
    isOpen ||= part !== '';
  };
  for await (const chunk of input) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split('\n');
    for (const [i, part] of parts.entries()) {
      if (i > 0) {
        yield line.replace(/\r$/u, '');
        line = '';
        isOpen = false;
      }
      take(part);
    }
  }
  take(decoder.decode());
  if (isOpen) yield line.replace(/\r$/u, '');
}
