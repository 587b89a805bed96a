/**
 * @module `npm run bench -- [section …] [options]`: what the product costs.
 *
 *   scale   time and memory against the number of passages, with peers beside it (the default)
 *   ask     questions to an index that is there: times, processor time, event loop, memory
 *   sync    syncs with nothing to do, and questions while one is under way
 *   parse   from bytes to passages
 *   model   the embedding model: loading, questions, passages, size
 *   telegram   the bot under load, through the emulator
 */

interface Section {
  /** Gives the exit code. */
  run(args: readonly string[]): Promise<number>;
}

const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  scale: () => import('./scale.js'),
  ask: () => import('./ask.js'),
  sync: () => import('./sync.js'),
  parse: () => import('./parse.js'),
  model: () => import('./model.js'),
  telegram: () => import('./telegram-load.js'),
};

const args = process.argv.slice(2);
const first = args.findIndex((arg) => !(arg in SECTIONS));
const named = first < 0 ? args : args.slice(0, first);
for (const name of named.length > 0 ? named : ['scale']) {
  const section = await SECTIONS[name]?.();
  const code = (await section?.run(args.slice(named.length))) ?? 1;
  if (code !== 0) process.exitCode = code;
}
