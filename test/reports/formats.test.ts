/** Excerpts in the style of each kind of report, in the formats they come in. */

import { describe, expect, it } from 'vitest';

import { docxTable, makeDocx, numbered, numberingXml, paragraph } from '../support/document-docx.js';
import { makePdf, pdfLines } from '../support/document-pdf.js';
import { outline, parseBytes, passageWith, pathOf } from '../support/parsed.js';

describe('a statistical bulletin on a web page', async () => {
  const report = await parseBytes(`<html><head><title>2023年江川省国民经济和社会发展统计公报_江川省统计局</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/a">数据发布</a> &gt; <a href="/b">统计公报</a></div>
<h1>2023年江川省国民经济和社会发展统计公报<sup>[1]</sup></h1>
<div>发布时间：2024-03-15 09:30 来源：江川省统计局 浏览次数：1234 字体：【大 中 小】</div>
<p>江川省统计局</p><p>国家统计局江川调查总队</p><p>2024年3月14日</p>
<p>2023年，全省上下坚持稳中求进工作总基调，经济运行持续回升向好，高质量发展扎实推进。</p>
<p><strong>一、综 合</strong></p>
<p>初步核算，全年地区生产总值<sup>[2]</sup>25671.2亿元，比上年增长5.4%。</p>
<p>表1 2023年居民消费价格涨跌幅度</p><p>单位：%</p>
<table><tr><th rowspan="2">指标</th><th colspan="2">全省</th></tr><tr><th>城市</th><th>农村</th></tr><tr><td>居民消费价格</td><td>0.2</td><td>0.1</td></tr></table>
<p>二、农业</p><p>全年粮食产量3012.5万吨，比上年增长1.2%。</p>
<p>注：</p><p>[1] 本公报中数据均为初步统计数。</p><p>[2] 地区生产总值绝对数按现价计算。</p>
<div>主办：江川省统计局 网站标识码：3300000012</div></body></html>`, 'tjgb.html');

  it('is told from the site around it', () => {
    expect(report).toMatchObject({ title: '2023年江川省国民经济和社会发展统计公报', date: '2024-03-14', issuer: '江川省统计局', region: '江川省', years: [2023] });
    expect(report.text).not.toMatch(/首页|浏览次数|网站标识码/u);
  });

  it('has its sections, its table and its notes', () => {
    expect(outline(report)).toEqual(['一、综合', '二、农业']);
    expect(passageWith(report, '居民消费价格\t0.2').stem).toBe('表1 2023年居民消费价格涨跌幅度（单位：%）｜指标 全省 城市 农村');
    expect(passageWith(report, '[2]地区生产总值绝对数').kind).toBe('list-item');
  });
});

describe('a five-year outline in DOCX', async () => {
  const report = await parseBytes(makeDocx({ body: [
    paragraph('临江市国民经济和社会发展第十四个五年规划'), paragraph('和二〇三五年远景目标纲要'), paragraph('（2021年3月5日临江市第九届人民代表大会第五次会议批准）'),
    paragraph('目  录'), paragraph('第一篇 开启现代化建设新征程\t1'), paragraph('第一章 发展基础\t2'),
    paragraph('第一篇 开启现代化建设新征程'), paragraph('第一章 发展基础'), paragraph('第一节 主要成就'), paragraph('“十三五”期间，全市地区生产总值年均增长6.8%。'),
    paragraph('第二章 主要目标'), paragraph('到2025年，地区生产总值突破1800亿元。'), paragraph('专栏1 主要指标'),
    docxTable([['类别', '指标', '2020年', '2025年'], ['经济发展', '地区生产总值（亿元）', '1200', '1800'], ['', '城镇化率（%）', '62', '66']]),
    paragraph('第二篇 构建现代产业体系'), paragraph('第三章 先进制造业'), paragraph('专栏2 产业重点工程'), paragraph('1.新材料：建设铝基新材料基地。'), paragraph('2.装备：建设风电装备产业园。'),
  ].join('') }), '纲要.docx');

  it('has parts, chapters, sections and boxes', () => {
    expect(outline(report)).toEqual(['第一篇 开启现代化建设新征程', '  第一章 发展基础', '    第一节 主要成就', '  第二章 主要目标', '    专栏1 主要指标', '第二篇 构建现代产业体系', '  第三章 先进制造业', '    专栏2 产业重点工程']);
  });

  it('has its title over two lines, its date and its years', () => {
    expect(report).toMatchObject({ title: '临江市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要', date: '2021-03-05', region: '临江市', kind: '规划纲要', targetYears: [2021, 2022, 2023, 2024, 2025, 2035] });
  });

  it('reviews one plan and aims at the next', () => {
    expect(passageWith(report, '年均增长6.8%')).toMatchObject({ claim: 'result', period: { from: 2016, to: 2020 } });
    expect(passageWith(report, '突破1800亿元')).toMatchObject({ claim: 'target', period: { from: 2025, to: 2025 } });
    expect(passageWith(report, '铝基新材料')).toMatchObject({ kind: 'list-item', stem: '专栏2 产业重点工程' });
    expect(passageWith(report, '城镇化率').stem).toContain('经济发展');
  });
});

describe('a work report whose numbers Word makes', async () => {
  const report = await parseBytes(makeDocx({
    body: [paragraph('政府工作报告'), paragraph('——2024年1月8日在清水县第十八届人民代表大会第三次会议上'), paragraph('各位代表：'), paragraph('2023年工作回顾', numbered(0)), paragraph('工业经济', numbered(1)), paragraph('全年工业增加值增长6.3%，利润增长7%。'), paragraph('2024年工作安排', numbered(0)), paragraph('工业增加值力争增长8%。')].join(''),
    numbering: numberingXml([{ format: 'chineseCounting', text: '%1、' }, { format: 'chineseCounting', text: '（%2）' }]),
  }), 'a.docx');

  it('has them in its headings', () => {
    expect(outline(report)).toEqual(['一、2023年工作回顾', '  （一）工业经济', '二、2024年工作安排']);
  });
});

describe('a budget report in PDF', async () => {
  const report = await parseBytes(makePdf([
    [...pdfLines(['关于清溪县2023年财政预算执行情况', '和2024年财政预算（草案）的报告', '——2024年2月3日在清溪县第十七届人民代表', '大会第三次会议上', '清溪县财政局局长 李某某', '各位代表：', '　　受县人民政府委托，现将2023年预算执行情况', '和2024年预算草案提请大会审议，并请县政协各', '位委员提出意见。', '一、2023年预算执行情况', '　　1.收入完成情况。全县一般公共预算收入完成']), { text: '—1—', x: 280, y: 40 }],
    [...pdfLines(['12.56亿元，同比增长6.3%，增收节支成效明显。', '二、2024年预算草案', '　　收入安排13.3亿元，增长6%。']), { text: '—2—', x: 280, y: 40 }],
  ]), 'a.pdf');

  it('is read over its page numbers', () => {
    expect(report).toMatchObject({ title: '关于清溪县2023年财政预算执行情况和2024年财政预算（草案）的报告', date: '2024-02-03', region: '清溪县', issuer: '清溪县财政局局长李某某', kind: '预算报告', years: [2023], targetYears: [2024] });
    expect(outline(report)).toEqual(['一、2023年预算执行情况', '  1.收入完成情况', '二、2024年预算草案']);
    expect(passageWith(report, '一般公共预算收入')).toMatchObject({ text: '全县一般公共预算收入完成12.56亿元，同比增长6.3%，增收节支成效明显。', page: 1 });
  });
});

describe('a county work report in GBK', async () => {
  const gbk = (text: string): Uint8Array => Uint8Array.from([...text].flatMap((character) => GBK[character] ?? [character.charCodeAt(0)]));
  const GBK: Readonly<Record<string, readonly number[]>> = {};
  const decoder = new TextDecoder('gbk');
  for (let high = 0x81; high <= 0xfe; high++) for (let low = 0x40; low <= 0xfe; low++) Object.assign(GBK, low === 0x7f ? {} : { [decoder.decode(Uint8Array.of(high, low))]: [high, low] });
  const report = await parseBytes(gbk(`政府工作报告
（2024年1月8日在贵南县第十六届人民代表大会第四次会议上）
县长 张某某

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议，并请政协委员和列席人员提出意见。
第一部分 2023年工作回顾
2023年，是“十四五”规划承上启下的关键之年。一年来，我们主要做了以下工作：
1. 聚力产业升级，综合实力稳步提升
全年地区生产总值完成86.3亿元，同比增长6.1%。
（1）工业提质增效
规上工业增加值增长8.3%，新增规上企业6户。
（2）农业稳产增收
粮食总产量达到3.2万吨，实现连续五年增长。
2. 聚力改善民生，幸福指数持续攀升
一是就业保持稳定。城镇新增就业1200人。二是教育优质均衡。新建学校5所，新增学位1500个。
第二部分 2024年工作安排
今年的预期目标是：
——地区生产总值增长6%左右；
——居民收入增长与经济增长基本同步。
重点抓好以下工作：
1. 着力扩大有效投资
实施重点项目50个，完成投资30亿元。`), '报告.txt');

  it('has parts with 1. and （1） below', () => {
    expect(outline(report)).toEqual(['第一部分 2023年工作回顾', '  1.聚力产业升级，综合实力稳步提升', '    （1）工业提质增效', '    （2）农业稳产增收', '  2.聚力改善民生，幸福指数持续攀升', '第二部分 2024年工作安排', '  1.着力扩大有效投资']);
    expect(report).toMatchObject({ date: '2024-01-08', region: '贵南县', issuer: '县长张某某', years: [2023], targetYears: [2024] });
  });

  it('tells results from targets', () => {
    expect(passageWith(report, '粮食总产量')).toMatchObject({ claim: 'result', period: { from: 2023, to: 2023 } });
    expect(passageWith(report, '居民收入增长')).toMatchObject({ claim: 'target', stem: '今年的预期目标是：', period: { from: 2024, to: 2024 } });
    expect(pathOf(report, passageWith(report, '重点项目50个'))).toEqual(['第二部分 2024年工作安排', '1.着力扩大有效投资']);
    expect(passageWith(report, '承上启下').period).toEqual({ from: 2023, to: 2023 });
  });
});

describe('a plan handed on by a notice', async () => {
  const report = await parseBytes(`临江市人民政府关于印发临江市“十四五”数字经济发展规划的通知
临政发〔2021〕8号

各区、县人民政府，市政府各部门：
现将《临江市“十四五”数字经济发展规划》印发给你们，请认真组织实施。
临江市人民政府
2021年4月12日
（此件公开发布）

临江市“十四五”数字经济发展规划

前 言
“十四五”时期是临江市开启全面建设社会主义现代化新征程的第一个五年，意义重大。
第一章
发展基础
全市数字经济核心产业增加值年均增长16.8%，数字基础设施不断完善。`, '规划.txt');

  it('has the date and issuer of the notice and the name of the plan', () => {
    expect(report).toMatchObject({ name: '临江市 “十四五”数字经济发展规划（2021-04-12）', date: '2021-04-12', issuer: '临江市人民政府', region: '临江市', kind: '规划纲要' });
    expect(outline(report)).toEqual(['前言', '第一章 发展基础']);
  });
});
