"""Batches for the reader, drawn without end from a seeded generator: a question, three passages, which of their tokens answer."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asking import CLAUSE, PLACE, Asker, Wordings, frequent_places
from corpus import QUESTION_SETS, Corpus, Written, rows
from reader import BODY, HEADER
from text import Tokenizer, sentences

# How often a question comes from each source; made ones (asking.py) from news and reports.
MIX = {"written": 0.50, "made": 0.25, "cmrc-train": 0.15, "drcd-dev": 0.06, "c3-train": 0.025, "law-questions": 0.015}
# Share of the written questions that their passage does not answer.
NEAR_MISSES = 0.4
PASSAGES = 3
MOST_QUESTION, MOST_HEADER, MOST_BODY = 36, 14, 100  # tokens
SPAN = (30, 110)  # tokens of a passage, and what is left of its last sentence
FROM_NEWS = 0.55
NEWS_ARTICLES = 20_000
NEIGHBOUR_ARTICLES = 8_000
NEIGHBOUR_TOKENS = 80
RARE = 20_000  # a token seen less often finds neighbours
HEADED = {"made": 0.4, "asked": 0.3}
# Shares of questions whose answering clause is taken out of its passage, and whose passage is another.
TAKEN_OUT = {"made": 0.12, "asked": 0.06}
EXCHANGED = {"made": 0.08, "asked": 0.08}
DROPPED, SPELT, LOST = 0.2, 0.05, 0.1
PART = re.compile(r"[^。!?;]+[。!?;]*[”』」)]?")
NONE = np.zeros(0, np.int32)


@dataclass
class Passage:
    header: np.ndarray
    body: np.ndarray
    answers: np.ndarray  # of each token of the body: is it part of the answer?


@dataclass
class Sample:
    question: np.ndarray
    passages: list[Passage]


@dataclass
class Part:
    """A sentence or a part of one that ends at a semicolon: token ids, which of them hold an answer."""

    ids: np.ndarray
    starts: np.ndarray  # offset of each token in the passage
    end: int


@dataclass
class Asked:
    question: np.ndarray
    passage: int
    answers: list[tuple[int, int]]
    title: np.ndarray


def fingerprint(text: str) -> str:
    return re.sub(r"\W", "", text)[:60]


class ReadingSampler:
    def __init__(self, corpus: Corpus, tokenizer: Tokenizer, work: Path, wordings: list[Path], held_out: set[str], seed: int, written: list[Written]):
        """`work` holds the folded question sets; passages whose fingerprint is in `held_out` are left out, those of `written` too."""
        self.random = np.random.default_rng(seed)
        self.tokenizer = tokenizer
        self.spelling = tokenizer.characters()
        chosen = self.random.permutation(len(corpus.news))[:NEWS_ARTICLES]
        long = lambda article: sum(map(len, article.sentences)) >= 80 and len(article.sentences) >= 4
        self.articles = {
            "news": [(corpus.news[i].sentences, corpus.news_texts[i]) for i in chosen if long(corpus.news[i])],
            "report": [(article.sentences, text) for article, text in zip(corpus.reports, corpus.report_texts)],
        }
        lengths = np.array([len(own) for own, _ in self.articles["report"]], float)
        self.report_shares = lengths / lengths.sum()
        places = frequent_places(corpus.news_texts[i] for i in chosen[:NEIGHBOUR_ARTICLES])
        self.asker = Asker(Wordings(wordings), places, True, self.random)
        self.sets = {name: self._question_set(work / f"{name}.jsonl", held_out) for name in QUESTION_SETS}
        self.sets["written"], self.near_misses = self._written([row for row in written if fingerprint(row.passage) not in held_out])
        self._index_neighbours(corpus.counts)

    def _encode(self, text: str) -> np.ndarray:
        return np.array(self.tokenizer.encode(text), dtype=np.int32)

    def _question_set(self, path: Path, held_out: set[str]) -> tuple[list[Asked], list[list[Part]]]:
        keys: dict[str, int] = {}
        passages: list[list[Part]] = []
        asked = []
        for row in rows(path):
            text = row["passage"]
            if fingerprint(text) in held_out:
                continue
            if text not in keys:
                keys[text] = len(passages)
                passages.append([self._part(text, match) for match in PART.finditer(text) if match.group().strip()])
            spans = []
            for answer in dict.fromkeys(answer for answer in row.get("answers") or [] if answer):
                spans += [(match.start(), match.end()) for match in re.finditer(re.escape(answer), text)][: 4 if len(answer) > 1 else 1]
            asked.append(Asked(self._encode(row["question"]), keys[text], spans, self._encode(row.get("title") or "")[:12]))
        return asked, passages

    def _written(self, written: list[Written]) -> tuple[tuple[list[Asked], list[list[Part]]], list[Asked]]:
        """Those that are answered, with all passages, and those that are not."""
        keys: dict[str, int] = {}
        passages: list[list[Part]] = []
        answered, near_misses = [], []
        for row in written:
            if row.passage not in keys:
                keys[row.passage] = len(passages)
                passages.append([self._part(row.passage, match) for match in PART.finditer(row.passage) if match.group().strip()])
            (answered if row.answers else near_misses).append(Asked(self._encode(row.question), keys[row.passage], row.answers, NONE))
        return (answered, passages), near_misses

    def _part(self, text: str, match: re.Match[str]) -> Part:
        ids, starts = self.tokenizer.encode_with_starts(match.group())
        return Part(ids, starts + match.start(), match.end())

    def _index_neighbours(self, counts: np.ndarray) -> None:
        """Which runs of sentences of news and reports hold a rare token."""
        self.neighbours: list[np.ndarray] = []
        for kind in ("news", "report"):
            for own, _ in self.articles[kind][:NEIGHBOUR_ARTICLES]:
                run: list[np.ndarray] = []
                for sentence in own:
                    run.append(sentence)
                    if sum(map(len, run)) >= NEIGHBOUR_TOKENS:
                        self.neighbours.append(np.concatenate(run)[:MOST_BODY])
                        run = []
        tokens = [np.unique(run) for run in self.neighbours]
        tokens = [own[counts[own] < RARE] for own in tokens]
        places = np.repeat(np.arange(len(tokens), dtype=np.int32), [len(own) for own in tokens])
        flat = np.concatenate(tokens)
        order = np.argsort(flat, kind="stable")
        self.holders = places[order]
        self.first_holder = np.searchsorted(flat[order], np.arange(len(counts) + 1))

    def sample(self) -> Sample:
        while True:
            source = self.random.choice(list(MIX), p=list(MIX.values()))
            if source == "written" and self.random.random() < NEAR_MISSES:
                found = self._near_miss()
            else:
                found = self._made() if source == "made" else self._asked(source)
            if found is not None and all(len(passage.body) for passage in found.passages):
                return found

    def _made(self) -> Sample | None:
        """A question made from clauses of a sentence; beside its passage two of the same article or with its rare words."""
        random = self.random
        kind = "news" if random.random() < FROM_NEWS else "report"
        articles = self.articles[kind]
        which = int(random.integers(len(articles))) if kind == "news" else int(random.choice(len(articles), p=self.report_shares))
        own, text = articles[which]
        cut = sentences(text)
        if len(cut) != len(own):
            return None
        at = int(random.integers(len(own)))
        clauses = [(match.start(), match.end()) for match in CLAUSE.finditer(cut[at])]
        if not clauses:
            return None
        first = int(random.integers(len(clauses)))
        last = min(len(clauses), first + int(random.integers(1, 3))) - 1
        start, end = clauses[first][0], clauses[last][1]
        asked = self.asker.question(cut[at][start:end], PLACE.findall(text[:300])[:2])
        question = self._encode(asked or "")
        ids, starts = self.tokenizer.encode_with_starts(cut[at])
        held = (starts >= start) & (starts < end)
        if len(question) < 2 or not held.any():
            return None
        before, after = self._span(own, at)
        body = np.concatenate([*own[before:at], ids, *own[at + 1 : after]])
        answers = np.zeros(len(body), bool)
        offset = sum(map(len, own[before:at]))
        answers[offset : offset + len(ids)] = held
        header = own[0 if random.random() < 0.5 else before - 1][:MOST_HEADER] if before > 0 and random.random() < HEADED["made"] else NONE

        chance = random.random()
        if chance < TAKEN_OUT["made"]:
            body, answers = body[~answers], answers[~answers] & False
        wrong = []
        others = [i for i in range(len(own)) if i < before or i >= after]
        for _ in range(2 if others else 0):
            i = int(random.choice(others))
            since, until = self._span(own, i)
            wrong.append(np.concatenate(own[since:until] if until <= before or since >= after else own[i : i + 1])[:MOST_BODY])
        while len(wrong) < PASSAGES - 1:
            wrong.append(self._neighbour(question))
        passage = Passage(header, *self._cut(body, answers))
        if TAKEN_OUT["made"] <= chance < TAKEN_OUT["made"] + EXCHANGED["made"]:
            passage = unanswering(header, self._neighbour(question))
        return Sample(self._altered(question), [passage, *(unanswering(NONE, other) for other in wrong)])

    def _neighbour(self, question: np.ndarray) -> np.ndarray:
        """Sentences that hold one of the question's three rarest tokens."""
        tokens = np.unique(question)
        often = self.first_holder[tokens + 1] - self.first_holder[tokens]
        rarest = tokens[often > 0][np.argsort(often[often > 0])][:3]
        if len(rarest) == 0:
            return self.neighbours[int(self.random.integers(len(self.neighbours)))]
        token = int(self.random.choice(rarest))
        return self.neighbours[self.holders[int(self.random.integers(self.first_holder[token], self.first_holder[token + 1]))]]

    def _asked(self, name: str) -> Sample | None:
        """A question of a set; beside the sentences around its answer others of the same passage, else of another."""
        random = self.random
        asked, passages = self.sets[name]
        row = asked[int(random.integers(len(asked)))]
        parts = passages[row.passage]
        ids = [part.ids for part in parts]
        held = [self._holds(part, row.answers) for part in parts]
        if name in ("c3-train", "law-questions") and not any(own.any() for own in held):
            # No answer is given word for word: anywhere in the passage.
            held = [np.ones(len(own), bool) for own in ids]
        right = [i for i, own in enumerate(held) if own.any()]
        if not right:
            return None
        before, after = self._span(ids, int(random.choice(right)))
        body, answers = np.concatenate(ids[before:after]), np.concatenate(held[before:after])
        header = row.title if random.random() < HEADED["asked"] else NONE
        wrong = self._runs(ids, held, before, after)
        chance = random.random()
        if chance < TAKEN_OUT["asked"]:
            rest = [ids[i] for i in range(before, after) if not held[i].any()]
            if not rest:
                return None
            body = np.concatenate(rest)
            answers = np.zeros(len(body), bool)
        passage = Passage(header, *self._cut(body, answers))
        wrong = [wrong[i] for i in random.permutation(len(wrong))]
        if TAKEN_OUT["asked"] <= chance < TAKEN_OUT["asked"] + EXCHANGED["asked"] and wrong:
            passage = unanswering(header, wrong.pop())
        wrong = wrong[: PASSAGES - 1]
        while len(wrong) < PASSAGES - 1:
            other = passages[(row.passage + int(random.integers(-4, 5))) % len(passages) if random.random() < 0.5 else int(random.integers(len(passages)))]
            if other is parts or not other:
                continue
            since, until = self._span([part.ids for part in other], int(random.integers(len(other))))
            wrong.append(np.concatenate([part.ids for part in other[since:until]])[:MOST_BODY])
        return Sample(self._altered(row.question), [passage, *(unanswering(header, other) for other in wrong)])

    def _near_miss(self) -> Sample:
        """A written question with runs of the passage that sounds as if it answered, and of those near it."""
        random = self.random
        row = self.near_misses[int(random.integers(len(self.near_misses)))]
        _, passages = self.sets["written"]
        ids = [part.ids for part in passages[row.passage]]
        runs = self._runs(ids, [np.zeros(len(own), bool) for own in ids], len(ids), len(ids))
        runs = [runs[i] for i in random.permutation(len(runs))][:PASSAGES]
        while len(runs) < PASSAGES:
            other = passages[(row.passage + int(random.integers(-4, 5))) % len(passages)]
            if other is passages[row.passage]:
                continue
            since, until = self._span([part.ids for part in other], int(random.integers(len(other))))
            runs.append(np.concatenate([part.ids for part in other[since:until]])[:MOST_BODY])
        return Sample(self._altered(row.question), [unanswering(NONE, run) for run in runs])

    def _holds(self, part: Part, answers: list[tuple[int, int]]) -> np.ndarray:
        ends = np.append(part.starts[1:], part.end)[: len(part.starts)]
        held = np.zeros(len(part.ids), bool)
        for start, end in answers:
            held |= (part.starts < end) & (ends > start)
        return held

    def _runs(self, ids: list[np.ndarray], held: list[np.ndarray], before: int, after: int) -> list[np.ndarray]:
        """Runs of parts outside `[before, after)` that hold no answer."""
        found, at = [], 0
        while at < len(ids):
            wanted, end = int(self.random.integers(*SPAN)), at
            while end < len(ids) and sum(map(len, ids[at:end])) < wanted:
                end += 1
            if (end <= before or at >= after) and not any(own.any() for own in held[at:end]):
                found.append(np.concatenate(ids[at:end])[:MOST_BODY])
            at = end
        return found

    def _span(self, parts: list[np.ndarray], at: int) -> tuple[int, int]:
        """Whole parts around `at`."""
        first, end = at, at + 1
        length, wanted = len(parts[at]), self.random.integers(*SPAN)
        while length < wanted and (first > 0 or end < len(parts)):
            if end >= len(parts) or (first > 0 and self.random.random() < 0.5):
                first -= 1
                length += len(parts[first])
            else:
                length += len(parts[end])
                end += 1
        return first, end

    def _cut(self, body: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """At most `MOST_BODY` tokens, with as much of the answer as fits."""
        spare = len(body) - MOST_BODY
        if spare <= 0:
            return body, answers
        held = np.flatnonzero(answers)
        lowest, highest = (max(0, held[-1] + 1 - MOST_BODY), held[0]) if len(held) else (0, spare)
        start = min(spare, int(self.random.integers(min(lowest, highest), max(lowest, highest) + 1)))
        return body[start : start + MOST_BODY], answers[start : start + MOST_BODY]

    def _altered(self, question: np.ndarray) -> np.ndarray:
        """Tokens dropped, a few spelt by character, of which some are lost."""
        random = self.random
        drop = random.uniform(0, DROPPED) if random.random() < 0.5 else 0
        kept: list[int] = []
        for token in question:
            if random.random() < drop and len(question) > 3:
                continue
            if random.random() < SPELT and len(self.spelling[token]) > 1:
                kept += [letter for letter in self.spelling[token] if random.random() > LOST]
            else:
                kept.append(token)
        return np.array((kept or list(question))[:MOST_QUESTION], dtype=np.int32)


def written_samples(written: list[Written], tokenizer: Tokenizer) -> list[Sample]:
    """Each written question with its whole passage, in runs of sentences."""
    samples = []
    for row in written:
        ids, starts = tokenizer.encode_with_starts(row.passage)
        held = np.zeros(len(ids), bool)
        for start, end in row.answers:
            held |= (np.append(starts[1:], len(row.passage)) > start) & (starts < end)
        runs, first = [], 0
        for part in PART.finditer(row.passage):
            end = int(np.searchsorted(starts, part.end()))
            if end - first >= SPAN[0] * 2 or end == len(ids):
                runs.append(Passage(NONE, ids[first:end], held[first:end]))
                first = end
        question = np.array(tokenizer.encode(row.question)[:MOST_QUESTION], dtype=np.int32)
        if len(question) and runs and all(len(run.body) for run in runs):
            samples.append(Sample(question, runs))
    return samples


def unanswering(header: np.ndarray, body: np.ndarray) -> Passage:
    return Passage(header, body, np.zeros(len(body), bool))


def padded(samples: list[Sample]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Questions, and passages with their segments and answers, each row padded with 0."""
    passages = [passage for sample in samples for passage in sample.passages]
    width = max(len(passage.header) + len(passage.body) for passage in passages)
    questions = np.zeros((len(samples), max(len(sample.question) for sample in samples)), np.int64)
    tokens, segments = np.zeros((len(passages), width), np.int64), np.zeros((len(passages), width), np.int64)
    answers = np.zeros((len(passages), width), bool)
    for i, sample in enumerate(samples):
        questions[i, : len(sample.question)] = sample.question
    for i, passage in enumerate(passages):
        start, end = len(passage.header), len(passage.header) + len(passage.body)
        tokens[i, :start], tokens[i, start:end] = passage.header, passage.body
        segments[i, :start], segments[i, start:end] = HEADER, BODY
        answers[i, start:end] = passage.answers
    return questions, tokens, segments, answers
