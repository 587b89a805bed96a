/** @module Administrative places in Chinese text: 包头市东河区 → 包头市, 东河区. */

const SUFFIX = '特别行政区|自治区|自治州|自治县|自治旗|兵团|新区|地区|林区|矿区|特区|省|市|州|盟|县|区|旗';
const ZONE = '经济技术开发区|高新技术产业开发区|经济开发区|技术开发区|综合实验区|先行示范区|综合保税区|旅游度假区|风景名胜区|工业园区|产业园区|高新区|经开区|开发区|示范区|管理区|保税区|度假区|合作区|街道';
const ZONE_PLACE = new RegExp(`^((?:(?![省市县区盟旗])\\p{Script=Han}){0,10}?)(?:${ZONE})`, 'u');
const RANKED_PLACE = new RegExp(
  `^(?:(?:城|郊|矿)区|(?![全我本该各])\\p{Script=Han}县|(\\p{Script=Han}{2,12}?)(?:(?:${SUFFIX})(?!人大|政协|级|直)|(?:镇|乡|苏木)(?![村镇化市县区愁土情])))`,
  'u',
);
/** Names of more than this many characters are no place but a sentence that holds a suffix by chance. */
const LONGEST_NAME = 12;
/** What no place name holds; 和, 日 or 会 do stand in some (呼和浩特市, 日照市, 会宁县). */
const NOT_IN_NAME = /[的在了与及是为向届次各我该]|全[国省市县区]|[\d一二三四五六七八九十][年月日]|关于|代表|政府|人民|经济|工作|发展|示范|试验|保税|开发|国家|创新|文明|特色|新型|建设|现代|城镇|城乡|老旧|乡村|农村|重点|主要|产业|财政|教育|卫生|交通|社会|计划|执行|情况|报告/u;
/** Words that end like a place. */
const NO_PLACE = /(?:小区|社区|片区|辖区|景区|库区|灾区|牧区|校区|保护区|功能区|自贸区|贸易试验区|县市|都市|小镇)$/u;

/** A place written out, outermost part first. */
export type PlaceChain = readonly string[];

/** The chain of places at the very start of `text` (包头市东河区第十八届… → [包头市, 东河区]); empty where there is none. */
export function placesAtStart(text: string): PlaceChain {
  const chain: string[] = [];
  let rest = text;
  for (let depth = 0; depth < 4; depth++) {
    const match = ZONE_PLACE.exec(rest) ?? RANKED_PLACE.exec(rest);
    const name = match?.[1] ?? '';
    if (!match || name.length > LONGEST_NAME || (NOT_IN_NAME.test(name) && !match[0].endsWith('兵团')) || NO_PLACE.test(match[0])) break;
    chain.push(match[0]);
    rest = rest.slice(match[0].length);
  }
  return chain;
}

const PEOPLES = '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺';
const OF_PEOPLES = new RegExp(`(?:(?:${PEOPLES})族)+$|(?:(?:${PEOPLES})族)*各族$`, 'u');
/** Autonomous regions that carry a people's name without 族 between place and rank. */
const OF_ONE_PEOPLE = /(?<=新疆)维吾尔$/u;

/** The place without its rank, as people call it: 东河区 → 东河, 黔东南苗族侗族自治州 → 黔东南, 内蒙古自治区 → 内蒙古. */
export function shortPlace(place: string): string {
  const base = place.replace(new RegExp(`(?:${ZONE}|${SUFFIX}|镇|乡|苏木)$`, 'u'), '');
  const stem = base.replace(OF_PEOPLES, '').replace(OF_ONE_PEOPLE, '');
  if (stem.length >= 2) return stem;
  return base.length >= 2 ? base : place;
}
