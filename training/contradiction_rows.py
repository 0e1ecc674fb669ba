"""Examples of a contradiction run → what the encoder reads, with the marks of structure, made by several processes.

Reasoning over structure takes longer than a step of training does on a GPU, so that the next epoch is made ready while
one is read.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from tracker.contradiction.encoding import encode, order
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.structure import find_structure
from tracker.records import REASONS, Statement
from training.contradiction_examples import Example, rename
from training.fine_tuning import load_tokenizer

_AT_ONCE = 2000  # examples handed to a process together
Row = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Rows:
    """Encoded examples: ids and types of each; `allowed` [pairs, relations], the relations it may have; `reason`
    [pairs], -1 where there is none; `weight` [pairs]."""

    tokens: list[Row]
    allowed: npt.NDArray[np.bool_]
    reason: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]


def encode_pairs(pairs: Sequence[tuple[Statement, Statement]], tokenizer: Tokenizer) -> list[Row]:
    """What the model reads of pairs, each in the order given, marked as the judge will mark them."""
    return encode(pairs, [find_structure(a, b).marks() for a, b in pairs], tokenizer)


def encode_ordered(pairs: Sequence[tuple[Statement, Statement]], tokenizer: Tokenizer) -> list[Row]:
    """The same, each pair in its canonical order."""
    return encode_pairs([order(a, b) for a, b in pairs], tokenizer)


class Kitchen:
    """Makes epochs ready in processes of its own."""

    def __init__(self, encoder: str, names: Sequence[str], share: float, workers: int) -> None:
        self._pool = ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_prepare, initargs=(encoder, list(names), share)
        )

    def begin(self, examples: Sequence[Example], seed: int) -> list[Future[Rows]]:
        """Start on an epoch; of a `share` of its examples the names are exchanged."""
        parts = [examples[at : at + _AT_ONCE] for at in range(0, len(examples), _AT_ONCE)]
        return [self._pool.submit(_encoded, list(part), seed + number) for number, part in enumerate(parts)]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def joined(parts: Sequence[Future[Rows]]) -> Rows:
    """An epoch, once its parts are there."""
    found = [part.result() for part in parts]
    return Rows(
        [row for part in found for row in part.tokens],
        np.concatenate([part.allowed for part in found]),
        np.concatenate([part.reason for part in found]),
        np.concatenate([part.weight for part in found]),
    )


_own: dict[str, Any] = {}  # of one process


def _prepare(encoder: str, names: list[str], share: float) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _own.update(tokenizer=load_tokenizer(encoder), names=names, share=share)


def _encoded(examples: list[Example], seed: int) -> Rows:
    rng = random.Random(seed)
    chosen = [rename(e, _own["names"], rng) if rng.random() < _own["share"] else e for e in examples]
    return Rows(
        [
            (ids.astype(np.int32), types.astype(np.int32))
            for ids, types in encode_pairs([(e.a, e.b) for e in chosen], _own["tokenizer"])
        ],
        np.array([[name in e.gold for name in RELATIONS] for e in chosen]),
        np.array([REASONS.index(e.reason) if e.reason else -1 for e in chosen]),
        np.array([e.weight for e in chosen], dtype=np.float32),
    )


def batches_of(tokens: Sequence[Row], size: int, rng: random.Random) -> list[list[int]]:
    """Numbers of rows, like lengths together, at most `size` tokens a batch, batches in random order."""
    by_length = sorted(range(len(tokens)), key=lambda i: (len(tokens[i][0]), rng.random()))
    batches: list[list[int]] = [[]]
    for i in by_length:
        if batches[-1] and len(tokens[i][0]) * (len(batches[-1]) + 1) > size:
            batches.append([])
        batches[-1].append(i)
    rng.shuffle(batches)
    return batches


def tensors(rows: Sequence[Row]) -> dict[str, Tensor]:
    """Padded ids, types and mask, [pairs, tokens] each."""
    longest = max(len(ids) for ids, _ in rows)
    arrays = np.zeros((3, len(rows), longest), dtype=np.int64)
    for number, (ids, types) in enumerate(rows):
        arrays[0, number, : len(ids)] = ids
        arrays[1, number, : len(ids)] = types
        arrays[2, number, : len(ids)] = 1
    names = ("input_ids", "token_type_ids", "attention_mask")
    return {name: torch.from_numpy(array) for name, array in zip(names, arrays, strict=True)}


def read_epoch(rows: Rows, size: int, rng: random.Random) -> Iterator[tuple[dict[str, Tensor], dict[str, Tensor]]]:
    """Batches: what the model reads, and what it is to say (`allowed`, `reason`, `weight`)."""
    for batch in batches_of(rows.tokens, size, rng):
        gold = {name: torch.from_numpy(getattr(rows, name)[batch]) for name in ("allowed", "reason", "weight")}
        yield tensors([rows.tokens[i] for i in batch]), gold
