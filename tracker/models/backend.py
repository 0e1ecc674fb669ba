"""The narrow waist: token ids in, logits out. Labels, probabilities and batching live above it, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids of several texts, padded to one width. All three arrays: int64, shape [texts, tokens]."""

    input_ids: Ints
    token_type_ids: Ints
    attention_mask: Ints


class Backend(Protocol):
    """Whatever can turn a batch into logits.

    `workers` is how many calls of `logits` are worth making at the same time, from as many threads.
    """

    workers: int

    def logits(self, batch: Batch) -> Floats:
        """float32 scores: [texts, tokens, labels] for token classifiers, [texts, labels] for sequence classifiers."""
        ...


def make_batch(rows: list[tuple[Ints, Ints]], width: int) -> Batch:
    """Rows of (ids, types) padded to `width` with zeros, which the mask hides."""
    ids = np.zeros((len(rows), width), dtype=np.int64)
    types, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, (row_ids, row_types) in enumerate(rows):
        ids[row, : len(row_ids)] = row_ids
        types[row, : len(row_types)] = row_types
        mask[row, : len(row_ids)] = 1
    return Batch(ids, types, mask)
