/** @module A bound on how long something is waited for. */

/** What `work` gives, or undefined if that takes longer than `milliseconds`. The work itself goes on. */
export async function withinLimit<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
