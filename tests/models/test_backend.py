"""Batches: what goes through the narrow waist, and the sums of the int8 kernels."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tracker.models.backend import Batch, make_batch
from tracker.models.onnx_backend import OnnxBackend


def test_rows_are_padded_and_masked() -> None:
    rows = [(np.array([5, 6, 7]), np.array([0, 1, 2])), (np.array([8]), np.array([3]))]
    batch = make_batch(rows, 4)
    assert batch.input_ids.tolist() == [[5, 6, 7, 0], [8, 0, 0, 0]]
    assert batch.token_type_ids.tolist() == [[0, 1, 2, 0], [3, 0, 0, 0]]
    assert batch.attention_mask.tolist() == [[1, 1, 1, 0], [1, 0, 0, 0]]
    assert {array.dtype.name for array in (batch.input_ids, batch.token_type_ids, batch.attention_mask)} == {"int64"}


def test_int8_sums_are_exact_on_every_processor() -> None:
    """`sums.onnx` multiplies 64 bytes, its input, by 64 weights of 127 (MatMulInteger, uint8 by int8). Sums of two such
    products do not fit into the 16 bits that AVX2 has for them; onnxruntime halves this one, unless told not to."""
    ids = np.full((1, 64), 255, dtype=np.int64)
    sums = OnnxBackend(Path(__file__).with_name("sums.onnx")).logits(Batch(ids, ids, ids))
    assert sums.tolist() == [[64 * 255 * 127] * 4]
