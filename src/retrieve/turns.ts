/** @module Questions take turns: one slice of work a turn of the event loop, so that messages get through in between. */

import { setImmediate } from 'node:timers/promises';

/**
 * A function to await before each slice of work. However many wait, each gets a turn of its own, in order; all
 * immediates that were set before a turn would run in that same one.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => setImmediate());
    return last;
  };
}
