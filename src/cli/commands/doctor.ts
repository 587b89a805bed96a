/** @module `doctor`: looks at index and reports folder as a whole, says what is wrong, and mends it if asked to. */

import { createDoctor, type Doctor } from '../../app.js';
import { JudianError } from '../../errors.js';
import type { Finding } from '../../index/index.js';
import { createContext, open, type CliContext, type CommonOptions } from '../context.js';
import { BEYOND_US, findingLine, findingText } from '../findings.js';
import { write } from '../output.js';

export interface DoctorOptions extends CommonOptions {
  readonly fix?: boolean;
  readonly json?: boolean;
}

/** Exit code 1 where something is wrong at the end. */
export async function doctor({ fix = false, json = false, ...common }: DoctorOptions): Promise<void> {
  const context = createContext(common);
  const { messages } = context;
  const own = await createDoctor(context.config);
  try {
    let findings = await own.examine();
    if (!json) await print(findings, context);
    const isMendable = findings.some(({ state, code }) => state === 'wrong' && !BEYOND_US.has(code));
    const mends = fix && isMendable;
    if (mends) {
      if (!json) await write(`\n${messages.mending}\n`);
      await mend(own, findings, context);
      findings = await own.examine();
      if (!json) await print(findings, context);
    }
    const isHealthy = findings.every(({ state }) => state !== 'wrong');
    if (json) await write(`${JSON.stringify(asJson(findings, isHealthy, mends, context))}\n`);
    else await write(`\n${isHealthy ? messages.healthy : !fix && isMendable ? messages.mendable : messages.unhealthy}\n`);
    if (!isHealthy) process.exitCode = 1;
  } finally {
    await own.close();
  }
}

async function mend(own: Doctor, findings: readonly Finding[], context: CliContext): Promise<void> {
  try {
    await own.clear(findings);
    const { app, sync } = await open(context);
    try {
      await sync({ rehash: true });
    } finally {
      await app.close();
    }
  } catch (error) {
    // What could be mended is; the findings that follow tell of the rest.
    if (!(error instanceof JudianError)) throw error;
    return context.note(error.in(context.config.language));
  }
  // A damaged store was moved aside on the way.
  await own.clear(await own.examine());
}

function print(findings: readonly Finding[], { messages: { language } }: CliContext): Promise<void> {
  return write(findings.map((finding) => `${findingLine(finding, language)}\n`).join(''));
}

function asJson(findings: readonly Finding[], healthy: boolean, fixed: boolean, { messages: { language } }: CliContext): object {
  const shown = findings.map((finding) => {
    const { state, code, parameters, error } = finding;
    return { state, code: error?.code ?? code, ...(error?.parameters ?? parameters), text: findingText(finding, language) };
  });
  return { healthy, fixed, findings: shown };
}
