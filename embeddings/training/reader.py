"""The reader: a network that scores every token of some passages with a question in mind, small enough for a few milliseconds.

A token comes as the vector of the bundled model, cut to its main directions and frozen, with a learnt correction for the
commonest tokens (Chen et al. 2017, “Reading Wikipedia”). Each token of a passage sees the question by attention, which of the question's
tokens stand near it, exactly or alike, and which do not; convolutions carry that to its neighbours.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BASE = 128  # numbers of a token's vector that are kept
WIDTH = 64
CORRECTED = 12_000  # tokens that have a correction
SPECIAL_TOKENS = 5
PAD, HEADER, BODY = 0, 1, 2  # segments


def base_vectors(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors in their `BASE` main directions, and the standardised logarithm of the length: how much a token tells."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = vectors / np.maximum(lengths, 1e-9)
    _, directions = np.linalg.eigh(units.T @ units)
    base = units @ directions[:, ::-1][:, :BASE]
    base /= np.maximum(np.linalg.norm(base, axis=1, keepdims=True), 1e-9)
    logarithms = np.log(np.maximum(lengths[:, 0], 1e-3))
    return base.astype(np.float32), ((logarithms - logarithms.mean()) / logarithms.std()).astype(np.float32)


def int8_rows(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Each row as int8 and the factor that gives it back."""
    scale = matrix.abs().max(1, keepdim=True)[0].clamp(min=1e-9) / 127
    return torch.round(matrix / scale).to(torch.int8), scale


class Residual(nn.Module):
    def __init__(self, dilation: int):
        super().__init__()
        self.conv = nn.Conv1d(WIDTH, WIDTH, 3, padding=dilation, dilation=dilation)
        with torch.no_grad():
            self.conv.weight *= 0.5

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + F.relu(self.conv(x))


class Reader(nn.Module):
    def __init__(self, base: np.ndarray, telling: np.ndarray, counts: np.ndarray):
        super().__init__()
        commonest = np.argsort(-counts, kind="stable")[:CORRECTED]
        slots = np.zeros(len(counts), np.int64)
        slots[commonest] = np.arange(1, CORRECTED + 1)
        slots[:SPECIAL_TOKENS] = 0
        self.register_buffer("base", torch.from_numpy(base))
        self.register_buffer("telling", torch.from_numpy(telling))
        self.register_buffer("slots", torch.from_numpy(slots))
        self.corrections = nn.Embedding(CORRECTED + 1, WIDTH)
        nn.init.normal_(self.corrections.weight, std=0.02)
        self.project = nn.Linear(BASE + 1, WIDTH)
        self.question_layers = nn.ModuleList([Residual(1), Residual(1)])
        self.segment = nn.Parameter(torch.zeros(2, WIDTH))
        self.passage_layers = nn.ModuleList([Residual(1)])
        self.weigh = nn.Linear(WIDTH, 1)
        self.attend = nn.Linear(WIDTH, WIDTH, bias=False)
        self.attend_alike = nn.Parameter(torch.tensor([3.0, 3.0]))
        self.fuse = nn.Conv1d(4 * WIDTH + 8, WIDTH, 1)
        self.layers = nn.ModuleList([Residual(dilation) for dilation in (1, 2, 4, 8)])
        self.join = nn.Conv1d(2 * WIDTH, WIDTH, 1)
        self.score = nn.Conv1d(WIDTH, 1, 1)
        self.pool = nn.Linear(WIDTH, 1)
        self.pooled = nn.Linear(WIDTH, WIDTH)
        self.bias = nn.Parameter(torch.tensor(-4.0))

    def vectors_of(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.base[ids], self.telling[ids], self.corrections(self.slots[ids])

    def embed(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        base, telling, correction = self.vectors_of(ids)
        return base, self.project(torch.cat([base * 4, telling.unsqueeze(-1)], -1)) + correction

    def forward(self, questions, passages, segments, asked=None):
        """A score a token (rows × tokens) that means something where the segment is BODY. `asked`: the row of `questions` that each
        passage is read for; without it there is one question, without padding."""
        mask = (questions > 0).float()
        question_base, x = self.embed(questions)
        x = x.transpose(1, 2) * mask.unsqueeze(1)
        for layer in self.question_layers:
            x = layer(x) * mask.unsqueeze(1)
        question = x.transpose(1, 2)
        weights = F.softplus(self.weigh(question).squeeze(-1)) * mask
        weights = weights / (weights.sum(1, keepdim=True) + 1e-6)
        shares = torch.softmax(self.pool(question).squeeze(-1) + (mask - 1) * 1e4, 1)
        pooled = torch.matmul(shares.unsqueeze(1), question).squeeze(1)
        if asked is not None:
            question_base, question, weights, mask, pooled, questions = (
                part[asked] for part in (question_base, question, weights, mask, pooled, questions)
            )

        own = (passages > 0).float().unsqueeze(1)
        base, x = self.embed(passages)
        header = (segments == HEADER).float().unsqueeze(1)
        x = x.transpose(1, 2) + self.segment[0].view(1, -1, 1) * header + self.segment[1].view(1, -1, 1) * (1 - header)
        x = x * own
        for layer in self.passage_layers:
            x = layer(x) * own

        # rows × question tokens × passage tokens
        cosine = torch.matmul(question_base, base.transpose(1, 2))
        same = ((questions.unsqueeze(2) == passages.unsqueeze(1)) & (passages >= SPECIAL_TOKENS).unsqueeze(1)).float()
        alike = torch.maximum(((cosine - 0.25) * 2).clamp(0, 1), same) * own
        attention = torch.matmul(self.attend(question), x) / math.sqrt(WIDTH) + self.attend_alike[0] * cosine + self.attend_alike[1] * same
        attention = torch.softmax(attention + ((mask - 1) * 1e4).unsqueeze(2), 1)
        seen = torch.matmul(question.transpose(1, 2), attention)
        # Is a token of the question near: within 4, within 20, anywhere in the passage?
        within_4 = F.max_pool1d(alike, 9, 1, 4)
        within_20 = F.max_pool1d(F.pad(within_4, (16, 16)), 5, 1, dilation=8)
        row = weights.unsqueeze(1)
        at = torch.matmul(row, alike)
        anywhere = torch.matmul(row, alike.max(2, keepdim=True)[0]) + torch.zeros_like(at)
        near = [
            at * 3, torch.matmul(row, within_4) * 2, torch.matmul(row, within_20) * 2, anywhere * 2, torch.matmul(row, same) * 3,
            alike.max(1, keepdim=True)[0], same.max(1, keepdim=True)[0], header,
        ]
        lacking = torch.matmul((question * weights.unsqueeze(2) * 4).transpose(1, 2), 1 - within_20)
        z = F.relu(self.fuse(torch.cat([x, seen, x * seen, lacking, *near], 1))) * own
        for layer in self.layers:
            z = layer(z) * own
        joined = F.relu(self.join(torch.cat([z, seen], 1)) + self.pooled(pooled).unsqueeze(2))
        return self.score(joined).squeeze(1) + self.bias


class Shipped(Reader):
    """The same with its tables in int8, for export."""

    def __init__(self, reader: Reader, counts: np.ndarray):
        super().__init__(reader.base.numpy(), reader.telling.numpy(), counts)
        self.load_state_dict(reader.state_dict())
        for name, matrix in (("base", reader.base), ("correction", reader.corrections.weight.detach())):
            rows, scale = int8_rows(matrix)
            self.register_buffer(f"{name}_rows", rows)
            self.register_buffer(f"{name}_scale", scale)
        self.slots = self.slots.to(torch.int16)

    def vectors_of(self, ids):
        slots = self.slots[ids].long()
        return (
            self.base_rows[ids].float() * self.base_scale[ids],
            self.telling[ids],
            self.correction_rows[slots].float() * self.correction_scale[slots],
        )


def loss_of(scores: torch.Tensor, segments: torch.Tensor, answers: torch.Tensor, questions: int) -> torch.Tensor:
    """Minus the log of the probability of the tokens that answer, in a softmax over all tokens of all passages of a question and
    “nothing”, which scores 0 and is right where no token answers (Clark and Gardner 2018, shared normalisation)."""
    scores = scores.masked_fill(segments != BODY, -1e4).view(questions, -1)
    answers = answers.view(questions, -1)
    nothing = torch.zeros(questions, 1)
    held = answers.any(1, keepdim=True)
    every = torch.logsumexp(torch.cat([scores, nothing], 1), 1)
    right = torch.logsumexp(torch.cat([scores.masked_fill(~answers, -1e4), nothing.masked_fill(held, -1e4)], 1), 1)
    return (every - right).mean()
