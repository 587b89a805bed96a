"""Trains the bundled embedding model: from the corpora to a model folder in one command.

    python3 train.py --corpora DIR --out DIR [--work DIR] [--seed N] [--threads N]

Needs torch, onnx, sentencepiece and numpy (Debian: python3-torch python3-onnx python3-sentencepiece), and node with
this project's packages installed, which folds the text as the product does.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from corpus import Corpus, load, sample_texts
from export import check_tokenizer, export_static
from matmul import times_transposed
from pairs import ASKING, BALANCED, TUNING, Batch, Sampler, Side
from text import Tokenizer

VOCABULARY = 20_000
DIMENSION = 256
TEMPERATURE = 0.05
BATCH = 1024
RARITY = 3e-4  # a in a / (a + p): the weight a word of frequency p starts with (smooth inverse frequency)

WORDINGS = Path(__file__).with_name("wordings.txt")
MORE_WORDINGS = Path(__file__).with_name("more-wordings.txt")


@dataclass(frozen=True)
class Run:
    mix: dict[str, float]
    wordings: list[Path]
    fillers: bool
    shortest: int  # article in tokens
    steps: int
    learning_rate: float
    seed: int  # added to that of the command line


# The mean of the first runs, which start from the same vectors, is where the others start; their mean is the model
# (Wortsman et al. 2022, “Model soups”).
RUNS = (
    Run(BALANCED, [WORDINGS], fillers=False, shortest=60, steps=2000, learning_rate=2e-3, seed=0),
    Run(ASKING, [WORDINGS, MORE_WORDINGS], fillers=True, shortest=100, steps=2000, learning_rate=2e-3, seed=0),
)
TUNING_RUNS = tuple(
    Run(TUNING, [WORDINGS, MORE_WORDINGS], fillers=True, shortest=100, steps=700, learning_rate=1e-3, seed=seed) for seed in (4, 5)
)


def initial_vectors(counts: np.ndarray, seed: int) -> torch.Tensor:
    """Random directions, frequent words short: at first the model counts words that two texts share."""
    generator = torch.Generator().manual_seed(seed)
    directions = torch.randn(len(counts), DIMENSION, generator=generator) / DIMENSION**0.5
    frequency = torch.from_numpy(counts / counts.sum()).float()
    return directions * (RARITY / (RARITY + frequency)).unsqueeze(1)


class SumOfRows(torch.autograd.Function):
    """Sums table rows per text. The gradient is the same sum transposed, 40 times faster than EmbeddingBag's own."""

    @staticmethod
    def forward(context, table, ids, lengths):
        context.save_for_backward(ids, lengths)
        context.rows = len(table)
        return nn.functional.embedding_bag(ids, table, lengths.cumsum(0) - lengths, mode="sum")

    @staticmethod
    def backward(context, gradient):
        ids, lengths = context.saved_tensors
        by_id, order = torch.sort(ids, stable=True)
        text = torch.repeat_interleave(torch.arange(len(lengths)), lengths)[order]
        starts = torch.searchsorted(by_id, torch.arange(context.rows))
        return nn.functional.embedding_bag(text, gradient.contiguous(), starts, mode="sum"), None, None


def embed(table: torch.Tensor, side: Side) -> torch.Tensor:
    """Unit vectors: the mean of the token vectors, scaled (so the sum will do)."""
    summed = SumOfRows.apply(table, torch.from_numpy(side.ids), torch.from_numpy(side.lengths))
    return nn.functional.normalize(summed, dim=1)


def contrast(questions: torch.Tensor, passages: torch.Tensor, batch: Batch) -> tuple[torch.Tensor, float]:
    """InfoNCE both ways with the batch's other pairs as wrong answers, and the share of questions answered right."""
    similarity = times_transposed(questions, passages) / TEMPERATURE
    same = torch.from_numpy(
        (batch.passage_keys[:, None] == batch.passage_keys[None, :])
        | (batch.question_keys[:, None] == batch.question_keys[None, :])
    )
    same.fill_diagonal_(False)
    similarity = similarity.masked_fill(same, -1e4)
    target = torch.arange(len(similarity))
    loss = nn.functional.cross_entropy(similarity, target) + 0.5 * nn.functional.cross_entropy(similarity.T, target)
    return loss, (similarity.argmax(1) == target).float().mean().item()


def trained(run: Run, start: torch.Tensor, corpus: Corpus, tokenizer: Tokenizer, seed: int, log: Callable[[str], None]) -> np.ndarray:
    """The vectors after one run."""
    sampler = Sampler(corpus, tokenizer, BATCH, run.mix, run.wordings, run.fillers, run.shortest, seed + run.seed)
    table = nn.Parameter(start.clone())
    optimizer = torch.optim.Adam([table], lr=run.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, run.learning_rate, total_steps=run.steps, pct_start=0.05, anneal_strategy="linear"
    )
    recent: dict[str, list[float]] = {}
    for step in range(1, run.steps + 1):
        batch = sampler.next()
        loss, right = contrast(embed(table, batch.questions), embed(table, batch.passages), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        recent.setdefault(batch.source, []).append(right)
        if step % 200 == 0:
            log(f"step {step}: " + ", ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(recent.items())))
            recent = {}
    return table.detach().numpy()


def train(arguments: argparse.Namespace) -> None:
    started = time.time()

    def log(line: str) -> None:
        print(f"{time.time() - started:7.0f} s  {line}", flush=True)

    torch.set_num_threads(arguments.threads)
    corpus, tokenizer = load(arguments.corpora, arguments.work, VOCABULARY, arguments.threads, log)
    start = initial_vectors(corpus.counts, arguments.seed)
    for stage, runs in (("run", RUNS), ("tuning", TUNING_RUNS)):
        vectors = []
        for i, run in enumerate(runs):
            kept = arguments.work / f"vectors-{arguments.seed}-{stage}-{i + 1}.npy"
            if not kept.exists():
                np.save(kept, trained(run, start, corpus, tokenizer, arguments.seed, log))
            vectors.append(np.load(kept))
            log(f"{stage} {i + 1} of {len(runs)} done")
        start = torch.from_numpy(np.mean(vectors, axis=0))
    np.save(arguments.work / f"vectors-{arguments.seed}.npy", start.numpy())
    export_static(start.numpy(), tokenizer, arguments.out)
    check_tokenizer(arguments.out, tokenizer, sample_texts(arguments.work))
    log(f"model written to {arguments.out}; its tokenizer agrees with Python's")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the gzipped JSON Lines")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for folded text, the vocabulary and the vectors of each run")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    train(parser.parse_args())
