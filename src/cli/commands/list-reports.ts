/** @module `reports`: the reports that can be asked. */

import { createContext, openSynced, type CommonOptions } from '../context.js';

export async function listReports({ json = false, ...common }: CommonOptions & { readonly json?: boolean }): Promise<void> {
  const app = await openSynced(createContext(common));
  try {
    const reports = app.desk.reports();
    const line = (report: (typeof reports)[number]): string => `${report.name}  ${report.kind}  ${report.sections} § ${report.passages} ¶  ${report.file}`;
    process.stdout.write(json ? `${JSON.stringify(reports, null, 1)}\n` : `${reports.map(line).join('\n')}\n`);
  } finally {
    await app.close();
  }
}
