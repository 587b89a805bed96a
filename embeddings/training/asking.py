"""Questions as people ask them, made from the sentences of reports and news.

A clause that holds a known wording is taken, the wording said in other words (wordings.txt), its figures asked for
instead of given, a place and a year put before it, and the whole cast as a question or as keywords. Places and years are
often not those of the passage: in the product the passages of one report are all about one place, which few of them
name, so that a place must not outweigh what is asked about it.
"""

import collections
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from text import common_characters

CLAUSE = re.compile(r"[^,;:。!?]+")
FIGURE = re.compile(r"(?:约|近|达|超|超过|达到)?(?<![0-9])(?!(?:19|20)[0-9]{2}年)[0-9][0-9.,]*(?:多|余)?(%|个百分点|[万亿千百]*[元吨人个户亩套家项件辆斤米条所次处座公里倍]*)(?![0-9月日时])")
YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")
PLACE = re.compile(r"(?:^|[,。;:“”!?\s])([\u4e00-\u9fff]{2,4}?(?:省|市|县|区|州|旗|盟))(?![场民值政委长级域间分外面内])")
NO_PLACE = re.compile(r"[的在了和与及是有为向于对年月日届次会全各该本我城小社地园景片山老新价货照用售请]|(?:示范|试验|保税|开发|都|夜|上|超|股|楼|校|厂|灾|农|牧|雪|郊|辖|战|专|股|超)[市区]|集团|欧元|目前|来自|直辖|自治|以")
PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 "
    "贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 全国 全国 国家 我国 全省 全市 全县 全区 我市 我县 我省 我区 市里 县里 区里 当地 咱们这 本地"
).split()
PLACE_AT_LEAST = 15

ASK_FIGURE = ["", "", "", "是多少", "有多少", "多大", "怎么样", "多少", "具体多少", "到底多少"]
ASK_FACT = ["", "", "怎么样", "有哪些", "做了什么", "干了啥", "情况", "情况如何", "是什么", "怎么做", "如何", "咋样", "有啥", "打算怎么办", "怎么搞", "有什么措施"]
OPENINGS = ["请问", "想知道", "帮我查", "我想问问", "麻烦查一下", "说说", "告诉我"]
FILLERS = (
    "一共 总共 到底 究竟 大概 大约 差不多 现在 眼下 目前 最近 当时 那会儿 那年 这一年 一年下来 全年 年底 想 想要 打算 准备 计划 要 能 能不能 可以 "
    "会不会 有没有 是不是 干到 做到 弄到 搞到 冲到 涨到 降到 升到 提到 拿下 搞出 弄出 拿出 冒出 干了 做了 办了 出了 花了 砸了 投了 用了 给了 "
    "咋 怎么 为啥 为什么 为何 凭什么 干嘛 什么时候 啥时候 哪年 哪天 谁 哪个 哪些 哪几个 哪家 哪里 什么地方 什么人 啥 什么 几个 第几 "
    "还是 以及 另外 还有 分别 各 都 又 也 才 就 再 更 比较 特别 算 算是 据说 听说 说是 提到 讲到 写到 里头 里面 报告里 报告中 文件里 政府 "
    "比前一年 比上年 跟去年比 多了还是少了 涨了还是跌了 涨了多少 多了多少 变化 情况 水平 规模 数字 数据 指标 具体 主要 大家 人家 老百姓 咱 我们 他们 这个 那个 这些 这边 那边 "
    "的 了 呢 吗 吧 啊 呀 把 被 给 让 把它 对 在 从 往 用 靠 上 下 里 来 去 点 些"
).split()
FIGURES = ["多少", "多少", "多少", "几", "多少", "是多少"]
SHARES = ["多少", "百分之几", "几个点", "多少", "几成"]
YEARS = [f"{year}年" for year in range(2005, 2027)] + ["去年", "今年", "前年", "上年", "全年"]


class Wordings:
    """Finds known wordings in text, longest first, and says them otherwise."""

    def __init__(self, paths: list[Path]):
        self.others: dict[str, list[str]] = {}
        self.common: set[str] = set()
        for path in paths:
            lines = path.read_text(encoding="utf-8").splitlines()
            self.common = {wording for line in lines if line[0] == "~" for wording in line.split()[1:]}
            for line in lines:
                if line[0] in "#~":
                    continue
                official, asked = line.split("=")
                for wording in official.split():
                    if len(wording) > 1:
                        self.others.setdefault(wording, []).extend(word for word in asked.split() if word != wording)
        self.by_start: dict[str, list[str]] = collections.defaultdict(list)
        for wording in sorted(self.others, key=len, reverse=True):
            self.by_start[wording[:2]].append(wording)

    def find(self, text: str) -> list[tuple[int, str]]:
        found, at = [], 0
        while at < len(text) - 1:
            for wording in self.by_start.get(text[at : at + 2], ()):
                if text.startswith(wording, at):
                    found.append((at, wording))
                    at += len(wording) - 1
                    break
            at += 1
        return found


def frequent_places(texts: Iterable[str]) -> list[str]:
    """Names of places at the start of clauses, with and without their rank."""
    counts = collections.Counter(name for text in texts for name in PLACE.findall(text))
    names = [name for name, count in sorted(counts.items()) if count >= PLACE_AT_LEAST and not NO_PLACE.search(name[:-1])]
    return names + [name[:-1] for name in names if len(name) > 2]


class Asker:
    def __init__(self, wordings: Wordings, places: list[str], fillers: bool, random: np.random.Generator):
        self.wordings = wordings
        self.places = places
        self.fillers = fillers
        self.random = random
        self.characters = common_characters()

    def one_of(self, values: list[str]) -> str:
        return values[int(self.random.random() * len(values))]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def question(self, sentence: str, own_places: list[str]) -> str | None:
        """A question that the folded `sentence` answers; None where it holds nothing worth asking."""
        clauses = CLAUSE.findall(sentence)
        worth = [i for i, clause in enumerate(clauses) if any(w not in self.wordings.common for _, w in self.wordings.find(clause))]
        if not worth:
            return None
        at = worth[int(self.random.random() * len(worth))]
        first = max(0, at - 1) if self.chance(0.2) else at
        text = "".join(clauses[first : at + (2 if self.chance(0.25) else 1)])[:80]
        text, words = self._reworded(text)
        if self.chance(0.15):
            text = " ".join(words[:4])
            asks = ["", "", "多少", "情况"]
        else:
            asked = FIGURE.search(text) is not None
            text = FIGURE.sub(self._asked_for, text)
            asks = ASK_FIGURE if asked else ASK_FACT
        if self.fillers:
            text = self._with_fillers(text)
        if self.chance(0.4):
            text = YEAR.sub("", text)
        if self.chance(0.5):
            for place in own_places:
                text = text.replace(place, "")
        before = self.one_of(YEARS) if self.chance(0.45) else ""
        if self.chance(0.65):
            place = self.one_of(own_places) if own_places and self.chance(0.4) else self.one_of(self.places if self.chance(0.6) else PROVINCES)
            before = before + place if self.chance(0.5) else place + before
        if self.chance(0.1):
            before = self.one_of(OPENINGS) + before
        if self.chance(0.15):
            return f"{text}{before}{self.one_of(asks)}"
        return f"{before}{text}{self.one_of(asks)}"

    def _with_fillers(self, text: str) -> str:
        """Words put in that tell nothing, and now and then a character lost or wrong."""
        for _ in range(int(self.random.integers(0, 4))):
            place = self.random.random()
            at = 0 if place < 0.4 else len(text) if place < 0.8 else int(self.random.random() * len(text))
            text = text[:at] + self.one_of(FILLERS) + text[at:]
        if len(text) > 4 and self.chance(0.15):
            at = int(self.random.random() * len(text))
            text = text[:at] + (self.one_of(self.characters) if self.chance(0.5) else "") + text[at + 1 :]
        return text

    def _reworded(self, text: str) -> tuple[str, list[str]]:
        parts, words, end = [], [], 0
        for at, wording in self.wordings.find(text):
            said = self.one_of(self.wordings.others[wording]) if self.chance(0.75) else wording
            parts += [text[end:at], said]
            words.append(said)
            end = at + len(wording)
        return "".join([*parts, text[end:]]), words

    def _asked_for(self, figure: re.Match[str]) -> str:
        unit = figure.group(1)
        if unit in ("%", "个百分点"):
            return self.one_of(SHARES)
        if self.chance(0.3):
            return ""
        return self.one_of(FIGURES) + (unit.lstrip("万亿千百") if self.chance(0.6) else unit if self.chance(0.5) else "")
