"""Runs any Hugging Face directory or hub name through `transformers` and PyTorch (extra `[torch]`).

Weights are read from safetensors only, and code that comes with a model is never run.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from tracker.errors import ModelError
from tracker.models.backend import Batch, Floats

Task = Literal["token-classification", "text-classification"]


class TorchBackend:
    """A PyTorch model in evaluation mode. `name` is a directory or a hub name."""

    def __init__(self, name: str, task: Task, *, threads: int | None = None) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise ModelError(
                "running this model needs PyTorch", where=name, todo="in a checkout of tracker: pip install '.[torch]'"
            ) from error
        if threads:
            torch.set_num_threads(threads)
        kind = (
            transformers.AutoModelForTokenClassification
            if task == "token-classification"
            else transformers.AutoModelForSequenceClassification
        )
        try:
            model = kind.from_pretrained(name, use_safetensors=True, trust_remote_code=False)
        except Exception as error:  # OSError, ValueError, RuntimeError, and safetensors' own, which is none of them
            raise ModelError(
                f"transformers cannot load it ({str(error)[:160]})",
                where=name,
                todo="name a directory with config.json and model.safetensors, or a public hub name",
            ) from error
        self._model: Any = model.eval()

    @property
    def labels(self) -> tuple[str, ...]:
        """The model's labels in the order of its logits."""
        by_id = self._model.config.id2label
        return tuple(str(by_id[i]) for i in range(len(by_id)))

    def logits(self, batch: Batch) -> Floats:
        """See `Backend.logits`."""
        import torch

        with torch.inference_mode():
            out = self._model(
                input_ids=torch.from_numpy(batch.input_ids),
                token_type_ids=torch.from_numpy(batch.token_type_ids),
                attention_mask=torch.from_numpy(batch.attention_mask),
            )
        return np.asarray(out.logits.float().numpy(), dtype=np.float32)
