import { describe, expect, it } from 'vitest';

import { parseText } from '../support/parsed.js';

const opening = '各位代表：\n现在，我向大会报告工作，请予审议，并请列席人员提出意见。\n';
const work = `${opening}一、2023年工作回顾\n全年地区生产总值增长6%，财政收入增长5%。\n二、2024年工作安排\n地区生产总值增长6%左右。`;

describe('a work report', () => {
  it('has place and date from the line below its title', () => {
    expect(parseText(`政府工作报告\n——2024年1月8日在内蒙古自治区包头市昆都仑区第十七届人民代表大会第三次会议上\n昆都仑区人民政府区长 王某\n${work}`)).toMatchObject({
      title: '政府工作报告', name: '昆都仑区 2024年政府工作报告（2024-01-08）', date: '2024-01-08', issuer: '昆都仑区人民政府区长王某',
      region: '昆都仑区', parents: ['内蒙古自治区', '包头市'], kind: '政府工作报告', years: [2023], targetYears: [2024],
    });
  });

  it('has them from lines in brackets, with a name that is crossed out', () => {
    expect(parseText(`政府工作报告\n（二○二四年一月八日在贵南县第十六届人民代表大会第四次会议上）\n县长 ×××\n${work}`)).toMatchObject({ date: '2024-01-08', region: '贵南县', issuer: '县长×××' });
  });

  it('has the date beside the speaker', () => {
    expect(parseText(`2024年石桥镇政府工作报告\n镇长 陈某某（2024年1月20日）\n${work}`)).toMatchObject({ date: '2024-01-20', issuer: '镇长陈某某', region: '石桥镇' });
  });

  it('may have title, meeting and speaker on one line', () => {
    expect(parseText(`深海市2024年政府工作报告 ——2024年1月30日在深海市第七届人民代表大会第五次会议上 深海市市长 覃某某\n${work}`)).toMatchObject({ title: '深海市2024年政府工作报告', date: '2024-01-30', issuer: '深海市市长覃某某' });
  });

  it('may have a motto above its title', () => {
    expect(parseText(`凝心聚力谱新篇 奋楫扬帆再出发\n——2024年云溪镇政府工作报告\n${work}`)).toMatchObject({ region: '云溪镇', kind: '政府工作报告', name: '云溪镇 2024年政府工作报告' });
  });

  it('of December reviews the year that ends', () => {
    expect(parseText(`政府工作报告\n——2023年12月28日在清水县第十八届人民代表大会第三次会议上\n${work}`)).toMatchObject({ years: [2023], targetYears: [2024] });
  });

  it('that tells of five years has them all', () => {
    const text = work.replace('2023年工作回顾', '2019—2023年工作回顾');
    expect(parseText(`政府工作报告\n——2024年1月8日在清水县第十八届人民代表大会第一次会议上\n${text}`).years).toEqual([2019, 2020, 2021, 2022, 2023]);
  });

  it('without title is named from its text', () => {
    expect(parseText(work.replace('我向大会', '我代表云岭县人民政府向大会'), 'txt', '未命名.txt')).toMatchObject({ title: '云岭县2024年政府工作报告', region: '云岭县', years: [2023], targetYears: [2024] });
  });

  it('takes a fitting file name for its title where it has none', () => {
    expect(parseText(work.replace('我向大会', '我代表云岭县人民政府向大会'), 'txt', '2024年云岭县政府工作报告.txt').title).toBe('2024年云岭县政府工作报告');
  });

  it('trusts its text above a wrong file name', () => {
    const report = parseText(work.replace('我向大会', '我代表云岭县人民政府向大会'), 'txt', '2019年山口市政府工作报告.txt');
    expect(report).toMatchObject({ title: '云岭县2024年政府工作报告', region: '云岭县', years: [2023] });
  });

  it('does not take the time of a download for its date', () => {
    expect(parseText(`2024年云岭县政府工作报告\n2026/03/01 23:21:42  by: 某人\n${work}`)).toMatchObject({ date: null, title: '2024年云岭县政府工作报告', targetYears: [2024] });
  });

  it('on a site has one title though it stands twice', () => {
    const report = parseText(`当前位置：首页 > 政府工作报告\n政府工作报告\n来源：和县人民政府办公室 发布时间：2024-02-10 09:12\n政府工作报告\n——2024年1月5日在和县第十八届人民代表大会第二次会议上\n${work}`);
    expect(report).toMatchObject({ title: '政府工作报告', date: '2024-01-05', region: '和县' });
  });

  it('on a site without other date has that of the page', () => {
    expect(parseText(`和县2024年政府工作报告\n发布时间：2024-02-10 09:12 来源：县政府\n${work}`).date).toBe('2024-02-10');
  });

  it('of a court or a committee is no government work report', () => {
    expect(parseText(`和县人民法院工作报告\n——2024年1月6日在和县第十八届人民代表大会第二次会议上\n${work}`)).toMatchObject({ kind: '其他', region: '和县' });
  });
});

describe('a plan report', () => {
  it('has a title over several lines below the label of the meeting', () => {
    expect(parseText(`清溪县第十七届人民代表大会\n第三次会议文件（四）\n关于清溪县2023年国民经济和社会发展计划\n执行情况与2024年国民经济和社会发展计划\n草案的报告\n——2024年2月3日在清溪县第十七届人民代表大会\n第三次会议上\n清溪县发展和改革局\n${work}`)).toMatchObject({
      title: '关于清溪县2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告', name: '清溪县 2023年计划执行情况与2024年计划草案的报告（2024-02-03）',
      date: '2024-02-03', issuer: '清溪县发展和改革局', region: '清溪县', kind: '计划报告', years: [2023], targetYears: [2024],
    });
  });
});

describe('a budget report', () => {
  it('has the years executed and planned', () => {
    expect(parseText(`关于江川省2023年预算执行情况和2024年预算草案的报告\n——2024年1月21日在江川省第十四届人民代表大会第二次会议上\n江川省财政厅\n${work}`)).toMatchObject({
      kind: '预算报告', region: '江川省', issuer: '江川省财政厅', years: [2023], targetYears: [2024], name: '江川省 2023年预算执行情况与2024年预算草案的报告（2024-01-21）',
    });
  });

  it('may say in brackets how it was given', () => {
    expect(parseText(`关于清溪县2023年预算执行情况及2024年预算草案的报告（书面）\n清溪县财政局\n${work}`)).toMatchObject({ title: '关于清溪县2023年预算执行情况及2024年预算草案的报告（书面）', kind: '预算报告', issuer: '清溪县财政局' });
  });

  it('of final accounts has no target', () => {
    expect(parseText(`关于江川省2023年省级决算（草案）的报告\n${work}`)).toMatchObject({ kind: '预算报告', years: [2023], targetYears: [] });
  });

  it('has its place from the meeting where the title names none', () => {
    expect(parseText(`关于2023年财政预算执行情况和2024年财政预算（草案）的报告\n2024年1月9日在平安市第九届人民代表大会第三次会议上\n平安市财政局\n${work}`)).toMatchObject({ region: '平安市', date: '2024-01-09' });
  });
});

describe('a five-year outline', () => {
  const body = '第一章 发展基础\n“十三五”期间，全市地区生产总值年均增长6.8%，综合实力稳步提升。';
  it('aims at five years and a far year, and reviews the five before', () => {
    expect(parseText(`临江市国民经济和社会发展\n第十四个五年规划和二〇三五年\n远景目标纲要\n临江市人民政府\n二〇二一年四月\n${body}`)).toMatchObject({
      title: '临江市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要', date: '2021-04', kind: '规划纲要', issuer: '临江市人民政府',
      years: [2016, 2017, 2018, 2019, 2020], targetYears: [2021, 2022, 2023, 2024, 2025, 2035],
    });
  });

  it('handed on by a notice is named by its own title', () => {
    const title = '临江市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要';
    expect(parseText(`临江市人民政府关于印发${title}的通知\n临政发〔2021〕8号\n各区、县人民政府，市政府各部门：\n现将《${title}》印发给你们，请认真组织实施。\n临江市人民政府\n2021年4月12日\n${title}\n${body}`)).toMatchObject({
      name: '临江市 国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要（2021-04-12）', kind: '规划纲要', issuer: '临江市人民政府', date: '2021-04-12', region: '临江市',
    });
  });

  it('of one field counts as one', () => {
    expect(parseText(`临江市“十四五”数字经济发展规划（2021—2025年）\n${body}`)).toMatchObject({ kind: '规划纲要', targetYears: [2021, 2022, 2023, 2024, 2025] });
  });
});

describe('a statistical bulletin', () => {
  const body = '一、综合\n全年地区生产总值25671.2亿元，比上年增长5.4%。';
  it('reviews a year and sets no target', () => {
    expect(parseText(`2023年江川省国民经济和社会发展统计公报[1]\n江川省统计局 国家统计局江川调查总队\n2024年3月14日\n${body}`)).toMatchObject({
      title: '2023年江川省国民经济和社会发展统计公报', name: '江川省 2023年国民经济和社会发展统计公报（2024-03-14）', region: '江川省', date: '2024-03-14', kind: '统计公报', years: [2023], targetYears: [],
    });
  });

  it('of a ministry is one of the whole country', () => {
    expect(parseText(`2023年度人力资源和社会保障事业发展统计公报\n人力资源社会保障部\n${body}`)).toMatchObject({ region: '全国', issuer: '人力资源社会保障部', years: [2023] });
  });

  it('of the whole country is that of 全国', () => {
    expect(parseText(`中华人民共和国2023年国民经济和社会发展统计公报\n国家统计局\n2024年2月29日\n${body}`)).toMatchObject({ region: '全国', issuer: '国家统计局' });
  });

  it('has the date of its last lines', () => {
    expect(parseText(`临江市2023年国民经济和社会发展统计公报\n${body}\n临江市统计局\n2024年4月1日`)).toMatchObject({ date: '2024-04-01', issuer: '临江市统计局' });
  });
});

describe('another document', () => {
  it('of a development zone has the zone for its place', () => {
    expect(parseText(`河阳经济技术开发区管理委员会2023年工作总结和2024年工作计划\n一、2023年工作总结\n规上工业总产值增长9%，项目建设提速增效。`)).toMatchObject({ region: '河阳经济技术开发区', name: '河阳经济技术开发区 2023年工作总结和2024年工作计划', kind: '其他', years: [2023], targetYears: [2024] });
  });

  it('of a department has the place of the department', () => {
    expect(parseText(`临江市教育局2023年工作总结\n一、主要工作\n新建学校5所，新增学位1500个，教育质量稳步提升。`)).toMatchObject({ region: '临江市', years: [2023] });
  });

  it('may be a speech', () => {
    expect(parseText(`在全市经济工作会议上的讲话\n（2023年12月20日）\n市委书记 王某\n同志们：\n一、肯定成绩\n今年以来，全市地区生产总值增长6.2%，成绩来之不易。`)).toMatchObject({ title: '在全市经济工作会议上的讲话', date: '2023-12-20', issuer: '市委书记王某', kind: '其他' });
  });

  it('has the title, issuer and date that labels state on lines of their own', () => {
    expect(parseText(`标 题：\n关于推进职业教育改革的实施意见\n发文机关：\n国务院\n成文日期：\n2019年01月24日\n一、总体要求\n坚持立德树人，深化产教融合，完善培训体系。`)).toMatchObject({ title: '关于推进职业教育改革的实施意见', issuer: '国务院', date: '2019-01-24', region: '全国' });
  });

  it('that is no report is called by the one short line above its text, which no sentence is joined to', () => {
    const lake = parseText('银镜湖\n\n位于高原北部，是内陆咸水湖，湖面海拔3200米，面积4300平方千米。湖中鱼类以裸鲤为主。', 'txt', '0071.txt');
    expect(lake).toMatchObject({ title: '银镜湖', kind: '其他' });
    expect(lake.passages.map(({ text }) => text)).toEqual(['银镜湖', '位于高原北部，是内陆咸水湖，湖面海拔3200米，面积4300平方千米。湖中鱼类以裸鲤为主。']);
  });

  it.each(['2024年1月8日', '和县统计局', '来源：某网站', '本页有三十二条。'])('does not take %s for a name', (line) => {
    expect(parseText(`${line}\n位于高原北部，是内陆咸水湖，湖面海拔3200米，面积4300平方千米。`, 'txt', '材料.txt').title).toBe('材料');
  });

  it('that is an article is about no place that it happens to speak of', () => {
    const general = parseText('吴某某\n\n吴某某是中华人民共和国将领，1963年参加工作，历任北河市人民政府副市长、和县人民政府县长。后来任教于多所学校。');
    expect(general).toMatchObject({ title: '吴某某', region: null, kind: '其他' });
    const club = parseText('青石足球俱乐部\n\n青石足球俱乐部于2007年升级到乙级联赛，主场可以容纳6,476名观众，其中主看台有2,173个坐席。');
    expect(club).toMatchObject({ title: '青石足球俱乐部', issuer: null, region: null });
  });

  it('without anything to go by has the name of its file', () => {
    expect(parseText('工作进展顺利，各项任务按计划推进，没有发现重大问题。', 'txt', '材料.txt')).toMatchObject({ title: '材料', date: null, issuer: null, region: null, kind: '其他' });
  });
});
