"""Trains the reader upon the bundled model: from the corpora to `embeddings/reader` in one command, after train.py.

    python3 train_reader.py --corpora DIR --work DIR --model ../model --out ../reader [--held-out DIR] [--seed N] [--trial]

`--work` is train.py's: its folded text, vocabulary and the vectors of its runs are used. `--held-out`: a folder of text files,
title and passage of a question set each, that are kept out of training, so that other things can be fitted to them. `--trial` leaves
out every tenth passage of the written questions, and tells how the reader does on these.
"""

import argparse
import hashlib
import json
import subprocess
import time
from pathlib import Path

import numpy as np
import torch

from corpus import Written, load
from reader import BODY, Reader, Shipped, base_vectors, loss_of
from reading import PASSAGES, ReadingSampler, Sample, fingerprint, padded, written_samples
from train import MORE_WORDINGS, VOCABULARY, WORDINGS

BATCH = 32
STEPS = 6000
LEARNING_RATE = 2e-3
MODEL_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx")


def held_out_passages(folder: Path | None) -> set[str]:
    """Fingerprints of the folded passages."""
    if folder is None:
        return set()
    lines = [json.dumps({"text": path.read_text(encoding="utf-8").split("\n\n", 1)[1]}) for path in sorted(folder.glob("*.txt"))]
    fold = ["node", str(Path(__file__).with_name("fold.mjs"))]
    folded = subprocess.run(fold, input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return {fingerprint(json.loads(line)["text"]) for line in folded.splitlines()}


def trained(reader: Reader, sampler: ReadingSampler, steps: int, log) -> None:
    optimizer = torch.optim.Adam(reader.parameters(), betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps, pct_start=0.06, anneal_strategy="linear")
    asked = torch.arange(BATCH).repeat_interleave(PASSAGES)
    recent: list[float] = []
    for step in range(1, steps + 1):
        questions, passages, segments, answers = map(torch.from_numpy, padded([sampler.sample() for _ in range(BATCH)]))
        loss = loss_of(reader(questions, passages, segments, asked), segments, answers, BATCH)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        recent.append(loss.item())
        if step % 200 == 0:
            log(f"step {step}: loss {np.mean(recent):.3f}")
            recent = []


def is_on_trial(row: Written) -> bool:
    return hashlib.sha256(row.passage.encode()).digest()[0] % 10 == 0


def tried(reader: Reader, samples: list[Sample]) -> str:
    """How often the best token answers, and how many near misses score lower than all but 3 % of the answered."""
    reader.eval()
    answered, near_misses, right = [], [], 0
    with torch.no_grad():
        for sample in samples:
            questions, passages, segments, answers = map(torch.from_numpy, padded([sample]))
            scores = reader(questions, passages, segments, torch.zeros(len(passages), dtype=torch.long)).masked_fill(segments != BODY, -1e4)
            best = int(scores.argmax())
            (answered if answers.any() else near_misses).append(float(scores.flatten()[best]))
            right += bool(answers.flatten()[best])
    refused = np.mean(np.array(near_misses) < np.quantile(answered, 0.03))
    return f"left out: {right / len(answered):.3f} of {len(answered)} right, {refused:.3f} of {len(near_misses)} near misses refused with 3 % of them"


def export(reader: Reader, counts: np.ndarray, model: Path, folder: Path) -> None:
    """`reader.onnx` and `config.json`, which names the model whose tokens these are (as src/embed/model-folder.ts does)."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = Shipped(reader, counts).eval()
    example = (torch.randint(5, 1000, (1, 9)), torch.randint(5, 1000, (3, 60)), torch.full((3, 60), 2))
    with torch.no_grad():
        difference = (shipped(*example) - reader.eval()(*example)).abs().max().item()
        if difference > 0.3:
            raise RuntimeError(f"int8 moves a score by {difference:.2f}")
        sizes = {"question": {1: "tokens"}, **{name: {0: "rows", 1: "width"} for name in ("passages", "segments", "scores")}}
        torch.onnx.export(
            shipped, example, str(folder / "reader.onnx"), opset_version=13,
            input_names=["question", "passages", "segments"], output_names=["scores"], dynamic_axes=sizes,
        )
    digest = hashlib.sha256(b"".join((model / name).read_bytes() for name in MODEL_FILES)).hexdigest()[:12]
    name = json.loads((model / "config.json").read_text())["_name_or_path"]
    (folder / "config.json").write_text(json.dumps({"made_for": f"{name}@{digest}"}, indent=2) + "\n", encoding="utf-8")


def main(arguments: argparse.Namespace) -> None:
    started = time.time()

    def log(line: str) -> None:
        print(f"{time.time() - started:7.0f} s  {line}", flush=True)

    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    corpus, tokenizer = load(arguments.corpora, arguments.work, VOCABULARY, 1, log)
    asked = [row for row in corpus.written if arguments.trial and is_on_trial(row)]
    written = [row for row in corpus.written if not arguments.trial or not is_on_trial(row)]
    held_out = held_out_passages(arguments.held_out)
    sampler = ReadingSampler(corpus, tokenizer, arguments.work, [WORDINGS, MORE_WORDINGS], held_out, arguments.seed, written)
    reader = Reader(*base_vectors(np.load(arguments.work / f"vectors-{arguments.vectors}.npy")), corpus.counts)
    kept = arguments.work / f"reader-{arguments.seed}-{arguments.steps}{'-trial' if arguments.trial else ''}.pt"
    if kept.exists():
        reader.load_state_dict(torch.load(kept))
    else:
        log("training")
        trained(reader, sampler, arguments.steps, log)
        torch.save(reader.state_dict(), kept)
    if asked:
        log(tried(reader, written_samples(asked, tokenizer)))
    export(reader, corpus.counts, arguments.model, arguments.out)
    log(f"written to {arguments.out}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--vectors", type=int, default=5, help="train.py's seed")
    parser.add_argument("--trial", action="store_true")
    parser.add_argument("--steps", type=int, default=STEPS)
    main(parser.parse_args())
