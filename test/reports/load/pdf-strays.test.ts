import { afterEach, describe, expect, it } from 'vitest';

import { withoutStrays } from '../../../src/reports/load/pdf-strays.js';

/** An error as the PDF reader throws it. */
function readerError(): Error {
  const error = new Error('Bad (uncompressed) XRef entry: 25R');
  error.name = 'XRefEntryException';
  return error;
}

describe('a rejection that nobody waits for', () => {
  const heard: unknown[] = [];
  const before = process.listeners('unhandledRejection');
  afterEach(() => {
    heard.length = 0;
    expect(process.listeners('unhandledRejection')).toEqual(before);
  });

  it('is dropped where it comes from the PDF reader', async () => {
    const value = await withoutStrays(async () => {
      // The runner listens, too, and would call the test failed.
      const others = process.listeners('unhandledRejection').slice(0, before.length);
      for (const listener of others) process.off('unhandledRejection', listener);
      void Promise.reject(readerError());
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const listener of others) process.on('unhandledRejection', listener);
      return 7;
    });
    expect(value).toBe(7);
  });

  it('leaves no listener behind when the work fails', async () => {
    await expect(withoutStrays(() => Promise.reject(new Error('no header')))).rejects.toThrow('no header');
  });
});
