/** @module Three reports and their passages, in Chinese, for the fake desk. */

import type { PassageView, ReportSummary } from '../../src/answer/index.js';

export const REPORTS: readonly ReportSummary[] = [
  report({
    id: 'donghe2024',
    file: '000_donghe.txt',
    title: '关于包头市东河区2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告',
    name: '东河区 2023年计划执行情况与2024年计划草案的报告（2024-01-24）',
    region: '东河区',
    date: '2024-01-24',
    kind: '计划报告',
    issuer: '包头市东河区发展和改革委员会',
    years: [2023],
    targetYears: [2024],
  }),
  report({
    id: 'shiguai024',
    file: '003_shiguai.txt',
    title: '关于石拐区2023年国民经济和社会发展规划执行情况与2024年国民经济和社会发展规划草案的报告',
    name: '石拐区 2023年计划执行情况与2024年计划草案的报告（2024-01-23）',
    region: '石拐区',
    date: '2024-01-23',
    kind: '计划报告',
    issuer: '石拐区发展和改革委员会',
    years: [2023],
    targetYears: [2024],
  }),
  report({
    id: 'outline_25',
    file: '规划/004_outline.pdf',
    title: '包头市东河区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要',
    name: '东河区 “十四五”规划纲要（2021-03）',
    region: '东河区',
    date: '2021-03',
    kind: '规划纲要',
    issuer: null,
    years: [2016, 2017, 2018, 2019, 2020],
    targetYears: [2021, 2022, 2023, 2024, 2025],
  }),
];

const FIRST = '一、2023年国民经济和社会发展计划执行情况';

export const PASSAGES: readonly PassageView[] = chain([
  passage(
    'donghe_p01',
    0,
    '2023年是我区发展进程中极不平凡、极具挑战的一年，也是奋发有为、满载收获的一年。',
    [FIRST],
    [23, 41],
  ),
  passage(
    'donghe_p02',
    0,
    '全年地区生产总值完成451亿元，同比增长7%；规上工业增加值增长9%；固定资产投资完成76.5亿元，同比增长15.1%。',
    [FIRST],
    [43, 45],
  ),
  passage('donghe_p03', 0, '一般公共预算收入完成11亿元，同比增长6.2%。', [FIRST], [47, 47]),
  passage(
    'donghe_p04',
    0,
    '工业基础不断夯实。华北铝业9.1万吨高性能铝合金铸轧卷等项目竣工投产。',
    [FIRST, '（一）产业转型升级迈出新步伐'],
    [51, 53],
  ),
  passage(
    'donghe_p05',
    0,
    '地区生产总值增长6%以上。',
    ['二、2024年主要目标'],
    [301, 301],
    '2024年全区经济社会发展的主要预期目标是：',
  ),
  passage(
    'shiguai_p1',
    1,
    '2023年，全区地区生产总值完成134.7亿元，同比增长10.5%。',
    ['一、2023年规划执行情况'],
    [19, 20],
  ),
  { ...passage('outline_p1', 2, '到2025年，营商环境进入全市先进行列。', ['第三章 主要目标'], [88, 88]), page: 3 },
  passage('outline_p2', 2, '营商环境满意度\t95%\t98%', ['第三章 主要目标'], [92, 92], '指标\t2020年\t2025年'),
]);

function report(known: Omit<ReportSummary, 'sections' | 'passages'>): ReportSummary {
  return { ...known, sections: 12, passages: 240 };
}

/** A report to fill a list with. */
export function fillerReport(index: number): ReportSummary {
  const year = 2010 + index;
  return report({
    id: `filler${String(index).padStart(4, '0')}`,
    file: `filler_${index}.txt`,
    title: '政府工作报告',
    name: `包头市 ${year}年政府工作报告（${year}-01-17）`,
    region: '包头市',
    date: `${year}-01-17`,
    kind: '政府工作报告',
    issuer: '包头市人民政府',
    years: [year - 1],
    targetYears: [year],
  });
}

function passage(
  id: string,
  reportIndex: number,
  text: string,
  section: readonly string[],
  lines: readonly [number, number],
  stem: string | null = null,
): PassageView {
  const source = REPORTS[reportIndex];
  if (source === undefined) throw new Error(`no report ${reportIndex}`);
  const { id: reportId, file, title, name, region, date } = source;
  return {
    id,
    text,
    stem,
    report: { id: reportId, file, title, name, region, date },
    section,
    lines,
    previous: null,
    next: null,
  };
}

/** Sets `previous` and `next` within each report. */
function chain(views: readonly PassageView[]): PassageView[] {
  return views.map((view, index) => {
    const neighbour = (other: PassageView | undefined): string | null =>
      other?.report.id === view.report.id ? other.id : null;
    return { ...view, previous: neighbour(views[index - 1]), next: neighbour(views[index + 1]) };
  });
}
