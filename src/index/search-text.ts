/** @module What of a passage is matched: its lexical fields and the text that is embedded. Neither is ever shown. */

import { TRADITIONAL } from '../embed/index.js';
import type { Passage, ReportHead } from '../reports/index.js';
import { ANALYSER_VERSION, terms } from './analysis.js';
import { contentHash } from './content-hash.js';
import type { PlacedPassage } from './types.js';

type HeadedPassage = Pick<PlacedPassage, 'passage' | 'headings'>;

export interface LexicalFields {
  /** The passage itself. */
  readonly body: string;
  /** Where it stands: place, years, report, headings, lead and stem. */
  readonly header: string;
}

/** The two fields of BM25F. The report's file name must not come in: a renamed file is not analysed again. */
export function lexicalFields(report: ReportHead, { passage, headings }: HeadedPassage): LexicalFields {
  const header = [
    report.region,
    ...yearsOf(passage),
    report.title,
    report.kind,
    ...headings,
    passage.lead,
    passage.stem,
  ];
  return { body: passage.text, header: header.filter((part) => part !== null).join('\n') };
}

/** A short header (last heading, lead, stem) and the passage. The file name must not come in. */
export function embeddingText({ passage, headings }: HeadedPassage): string {
  const heading = headings.at(-1) ?? null;
  return [heading, passage.lead, passage.stem, passage.text].filter((part) => part !== null).join('\n');
}

function yearsOf({ period }: Passage): string[] {
  if (period === null) return [];
  const years: string[] = [];
  for (let year = period.from; year <= period.to && years.length < 6; year++) years.push(`${year}年`);
  return years;
}

/**
 * Names how texts are made and analysed: the analyser's version and a hash of what comes out for a sample, so that a
 * change of either function above rebuilds the index without a number to be raised by hand. The sample is Simplified, since the rules for
 * Traditional characters take long to load: the list of these stands for them.
 */
export function analyserId(): string {
  const outputs = SAMPLE_PASSAGES.flatMap((placed) => {
    const { body, header } = lexicalFields(SAMPLE, placed);
    return [...terms(body), '|', ...terms(header), '|', embeddingText(placed), '||'];
  });
  return `${ANALYSER_VERSION}-${contentHash(outputs.join(' ') + TRADITIONAL)}`;
}

const SAMPLE_TEXT = '综合实力稳步提升。GDP完成451.5亿元，同比增长7%。“十四五”规划见 *附件*。';
const SAMPLE_HEADINGS = ['一、过去五年工作', '（一）经济发展'] as const;

const SAMPLE_PASSAGE: Passage = {
  id: 'sample0000',
  section: 1,
  start: 17,
  end: 17 + SAMPLE_TEXT.length,
  text: SAMPLE_TEXT,
  lines: [3, 4],
  kind: 'prose',
  lead: '综合实力稳步提升。',
  stem: '主要目标是：',
  period: { from: 2019, to: 2023 },
  claim: 'result',
};

const SAMPLE_PASSAGES: readonly HeadedPassage[] = [
  { passage: SAMPLE_PASSAGE, headings: SAMPLE_HEADINGS },
  { passage: { ...SAMPLE_PASSAGE, kind: 'table-row', claim: 'target', lead: null, stem: null, period: null, section: null }, headings: [] },
  { passage: { ...SAMPLE_PASSAGE, kind: 'list-item', claim: 'none', lead: null, period: { from: 2024, to: 2024 }, section: 0 }, headings: SAMPLE_HEADINGS.slice(0, 1) },
];

const SAMPLE: ReportHead = {
  id: 'sample0000',
  file: '样例.txt',
  format: 'txt',
  title: '政府工作报告',
  name: '样例区 政府工作报告（2024-01-24）',
  date: '2024-01-24',
  issuer: '样例区人民政府',
  region: '样例区',
  parents: ['样例省', '样例市'],
  kind: '政府工作报告',
  years: [2023],
  targetYears: [2024],
};
