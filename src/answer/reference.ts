/** @module A report as citations and listings name it. */

import type { Report } from '../reports/index.js';
import type { ReportRef, ReportSummary } from './types.js';

export function referenceTo({ id, file, title, name, region, date }: Report): ReportRef {
  return { id, file, title, name, region, date };
}

export function summaryOf(report: Report): ReportSummary {
  const { kind, issuer, years, targetYears } = report;
  return { ...referenceTo(report), kind, issuer, years, targetYears, sections: report.sections.length, passages: report.passages.length };
}
