import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAction, encodeAction } from '../../src/telegram/callback-data.js';
import type { Action, Mark } from '../../src/telegram/callback-data.js';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{10}$/);
const count = fc.nat({ max: 999_999 });
const mark: fc.Arbitrary<Mark> = fc.record({ passage: id, start: count, end: count });
const markOrNull = fc.option(mark);

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('open' as const, 'turn' as const), passage: id, mark: markOrNull }),
  fc.record({ kind: fc.constantFrom('more' as const, 'search' as const), question: id, offset: count }),
  fc.record({ kind: fc.constant('only' as const), question: id, report: id }),
  fc.record({ kind: fc.constant('everywhere' as const), question: id }),
  fc.record({ kind: fc.constant('source' as const), report: id }),
  fc.record({ kind: fc.constantFrom('reports' as const, 'unpick' as const), page: count }),
  fc.record({ kind: fc.constantFrom('report' as const, 'pick' as const), report: id, page: count }),
  fc.record({ kind: fc.constant('cite' as const), mark }),
  fc.record({ kind: fc.constant('language' as const), language: fc.constantFrom('zh' as const, 'en' as const, null) }),
  fc.record({ kind: fc.constant('quotes' as const), count }),
  fc.record({ kind: fc.constant('nothing' as const) }),
);

describe('callback data', () => {
  test('comes back as the action it was made of', () => {
    fc.assert(
      fc.property(action, (made) => {
        expect(decodeAction(encodeAction(made))).toEqual(made);
      }),
    );
  });

  test('has 1 to 64 bytes', () => {
    fc.assert(
      fc.property(action, (made) => {
        const bytes = Buffer.byteLength(encodeAction(made));
        expect(bytes).toBeGreaterThanOrEqual(1);
        expect(bytes).toBeLessThanOrEqual(64);
      }),
    );
  });

  test('of foreign make is refused, or means exactly itself', () => {
    const foreign = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z](:[\w:-]{0,40})?$/),
      action.map((made) => `${encodeAction(made)}:`),
    );
    fc.assert(
      fc.property(foreign, (data) => {
        const decoded = decodeAction(data);
        if (decoded !== null) expect(encodeAction(decoded)).toBe(data);
      }),
    );
  });

  test.each([
    '',
    'x',
    'o',
    'o:short',
    'm:0123456789',
    'm:0123456789:-1',
    'm:0123456789:01',
    'f:东河区东河区东河区东',
    'g:fr',
  ])('of %j means nothing', (data) => {
    expect(decodeAction(data)).toBeNull();
  });
});
