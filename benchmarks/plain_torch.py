"""The yardstick: the same weights, fp32, through `transformers` and PyTorch as one would write it in an afternoon.

Articles become windows of the model's length, windows are sorted by length and batched, every token gets its best
label and that label's probability. No linking, no speakers, no claims: the model alone, so the comparison favours it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BATCH_TOKENS = 2048
OVERLAP = 48


class PlainTorch:
    """A token classifier read by `AutoModelForTokenClassification`, in evaluation mode."""

    def __init__(self, folder: Path, *, max_length: int, threads: int) -> None:
        import torch
        from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline

        torch.set_num_threads(threads)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._tokenizer.model_max_length = max_length
        self._model: Any = AutoModelForTokenClassification.from_pretrained(folder, dtype=torch.float32).eval()
        self._pipeline: Any = pipeline(
            "token-classification",
            model=self._model,
            tokenizer=self._tokenizer,
            aggregation_strategy="simple",
            stride=OVERLAP,
            device="cpu",
        )

    def windows(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of the texts, cut to the model's length with an overlap, the shortest first."""
        encoded = self._tokenizer(list(texts), truncation=True, stride=OVERLAP, return_overflowing_tokens=True)
        return sorted(encoded["input_ids"], key=len)

    def by_length(self, texts: Sequence[str]) -> float:
        """Seconds to label every token of the texts, windows batched by length."""
        import torch

        begin = time.perf_counter()
        batches: list[list[list[int]]] = []
        for ids in self.windows(texts):
            if not batches or len(ids) * (len(batches[-1]) + 1) > BATCH_TOKENS:
                batches.append([])
            batches[-1].append(ids)
        with torch.inference_mode():
            for batch in batches:
                padded = self._tokenizer.pad({"input_ids": batch}, return_tensors="pt")
                probabilities = self._model(**padded).logits.softmax(-1)
                probabilities.max(-1).indices.tolist()
        return time.perf_counter() - begin

    def by_pipeline(self, texts: Sequence[str]) -> float:
        """Seconds of `pipeline("token-classification")` over the texts, the shortest first."""
        begin = time.perf_counter()
        list(self._pipeline(sorted(texts, key=len), batch_size=4))
        return time.perf_counter() - begin
