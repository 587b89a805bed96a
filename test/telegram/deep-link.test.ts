import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeLink, passageLink, reportLink } from '../../src/telegram/deep-link.js';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{10}$/);
const payloadOf = (link: string): string => new URL(link).searchParams.get('start') ?? '';

describe('a deep link', () => {
  test('comes back as the passage and the mark it was made of, within 64 characters', () => {
    fc.assert(
      fc.property(id, fc.option(fc.tuple(fc.nat({ max: 999_999 }), fc.nat({ max: 999_999 }))), (passage, run) => {
        const mark = run === null ? null : { passage, start: run[0], end: run[1] };
        const payload = payloadOf(passageLink('judian_test_bot', passage, mark));
        expect(decodeLink(payload)).toEqual({ kind: 'passage', id: passage, mark });
        expect(payload).toMatch(/^[\w-]{1,64}$/);
      }),
    );
  });

  test('of a report comes back as the report', () => {
    fc.assert(
      fc.property(id, (report) => {
        expect(decodeLink(payloadOf(reportLink('judian_test_bot', report)))).toEqual({ kind: 'report', id: report });
      }),
    );
  });

  test.each(['', 'inline', 'p_short', 'p_0123456789_1', 'x_0123456789', 'p_0123456789_1_2_3'])('of %j leads nowhere', (payload) => {
    expect(decodeLink(payload)).toBeNull();
  });
});
