"""Fine-tuning of a token classifier that ships as int8: its weights read back, checked, trained, written again."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertConfig, BertForTokenClassification

from tracker.errors import ModelError
from tracker.models.backend import Backend, make_batch
from tracker.models.bundle import Bundle
from tracker.models.tuning.batches import Example, Marks, make_batches
from tracker.models.tuning.crf import Crf
from tracker.models.tuning.graphs import quiet, write_int8
from tracker.models.tuning.recipe import Recipe
from tracker.models.tuning.steps import Learner, keep_memory
from tracker.models.tuning.weights import read_int8

SAME = 0.95
"""Of the tokens of a sample so many must get the label that the bundle gives them. Activations are rounded in one of
the two, so that not all do: 98.0 in a hundred on PolNeAR dev, 98.2 on GUM. Two matrices of one layer exchanged: 67."""

_SAMPLE = 24  # chunks
_ADVICE = "start from the bundle that tracker brings, or from one that `tracker train` wrote"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `step` of about `steps`, in `epoch` of `epochs`; the loss, averaged over the last steps."""

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    ended: bool = False  # the epoch


def open_model(bundle: Bundle, *, dropout: float) -> nn.Module:
    """A bundle's model in PyTorch, its weights from `model.safetensors`, else read back from `model.onnx`."""
    exact = bundle.folder / "model.safetensors"
    try:
        if exact.exists():
            from safetensors.torch import load_file

            weights = load_file(exact)
        else:
            read = read_int8(bundle.folder / "model.onnx")
            weights = {name: torch.from_numpy(np.array(value)) for name, value in read.items()}
        config = BertConfig.from_dict(json.loads((bundle.folder / "config.json").read_text(encoding="utf-8")))
        config.hidden_dropout_prob = dropout
        config.attention_probs_dropout_prob = 0.0
        config.num_labels = len(bundle.labels)
        # eager attention is the faster on processors, and the one that is exported
        with torch.random.fork_rng(devices=[]):  # its weights are drawn, for nothing
            model: nn.Module = BertForTokenClassification._from_config(config, attn_implementation="eager")  # noqa: SLF001
        model.load_state_dict(weights, strict=True)
    except Exception as error:  # onnx, safetensors and torch each have their own
        said = " ".join(str(error).split())[:160]
        raise ModelError(f"its weights cannot be read back ({said})", where=str(bundle.folder), todo=_ADVICE) from error
    return model


def check_same(model: nn.Module, bundle: Bundle, backend: Backend, examples: Sequence[Example], marks: Marks) -> float:
    """The share of tokens of a sample to which the model gives the bundle's own labels. ModelError below `SAME`."""
    model.eval()
    same = count = 0
    size = bundle.max_length - 1
    for example in [x for x in examples if len(x.ids)][:_SAMPLE]:
        ids, types = np.append(marks.first, example.ids[:size]), np.append(0, example.types[:size])
        batch = make_batch([(ids, types)], len(ids))
        with torch.inference_mode():
            logits = model(
                input_ids=torch.from_numpy(batch.input_ids),
                token_type_ids=torch.from_numpy(batch.token_type_ids),
                attention_mask=torch.from_numpy(batch.attention_mask),
            ).logits.numpy()
        same += int((logits.argmax(2) == backend.logits(batch).argmax(2)).sum())
        count += len(ids)
    share = same / max(count, 1)
    if share < SAME:
        said = f"read back, it gives {share:.0%} of the labels that it gives as a bundle"
        raise ModelError(said, where=str(bundle.folder), todo=_ADVICE)
    return share


def learn(
    model: nn.Module,
    crf: Crf,
    examples: Sequence[Example],
    recipe: Recipe,
    marks: Marks,
    told: Callable[[Progress], object],
    *,
    threads: int | None = None,
) -> None:
    """Train on the processor, and leave the averaged weights in model and CRF; `told` hears of each step.

    The same examples, recipe and number of threads give the same weights on one machine. PyTorch's random numbers go on
    as if nothing had been.
    """
    keep_memory()
    if threads:
        torch.set_num_threads(threads)
    with torch.random.fork_rng(devices=[]), _deterministic():
        torch.manual_seed(recipe.seed)
        rng = random.Random(recipe.seed)
        steps = recipe.epochs * sum(1 for _ in make_batches(examples, recipe, random.Random(0), marks))
        learner = Learner(model, crf, recipe, marks, steps, half=_has_bfloat16())
        step, running = 0, 0.0
        for epoch in range(1, recipe.epochs + 1):
            model.train()
            for rows in make_batches(examples, recipe, rng, marks):
                step += 1
                running += (learner.step(rows) - running) / min(step, 50)
                if not math.isfinite(running):
                    raise ModelError("the loss is no number any more", todo="take a smaller learning rate")
                told(Progress(epoch, recipe.epochs, step, steps, running))
            told(Progress(epoch, recipe.epochs, step, steps, running, ended=True))
        learner.average.swap()
    model.eval()


def write_model(model: nn.Module, folder: Path) -> None:
    """Write `model.onnx`, int8, into a folder."""
    with quiet():
        write_int8(model, folder / "model.onnx")


@contextmanager
def _deterministic() -> Iterator[None]:
    """Within, PyTorch takes no way that sums up in another order each time."""
    before, warns = torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before, warn_only=warns)


def _has_bfloat16() -> bool:
    """Whether this processor has a quick way with bfloat16: without one it is many times slower than float32."""
    supported: bool = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", bool)()
    return supported
