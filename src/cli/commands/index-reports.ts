/** @module `index`: brings the index in line with the reports folder and says what was done. */

import { openApp } from '../../app.js';
import { createContext, type CommonOptions } from '../context.js';
import { createProgress } from '../progress.js';

export async function indexReports({ json = false, ...common }: CommonOptions & { readonly json?: boolean }): Promise<void> {
  const { config, messages, note } = createContext(common);
  const progress = createProgress(process.stderr, messages);
  const app = await openApp({ config, log: { info: () => {}, warn: note }, onProgress: progress.update });
  try {
    const summary = await app.index.sync();
    progress.end();
    if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else {
      for (const { reason } of summary.failed) note(reason);
      process.stdout.write(`${messages.synced(summary)}\n`);
    }
  } finally {
    progress.end();
    await app.close();
  }
}
