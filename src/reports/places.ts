/** @module Administrative places in Chinese text: 包头市东河区 → 包头市, 东河区. */

const SUFFIX = '特别行政区|自治区|自治州|自治县|自治旗|兵团|新区|地区|林区|矿区|省|市|州|盟|县|区|旗';
const PLACE = new RegExp(`^(\\p{Script=Han}{2,12}?)(${SUFFIX})(?!人大|政协|级|直|委)`, 'u');
/** Names of more than this many characters are no place but a sentence that holds a suffix by chance. */
const LONGEST_NAME = 12;
const NOT_IN_NAME = /[的在了和与及是有为向于对年月日届次会]|关于|代表|政府|人民|经济|工作|发展|示范|试验|保税|开发/u;

/** A place written out, outermost part first. */
export type PlaceChain = readonly string[];

/** The chain of places at the very start of `text` (包头市东河区第十八届… → [包头市, 东河区]); empty where there is none. */
export function placesAtStart(text: string): PlaceChain {
  const chain: string[] = [];
  let rest = text;
  for (let depth = 0; depth < 4; depth++) {
    const match = PLACE.exec(rest);
    if (!match || match[1]!.length > LONGEST_NAME || NOT_IN_NAME.test(match[1]!)) break;
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
  const base = place.replace(new RegExp(`(?:${SUFFIX})$`, 'u'), '');
  const stem = base.replace(OF_PEOPLES, '').replace(OF_ONE_PEOPLE, '');
  if (stem.length >= 2) return stem;
  return base.length >= 2 ? base : place;
}

/** Rank word of a place as its own report uses it in 我区, 全区: 区, 市, 州, 省…; null for the whole country. */
export function rankOf(place: string): string | null {
  if (place.endsWith('自治区')) return '区';
  if (place.endsWith('州')) return '州';
  if (/(?:旗|盟|省|市|区|县)$/u.test(place)) return place.slice(-1);
  return null;
}
