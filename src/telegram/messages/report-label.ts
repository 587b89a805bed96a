/** @module A report in as few words as a button has room for. */

import type { ReportRef, ReportSummary } from '../../answer/index.js';

/** `东河区 2024年计划报告`; the name where place, date or kind is not known. */
export function reportLabel(report: ReportRef & Partial<Pick<ReportSummary, 'kind'>>): string {
  const { region, date, kind, name } = report;
  return region === null || date === null || kind === undefined || kind === '其他' ? name : `${region} ${date.slice(0, 4)}年${kind}`;
}

/** The labels of several reports by id: those that would read alike are told apart by their names. */
export function reportLabels(reports: readonly Parameters<typeof reportLabel>[0][]): ReadonlyMap<string, string> {
  const labels = reports.map((report) => [report, reportLabel(report)] as const);
  return new Map(
    labels.map(([report, label]) => [report.id, labels.filter(([, other]) => other === label).length > 1 ? report.name : label]),
  );
}
