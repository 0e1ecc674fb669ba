"""Labelled token streams → batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from tracker.models.backend import Ints
from tracker.models.tuning.recipe import Recipe

IGNORED = -100
"""The label of a token whose label nobody knows."""


@dataclass(frozen=True)
class Example:
    """One article as tokens: ids, types and gold labels (`IGNORED` where nobody knows), one entry a token each."""

    ids: Ints
    types: Ints
    labels: Ints


@dataclass(frozen=True)
class Marks:
    """The ids of [CLS] and [MASK]; ids up to the latter's are special tokens."""

    first: int
    mask: int


def make_batches(
    examples: Sequence[Example], recipe: Recipe, rng: random.Random, marks: Marks
) -> Iterator[dict[str, Tensor]]:
    """One epoch: every token once, chunks cut at random places, like lengths together, batches in random order.

    Each batch has ``input_ids``, ``token_type_ids``, ``attention_mask`` and ``labels``, int64, [chunks, tokens].
    """
    chunks: list[tuple[Example, int, int]] = []
    for example in examples:
        length = len(example.ids)
        size = recipe.chunk - 1  # [CLS]
        start = -rng.randrange(size) if length > size else 0
        while start < length:
            chunks.append((example, max(start, 0), min(start + size, length)))
            start += size
    chunks.sort(key=lambda c: (c[2] - c[1], rng.random()))
    batches: list[list[tuple[Example, int, int]]] = [[]]
    for chunk in chunks:
        longest = chunk[2] - chunk[1] + 1
        if batches[-1] and longest * (len(batches[-1]) + 1) > recipe.batch:
            batches.append([])
        batches[-1].append(chunk)
    rng.shuffle(batches)
    for batch in batches:
        longest = max(end - start for _, start, end in batch) + 1
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        labels = torch.full_like(ids, IGNORED)
        for row, (example, start, end) in enumerate(batch):
            width = end - start + 1
            ids[row, 0] = marks.first
            ids[row, 1:width] = torch.from_numpy(example.ids[start:end])
            types[row, 1:width] = torch.from_numpy(example.types[start:end])
            labels[row, 1:width] = torch.from_numpy(example.labels[start:end])
            mask[row, :width] = 1
        yield {"input_ids": ids, "token_type_ids": types, "attention_mask": mask, "labels": labels}
