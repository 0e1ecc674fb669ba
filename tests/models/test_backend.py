"""Batches: what goes through the narrow waist."""

from __future__ import annotations

import numpy as np

from tracker.models.backend import make_batch


def test_rows_are_padded_and_masked() -> None:
    rows = [(np.array([5, 6, 7]), np.array([0, 1, 2])), (np.array([8]), np.array([3]))]
    batch = make_batch(rows, 4)
    assert batch.input_ids.tolist() == [[5, 6, 7, 0], [8, 0, 0, 0]]
    assert batch.token_type_ids.tolist() == [[0, 1, 2, 0], [3, 0, 0, 0]]
    assert batch.attention_mask.tolist() == [[1, 1, 1, 0], [1, 0, 0, 0]]
    assert {array.dtype.name for array in (batch.input_ids, batch.token_type_ids, batch.attention_mask)} == {"int64"}
