"""Measures a model folder by retrieval: vectors alone, words alone (BM25 over bigrams), and their weighted sum.

    python3 evaluate.py --model DIR --questions FILE --passages FILE
    python3 evaluate.py --model DIR --golden FILE --reports DIR [--reports DIR]

The first form ranks passages ({"id", "text"} lines) for questions ({"question", "passages"} lines). The second cuts
reports (plain text, hard-wrapped) into chunks of whole sentences of about 200 characters and counts how often a chunk
that holds all answer strings of a gold entry comes first, within 5 and within 10; questions whose answer lies in no
single chunk count as misses. It is repeated among the chunks of the report asked about, since the product knows which
place a question names and few passages name it. The model runs in node exactly as in the product.
"""

import argparse
import collections
import json
import math
import re
import subprocess
from pathlib import Path

import numpy as np

CHUNK = 200
HERE = Path(__file__).parent


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def embed(model: Path, texts: list[str]) -> np.ndarray:
    done = subprocess.run(
        ["node", str(HERE / "embed.mjs"), str(model)], input=json.dumps(texts).encode(), stdout=subprocess.PIPE, check=True
    )
    return np.frombuffer(done.stdout, dtype="<f4").reshape(len(texts), -1)


def fold(texts: list[str]) -> list[str]:
    rows = "\n".join(json.dumps({"text": text}) for text in texts)
    done = subprocess.run(["node", str(HERE / "fold.mjs")], input=rows.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(row)["text"] for row in done.stdout.decode().splitlines()]


def bm25(questions: list[str], texts: list[str], k1: float = 1.2, b: float = 0.75) -> np.ndarray:
    """Scores of every text for every question; terms are bigrams and Latin words or numbers."""
    def terms(text: str) -> list[str]:
        return [t for run in re.findall(r"[a-z]+|[0-9.]+|[\u3400-\u9fff]+", text)
                for t in ([run[i : i + 2] for i in range(len(run) - 1)] if run[0] >= "\u3400" and len(run) > 1 else [run])]

    postings: dict[str, list[tuple[int, int]]] = collections.defaultdict(list)
    lengths = np.zeros(len(texts))
    for i, text in enumerate(texts):
        counted = collections.Counter(terms(text))
        lengths[i] = sum(counted.values())
        for term, count in counted.items():
            postings[term].append((i, count))
    scores = np.zeros((len(questions), len(texts)), dtype=np.float32)
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    for q, question in enumerate(questions):
        for term in set(terms(question)):
            found = postings.get(term)
            if found:
                weight = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
                for i, count in found:
                    scores[q, i] += weight * count * (k1 + 1) / (count + norm[i])
    return scores


def chunks(text: str) -> list[str]:
    """Whole sentences together up to about 200 characters, white space dropped."""
    joined = re.sub(r"\s+", "", text)
    found, current = [], ""
    for sentence in re.findall(r"[^。！？；]+[。！？；]?", joined):
        if current and len(current) + len(sentence) > CHUNK:
            found.append(current)
            current = ""
        current += sentence
    return found + [current] if current else found


def report(name: str, scores: np.ndarray, gold: list[list[set[int]]]) -> list[float]:
    """`gold`: for each question the sets of texts of which each must appear (one set, or one a needed entry)."""
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = []
    for row, needed in zip(order, gold):
        place = {int(i): rank for rank, i in enumerate(row[:200])}
        ranks.append(max(min((place.get(i, 10**6) for i in wanted), default=10**6) for wanted in needed))
    shares = [100 * float(np.mean([rank < k for rank in ranks])) for k in (1, 3, 5, 10, 50)]
    print(f"{name:24s}" + "".join(f"  @{k} {share:5.1f} %" for k, share in zip((1, 3, 5, 10, 50), shares)))
    return shares


def compare(model: Path, questions: list[str], texts: list[str], gold: list[list[set[int]]], within: np.ndarray | None = None) -> None:
    """`within`: which texts are of the report asked about, where that is known."""
    vectors = embed(model, questions + texts)
    similarity = vectors[: len(questions)] @ vectors[len(questions) :].T
    folded = fold(questions + texts)
    words = bm25(folded[: len(questions)], folded[len(questions) :])
    report("vectors", similarity, gold)
    report("words", words, gold)
    scaled = words / np.maximum(words.max(axis=1, keepdims=True), 1e-6)
    for weight in (0.5, 1.0, 2.0, 4.0):
        report(f"words + {weight} vectors", scaled + weight * similarity, gold)
    if within is not None:
        print("among the passages of the report asked about:")
        others = np.where(within, 0, -1e3)
        report("vectors", similarity + others, gold)
        report("words", words + others, gold)
        scaled = words / np.maximum((words * within).max(axis=1, keepdims=True), 1e-6)
        report("words + 2.0 vectors", scaled + 2 * similarity + others, gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--golden", type=Path)
    parser.add_argument("--reports", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    if arguments.questions and arguments.passages:
        passages = lines(arguments.passages)
        place = {row["id"]: i for i, row in enumerate(passages)}
        asked = lines(arguments.questions)
        print(f"{len(asked)} questions, {len(passages)} passages")
        compare(arguments.model, [row["question"] for row in asked], [row["text"] for row in passages],
                [[{place[i] for i in row["passages"]}] for row in asked])
    if arguments.golden:
        texts: list[str] = []
        files: list[str] = []
        for folder in arguments.reports:
            for path in sorted(folder.iterdir()):
                cut = chunks(path.read_text(encoding="utf-8"))
                texts += cut
                files += [path.name] * len(cut)
        asked, gold, within = [], [], []
        for row in lines(arguments.golden):
            if not row["answerable"]:
                continue
            found = []
            for entry in row["gold"]:
                answers = [re.sub(r"\s+", "", answer) for answer in entry["answers"]]
                found.append({i for i, text in enumerate(texts) if files[i] == entry["file"] and all(a in text for a in answers)})
            asked.append(row["question"])
            within.append([file in {entry["file"] for entry in row["gold"]} for file in files])
            gold.append(found if row.get("need") == "all" else [set().union(*found)])
        whole = sum(all(wanted for wanted in needed) for needed in gold)
        print(f"{len(asked)} questions ({whole} with their answer in one chunk), {len(texts)} chunks")
        compare(arguments.model, asked, texts, gold, np.array(within))


if __name__ == "__main__":
    main()
