/** @module A report as citations and listings name it. */

import type { IndexedReport } from '../index/index.js';
import type { ReportHead } from '../reports/index.js';
import type { ReportRef, ReportSummary } from './types.js';

export function referenceTo({ id, file, title, name, region, date }: ReportHead): ReportRef {
  return { id, file, title, name, region, date };
}

export function summaryOf(report: IndexedReport): ReportSummary {
  const { kind, issuer, years, targetYears, sections, passages } = report;
  return { ...referenceTo(report), kind, issuer, years, targetYears, sections, passages };
}
