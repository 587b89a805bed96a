/** @module A library for tests of front ends that do not touch it, or only ask it for little. */

import type { SyncSummary } from '../../src/index/index.js';
import type { ReportLibrary } from '../../src/library/index.js';
import { tinyReport } from './index-reports.js';

export const NOTHING_SYNCED: SyncSummary = { added: [], changed: [], removed: [], failed: [], passagesEmbedded: 0, passages: 3, ms: 1 };

/** Nothing ever changes in it; `parts` take the place of its methods. `removed` holds the ids it was told to remove. */
export function fakeLibrary(parts: Partial<ReportLibrary> = {}): ReportLibrary & { readonly removed: string[] } {
  const removed: string[] = [];
  return {
    removed,
    sync: async () => NOTHING_SYNCED,
    preview: async () => NOTHING_SYNCED,
    watch: () => ({ ready: Promise.resolve(), close: async () => {} }),
    add: async () => ({ status: 'known', report: tinyReport('报告') }),
    async remove(id) {
      removed.push(id);
      return { status: 'removed', report: tinyReport('东河区政府工作报告'), kept: '.removed/a.txt' };
    },
    ...parts,
  };
}
