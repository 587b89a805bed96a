"""The training text as token ids: articles of sentences, and question-passage pairs."""

import collections
import gzip
import json
import pickle
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from text import Tokenizer, add_latin_words, runs, sentences, train_vocabulary

# Reports that development questions are asked about: kept out of the training text.
HELD_OUT_REPORTS = ("2022年", "2010年")
LATIN_AT_LEAST = 20
QUESTION_SETS = ("cmrc-train", "drcd-dev", "c3-train", "law-questions")
# Questions written for this training on passages of news and national reports, answered there or not: article, where in its
# folded text the passage stands, question, where in the passage the answers do.
WRITTEN = Path(__file__).with_name("written.tsv")


@dataclass
class Article:
    sentences: list[np.ndarray]


@dataclass
class Pair:
    question: np.ndarray
    # The passage's sentences, and which of them hold the answer (empty where unknown).
    passage: list[np.ndarray]
    answer_at: list[int]
    key: int
    question_key: int


@dataclass
class Written:
    question: str
    passage: str
    answers: list[tuple[int, int]]  # none where the passage only sounds as if it answered


@dataclass
class Corpus:
    news: list[Article]
    reports: list[Article]
    questions: dict[str, list[Pair]]
    counts: np.ndarray  # of every token
    news_texts: list[str]  # folded; of the same articles
    report_texts: list[str]
    written: list[Written]


def fold_file(source: Path, work: Path) -> Path:
    target = work / (source.name.removesuffix(".gz"))
    if not target.exists():
        partial = target.with_suffix(".partial")
        with gzip.open(source, "rb") as packed, partial.open("wb") as out:
            node = subprocess.Popen(["node", str(Path(__file__).with_name("fold.mjs"))], stdin=subprocess.PIPE, stdout=out)
            assert node.stdin is not None
            for block in iter(lambda: packed.read(1 << 20), b""):
                node.stdin.write(block)
            node.stdin.close()
            if node.wait() != 0:
                raise RuntimeError(f"folding {source} failed")
        partial.rename(target)
    return target


def rows(path: Path):
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def count_runs(folded: dict[str, Path], reports: list[dict]) -> dict[str, int]:
    """How often each run occurs, the reports' counting fivefold, in a third of the news."""
    counts: collections.Counter[str] = collections.Counter()
    for row in reports:
        for run in runs(row["text"]):
            counts[run] += 5
    for i, row in enumerate(rows(folded["news"])):
        if i % 3 == 0:
            counts.update(runs(row["text"]))
    for name in QUESTION_SETS:
        for passage in {row["passage"] for row in rows(folded[name])}:
            counts.update(runs(passage))
        for row in rows(folded[name]):
            counts.update(runs(row["question"]))
    return counts


def load(corpora: Path, work: Path, vocabulary_size: int, threads: int, log=print) -> tuple[Corpus, Tokenizer]:
    """Folds, learns the vocabulary and encodes; every step is kept in `work` and not repeated."""
    work.mkdir(parents=True, exist_ok=True)
    folded = {name: fold_file(corpora / f"{name}.jsonl.gz", work) for name in ("news", "national-reports", *QUESTION_SETS)}
    reports = [row for row in rows(folded["national-reports"]) if not row["title"].startswith(HELD_OUT_REPORTS)]
    log(f"folded; {len(reports)} national reports")

    vocabulary = work / f"vocabulary-{vocabulary_size}-latin.model"
    if not vocabulary.exists():
        counts = count_runs(folded, reports)
        learnt = work / f"vocabulary-{vocabulary_size}.model"
        if not learnt.exists():
            train_vocabulary(counts, vocabulary_size, learnt, threads)
        add_latin_words(learnt, counts, LATIN_AT_LEAST, vocabulary)
        log(f"vocabulary learnt from {len(counts)} runs")
    tokenizer = Tokenizer(vocabulary)

    news_texts = [row["text"] for row in rows(folded["news"])]
    report_texts = [row["text"] for row in reports]
    written = written_questions({
        "report": {row["title"][:4]: row["text"] for row in reports},
        "news": by_row(news_texts),
        "cmrc": by_row(row["passage"] for row in rows(folded["cmrc-train"])),
    })
    cache = work / f"corpus-{vocabulary_size}.pickle"
    if cache.exists():
        with cache.open("rb") as file:
            news, report_articles, questions, counts = pickle.load(file)
        return Corpus(news, report_articles, questions, counts, news_texts, report_texts, written), tokenizer
    counts = np.zeros(tokenizer.size, dtype=np.int64)

    def encode(text: str) -> np.ndarray:
        ids = np.array(tokenizer.encode(text), dtype=np.int32)
        np.add.at(counts, ids, 1)
        return ids

    def article(text: str) -> Article:
        return Article([ids for sentence in sentences(text) if len(ids := encode(sentence))])

    news = [article(text) for text in news_texts]
    report_articles = [article(text) for text in report_texts]
    questions: dict[str, list[Pair]] = {}
    log("news and reports encoded")
    for name in QUESTION_SETS:
        passages: dict[str, tuple[int, list[str], list[np.ndarray]]] = {}
        asked: dict[str, int] = {}
        pairs = []
        for row in rows(folded[name]):
            text = row["passage"]
            if text not in passages:
                cut = sentences(text)
                passages[text] = (len(passages), cut, [encode(sentence) for sentence in cut])
            key, cut, ids = passages[text]
            answers = [answer for answer in row.get("answers") or [] if answer]
            at = [i for i, sentence in enumerate(cut) if any(answer in sentence for answer in answers)]
            question_key = asked.setdefault(row["question"], len(asked))
            pairs.append(Pair(encode(row["question"]), ids, at, key, question_key))
        questions[name] = pairs
    with cache.open("wb") as file:
        pickle.dump((news, report_articles, questions, counts), file, protocol=4)
    log("corpus encoded")
    return Corpus(news, report_articles, questions, counts, news_texts, report_texts, written), tokenizer


def by_row(texts: Iterable[str]) -> dict[str, str]:
    return {str(i): text for i, text in enumerate(texts)}


def written_questions(articles: dict[str, dict[str, str]]) -> list[Written]:
    """`WRITTEN` with its passages; `articles` by kind, then by year or row of the corpus."""
    found = []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        article, start, end, question, spans = line.split("\t")
        kind, key = article.split(":")
        answers = [tuple(map(int, span.split("-"))) for span in spans.split(",") if span]
        found.append(Written(question, articles[kind][key][int(start) : int(end)], answers))
    return found


def sample_texts(work: Path) -> list[str]:
    """Two thousand folded questions and passages."""
    texts = []
    for name in QUESTION_SETS:
        for _, row in zip(range(250), rows(work / f"{name}.jsonl")):
            texts += [row["question"], row["passage"]]
    return texts
