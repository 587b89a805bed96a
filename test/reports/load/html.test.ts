import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { loadDocument } from '../../../src/reports/load/index.js';
import { loadError, loadLines } from '../../support/document-lines.js';
import { SIMPLIFIED_TEXT as PROSE, TRADITIONAL_TEXT, encodeText } from '../../support/document-text.js';

const load = (body: string) => loadLines(`<html><body>${body}</body></html>`, 'a.html');
const loadAll = async (body: string) => (await loadDocument(Buffer.from(`<html><body>${body}</body></html>`), 'a.html')).lines;

describe('lines of a page', () => {
  it('are its block elements, line breaks and lines of preformatted text', async () => {
    expect(await load('<div>甲<p>乙<b>丙</b><br>丁</p>戊</div><ul><li>己</ul><pre>庚\n辛</pre>')).toEqual([
      '甲', '乙丙', '丁', '戊', '己', '庚', '辛',
    ]);
  });

  it('have no space where the source breaks a line between Chinese characters', async () => {
    expect(await load('<p>全年地区\n   生产总值 451\n亿元</p>')).toEqual(['全年地区生产总值 451 亿元']);
  });

  it('state the level of headings, but not of paragraphs marked up as such', async () => {
    expect(await loadAll(`<h1>政府工作报告</h1><h3>一、<b>回顾</b></h3><h2>${PROSE.repeat(2)}</h2>`)).toEqual([
      { text: '政府工作报告', heading: 1 },
      { text: '一、回顾', heading: 3 },
      { text: PROSE.repeat(2) },
    ]);
  });

  it('leave out scripts, styles, comments and inputs', async () => {
    expect(await load(`<style>p{}</style><!-- 注 --><script>var 甲</script><form><p>${PROSE}</p><input value="乙"></form>`)).toEqual([PROSE]);
  });

  it.each(['gb18030', 'utf-8', 'utf-16le'] as const)('are read in %s', async (encoding) => {
    const html = `<html><head><meta charset="gb2312"></head><body><p>${PROSE}</p></body></html>`;
    expect(await loadLines(encodeText(html, encoding, encoding === 'utf-16le'), 'a.html')).toEqual([PROSE]);
  });

  it('are read in Big5', async () => {
    const html = `<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><p>${TRADITIONAL_TEXT}</p></html>`;
    expect(await loadLines(encodeText(html, 'big5'), 'a.html')).toEqual([TRADITIONAL_TEXT]);
  });

  it('are read in an encoding that only the page knows', async () => {
    const html = Buffer.from('<html><meta charset="windows-1252"><p>caf\xe9 report</p></html>', 'latin1');
    expect(await loadLines(html, 'a.html')).toEqual(['café report']);
  });
});

describe('navigation', () => {
  const article = `<h1>政府工作报告</h1><p>2024年1月24日</p><p>${PROSE}</p><p>二、工作安排</p><p>${PROSE}</p><p>谢谢大家！</p>`;
  const expected = ['政府工作报告', '2024年1月24日', PROSE, '二、工作安排', PROSE, '谢谢大家！'];

  it('is left out around the content', async () => {
    const links = '<div><a href="/">首页</a> <a href="/b">政务公开</a></div><div>当前位置：<a href="/">首页</a> &gt; 公文</div>';
    const foot = '<div><a href="/c">相关阅读</a></div><p>版权所有：某区人民政府 京ICP备05070218号</p>';
    expect(await load(links + article + foot)).toEqual(expected);
  });

  it('is left out where elements, classes or styles mark it', async () => {
    const before = '<nav>首页</nav><div class="top-nav">办事</div><p style="display: none">隐藏</p><header>某区人民政府</header>';
    expect(await load(`${before}${article}<div id="footer">主办单位</div><footer>地址</footer>`)).toEqual(expected);
  });

  it('is no reason to lose the head of an article, or a page that is marked wrongly', async () => {
    expect(await load(`<article><header><h1>政府工作报告</h1></header><p>${PROSE}</p></article>`)).toEqual(['政府工作报告', PROSE]);
    expect(await load(`<div class="nav">${article}</div><p>尾</p>`)).toEqual([...expected, '尾']);
  });

  it('is not the table of contents of the report itself', async () => {
    expect(await load(`<p><a href="#a">一、回顾</a></p>${article}`)).toEqual(['一、回顾', ...expected]);
  });
});

describe('the title', () => {
  it('comes from the head where the text lacks it', async () => {
    const html = `<html><head><title>2023年某区政府工作报告</title></head><body><p>${PROSE}</p></body></html>`;
    expect(await loadLines(html, 'a.html')).toEqual(['2023年某区政府工作报告', PROSE]);
  });

  it('is not repeated', async () => {
    const head = '<head><title>某区政府工作报告_某区人民政府</title><meta name="ArticleTitle" content="某区政府工作报告"></head>';
    const html = `<html>${head}<body><p>某区</p><p>政府工作报告</p><p>${PROSE}</p></body></html>`;
    expect(await loadLines(html, 'a.html')).toEqual(['某区', '政府工作报告', PROSE]);
  });
});

describe('tables', () => {
  it('of data have one line a row', async () => {
    const html =
      '<table><caption>表1 主要指标</caption><tr><th>指标<th>单位<th>比上年<br>增长（%）</tr>' +
      '<tr><td><p>国内旅游</p><p>收入</p></td><td>亿元</td><td>37.0</td></tr></table>';
    expect(await loadAll(html)).toEqual([
      { text: '表1 主要指标' },
      { text: '指标\t单位\t比上年增长（%）', tableRow: true },
      { text: '国内旅游收入\t亿元\t37.0', tableRow: true },
    ]);
  });

  it('keep cells under their column where others span', async () => {
    const html =
      '<table><tr><td rowspan=2>指标<td colspan=2>2023年<td>属性</tr><tr><td>目标<td>完成<td>约束</tr>' +
      '<tr><td>粮食<td><td>133.77<td>预期</tr></table>';
    expect(await load(html)).toEqual(['指标\t2023年\t\t属性', '\t目标\t完成\t约束', '粮食\t\t133.77\t预期']);
  });

  it('survive absurd spans', async () => {
    expect(await load('<table><tr><td colspan=99999999>甲<td>乙</tr><tr><td rowspan=99999999>丙<td>丁</tr></table>')).toHaveLength(2);
  });

  it('of layout are taken as blocks', async () => {
    const html = `<table><tr><td>某区</td><td><table><tr><td><p>政府工作报告</p><p>${PROSE}</p></td></tr></table></td></tr></table>`;
    expect(await load(html)).toEqual(['某区', '政府工作报告', PROSE]);
  });

  it('that hold a page in one cell are layout', async () => {
    const page = Array.from({ length: 5 }, () => `<p>${PROSE}</p>`).join('');
    expect(await load(`<table><tr><td>甲</td><td>${page}</td></tr><tr><td>乙</td><td>丙</td></tr></table>`)).toEqual([
      '甲', ...Array.from({ length: 5 }, () => PROSE), '乙', '丙',
    ]);
  });

  it('of metadata become pairs', async () => {
    const html =
      '<table><tr><td><b>发文机关：</b></td><td>国务院</td><td>成文日期：</td><td>2019年01月24日</td></tr>' +
      '<tr><td>主 题 词：</td><td></td><td></td></tr></table>';
    expect(await load(`${html}<p>${PROSE}</p>`)).toEqual(['发文机关：国务院', '成文日期：2019年01月24日', PROSE]);
  });
});

describe('a page that would take too much', () => {
  it('is refused when nested too deep', async () => {
    expect(await loadError('<html>' + '<div>'.repeat(100_000), 'a.html')).toMatchObject({
      code: 'HTML_TOO_DEEP',
      parameters: { file: 'a.html', limit: 2000 },
    });
  });

  it('is read when nested as deep as allowed', async () => {
    expect(await load(`${'<div>'.repeat(1990)}${PROSE}${'</div>'.repeat(1990)}`)).toEqual([PROSE]);
  });

  it('is read when its elements are never closed', async () => {
    expect(await load(`<p>${PROSE}`.repeat(5000))).toHaveLength(5000);
  });

  it('is read in linear time however its tables are nested and its cells span', async () => {
    const nested = '<table><tr><td>'.repeat(1000) + '甲' + `</td></tr></table>${'<p>乙</p>'.repeat(100)}`.repeat(1000);
    expect(await load(nested)).toHaveLength(100_001);
    const spans = '<tr><td colspan=1000 rowspan=1000>甲<td colspan=1000 rowspan=999>乙</tr>'.repeat(10_000);
    expect(await load(`<table>${spans}</table>`)).toHaveLength(10_000);
  });

  it('is read in linear time where one line has many elements', async () => {
    const lines = await load(`<p>${'<b>全年</b>'.repeat(200_000)}</p>`);
    expect(lines.map((line) => line.length)).toEqual([400_000]);
  });

  it('is refused when it has too many tags', async () => {
    expect((await loadError('<html>' + '<br>'.repeat(500_001), 'a.html')).code).toBe('FILE_TOO_LARGE');
  });
});

describe('a page of the State Council', () => {
  it('is read without its layout tables and navigation', async () => {
    const bytes = await readFile(new URL('../../fixtures/state-council-page.html', import.meta.url));
    const { lines } = await loadDocument(bytes, 'content.html');
    expect(lines.map((line) => line.text.slice(0, 40))).toEqual([
      '索 引 号：000014349/2019-00005',
      '主题分类：科技、教育\\教育',
      '发文机关：国务院',
      '成文日期：2019年01月24日',
      '标 题：国务院关于印发国家职业教育改革实施方案的通知',
      '发文字号：国发〔2019〕4号',
      '发布日期：2019年02月13日',
      '国务院关于印发国家职业教育改革',
      '实施方案的通知',
      '国发〔2019〕4号',
      '各省、自治区、直辖市人民政府，国务院各部委、各直属机构：',
      '现将《国家职业教育改革实施方案》印发给你们，请认真贯彻执行。',
      '国务院',
      '2019年1月24日',
      '（此件公开发布）',
      '国家职业教育改革实施方案',
      '职业教育与普通教育是两种不同教育类型，具有同等重要地位。改革开放以来，职业教育为',
    ]);
  });
});
