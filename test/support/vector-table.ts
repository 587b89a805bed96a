import { tableInSteps, type VectorTable } from '../../src/index/vector-table.js';

/** The table of labels at once. */
export function tableOf(...table: Parameters<typeof tableInSteps>): VectorTable {
  const steps = tableInSteps(...table);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
