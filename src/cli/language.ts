/** @module The reader's language, told before the settings are checked, so that errors in them can be told too. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import type { Language } from '../errors.js';

/** `JUDIAN_LANGUAGE` of `env`, else of `.env` in `cwd`; Chinese unless it says English. Never throws. */
export function readerLanguage(env: Readonly<Record<string, string | undefined>>, cwd: string): Language {
  const set = env['JUDIAN_LANGUAGE']?.trim() || fromFile(join(cwd, '.env'));
  return set === 'en' ? 'en' : 'zh';
}

function fromFile(path: string): string | undefined {
  try {
    return parse(readFileSync(path))['JUDIAN_LANGUAGE'];
  } catch {
    return undefined;
  }
}
