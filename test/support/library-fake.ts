/** @module A library for tests of front ends that do not touch it, or only ask it for little. */

import type { IndexedReport, SyncSummary } from '../../src/index/index.js';
import type { ReportLibrary } from '../../src/library/index.js';
import { tinyReport } from './index-reports.js';

export const NOTHING_SYNCED: SyncSummary = { added: [], changed: [], removed: [], failed: [], passagesEmbedded: 0, passages: 3, ms: 1 };

function listed(content: string): IndexedReport {
  const { sections, passages, text: _, lineMap: __, ...head } = tinyReport(content);
  return { ...head, sections: sections.length, passages: passages.length, first: 0 };
}

/** Nothing ever changes in it; `parts` take the place of its methods. `removed` holds the ids it was told to remove. */
export function fakeLibrary(parts: Partial<ReportLibrary> = {}): ReportLibrary & { readonly removed: string[] } {
  const removed: string[] = [];
  return {
    removed,
    sync: async () => NOTHING_SYNCED,
    preview: async () => NOTHING_SYNCED,
    watch: () => ({ ready: Promise.resolve(), close: async () => {} }),
    add: async () => ({ status: 'known', report: listed('报告') }),
    async remove(id) {
      removed.push(id);
      return { status: 'removed', report: listed('东河区政府工作报告'), kept: '.removed/a.txt' };
    },
    ...parts,
  };
}
