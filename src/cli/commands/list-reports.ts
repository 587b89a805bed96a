/** @module `reports`: the reports that can be asked. */

import { createContext, openSynced, type CommonOptions } from '../context.js';
import { write } from '../output.js';

export async function listReports({ json = false, ...common }: CommonOptions & { readonly json?: boolean }): Promise<void> {
  const context = createContext(common);
  const app = await openSynced(context);
  try {
    const reports = app.desk.reports();
    await write(json ? `${JSON.stringify(reports, null, 1)}\n` : reports.map((report) => `${context.messages.report(report)}\n`).join(''));
  } finally {
    await app.close();
  }
}
