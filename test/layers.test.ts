import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', 'src');
/** In the order data flows; a file imports from its own stage and those before it. Files at the top count as before all. */
const STAGES = ['reports', 'embed', 'index', 'retrieve', 'answer', 'library', 'telegram', 'cli'];
/** Puts the stages together, so it may import all of them but the two front ends. */
const COMPOSITION = 'app.ts';

const stageOf = (path: string): number => {
  const first = relative(SRC, path).split(sep)[0] ?? '';
  return first === COMPOSITION ? STAGES.indexOf('telegram') : STAGES.indexOf(first);
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(SRC, name));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => join(file, '..', match[1]!.replace(/\.js$/, '.ts')));
}

describe('the stages', () => {
  it('each have a folder', () => {
    for (const stage of STAGES) expect(files.some((file) => relative(SRC, file).startsWith(stage + sep)), stage).toBe(true);
  });

  it('import only from themselves and from those before them', () => {
    const forward = files.flatMap((file) => importsOf(file).filter((target) => stageOf(target) > stageOf(file) && !target.endsWith(COMPOSITION)).map((target) => `${relative(SRC, file)} -> ${relative(SRC, target)}`));
    expect(forward).toEqual([]);
  });

  it('reach each other through their index', () => {
    const inner = files.flatMap((file) => importsOf(file)
      .filter((target) => stageOf(target) >= 0 && stageOf(target) !== stageOf(file) && !target.endsWith(`${sep}index.ts`) && !target.endsWith(COMPOSITION))
      .map((target) => `${relative(SRC, file)} -> ${relative(SRC, target)}`));
    expect(inner).toEqual([]);
  });
});
