/** @module A report desk over a few small reports and the bundled model, for tests of retrieval and answering. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, openApp, type App } from '../../src/app.js';

/** File names and their texts. */
export type Texts = Readonly<Record<string, string>>;

export interface Asking extends App {
  remove(): Promise<void>;
}

export async function openAsking(texts: Texts): Promise<Asking> {
  const root = await mkdtemp(join(tmpdir(), 'judian-asking-'));
  await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(root, name), text)));
  const config = loadConfig({}, { cwd: process.cwd() });
  const app = await openApp({ config: { ...config, reportsDirs: [root], indexDir: join(root, '.index') }, log: { info: () => {}, warn: () => {} } });
  await app.index.sync();
  return {
    ...app,
    async remove() {
      await app.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Two districts of one city and two years, with results and targets of the same indicators. */
export const TWO_DISTRICTS: Texts = {
  'a.txt': `政府工作报告
——2024年1月20日在青石市云溪区第五届人民代表大会第三次会议上
云溪区人民政府区长 李明
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议，并请区政协委员提出意见。
一、2023年工作回顾
综合实力稳步提升。全年地区生产总值完成312.5亿元，同比增长6.8%；一般公共预算收入完成9.6亿元，增长5.1%。社会消费品零售总额达到88亿元。
民生保障持续加强。全年民生支出占比达到81%，新建幼儿园3所，改造老旧小区46个、35万平方米，城镇新增就业4200人，城镇登记失业率3.4%。
同时，我们也清醒地认识到，发展中还存在不少问题：产业层次不高，大项目偏少；财政收支矛盾突出；教育、医疗还有不少欠账。
二、2024年重点工作
今年的主要预期目标是：地区生产总值增长7%左右，一般公共预算收入增长6%，社会消费品零售总额增长8%以上，城镇登记失业率控制在4%以内。
（一）全力抓好项目建设。全年实施亿元以上重点项目32个，完成投资45亿元。建成云溪物流园、青石会展中心、南湖公园二期等项目。
（二）全力办好民生实事。改造老旧小区20个，新建充电桩150个。
名词解释
1.“三清零”：指规上企业研发投入、研发机构、研发成果清零行动。
`,
  'b.txt': `关于青石市白岭区2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告
——2024年1月18日在青石市白岭区第七届人民代表大会第三次会议上
白岭区发展和改革委员会
各位代表：
受区人民政府委托，现将计划执行情况提请大会审议。
一、2023年国民经济和社会发展计划执行情况
全年地区生产总值完成145亿元，同比增长4.2%；固定资产投资增长12%；社会消费品零售总额完成31亿元。接待游客120万人次。
二、2024年国民经济和社会发展主要目标
2024年主要预期目标如下：
——地区生产总值增长5.5%左右；
——固定资产投资增长15%以上；
——接待游客140万人次。
`,
};
