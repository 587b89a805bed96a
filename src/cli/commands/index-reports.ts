/** @module `index`: brings the index in line with the reports folder and says what was done. */

import { createContext, open, type CommonOptions } from '../context.js';
import { write } from '../output.js';

export async function indexReports({ json = false, ...common }: CommonOptions & { readonly json?: boolean }): Promise<void> {
  const context = createContext(common);
  const { app, sync } = await open(context);
  try {
    const summary = await sync();
    if (!json) for (const { reason } of summary.failed) context.note(reason);
    await write(`${json ? JSON.stringify(summary) : context.messages.synced(summary)}\n`);
  } finally {
    await app.close();
  }
}
