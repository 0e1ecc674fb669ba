"""Runs a bundle's `model.onnx` with onnxruntime on the CPU: what every install has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import ModelError
from tracker.models.backend import Batch, Floats

if TYPE_CHECKING:
    import onnxruntime

_TODO = "install the package again, or name another bundle"


class OnnxBackend:
    """An onnxruntime session. `threads` defaults to the processors this process may use."""

    def __init__(self, model: Path, *, threads: int | None = None) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # each call on one processor, as many calls at a time as there are
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what goes wrong is told by our own error, once
        options.enable_cpu_mem_arena = True
        # Without it, processors with AVX2 and no VNNI add up int8 products in 16 bits, which overflow (design 015).
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            self._session: onnxruntime.InferenceSession = ort.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own exception classes are not public
            raise ModelError(
                f"onnxruntime cannot load it ({str(error)[:160]})", where=str(model), todo=_TODO
            ) from error
        self._model = model
        self.workers = threads or usable_processors()
        self._inputs = [value.name for value in self._session.get_inputs()]
        if not set(self._inputs) <= set(Batch.__slots__):
            raise ModelError(f"it wants {', '.join(self._inputs)}", where=str(model), todo=_TODO)

    def logits(self, batch: Batch) -> Floats:
        """See `Backend.logits`."""
        feed = {
            "input_ids": batch.input_ids,
            "token_type_ids": batch.token_type_ids,
            "attention_mask": batch.attention_mask,
        }
        try:
            result: Floats = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        except Exception as error:  # a graph that does not go with its tokenizer, say
            raise ModelError(
                f"onnxruntime cannot run it ({str(error)[:160]})", where=str(self._model), todo=_TODO
            ) from error
        return result


def usable_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
