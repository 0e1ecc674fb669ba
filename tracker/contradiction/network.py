"""Pairs of statements → what they are to each other: the shipped model, and what any model here must give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tracker.contradiction.encoding import INPUT_VERSION, encode
from tracker.contradiction.labels import LABELS, RELATIONS
from tracker.errors import ModelError
from tracker.models import Backend, Bundle, Runner, find_bundle, open_backend, read_bundle
from tracker.models.backend import Floats, make_batch
from tracker.records import Clash, Statement

Pair = tuple[Statement, Statement]
Reals = npt.NDArray[np.float64]

_AT_ONCE = 8  # pairs handed to a worker together


class Reading(Protocol):
    """Pairs that a model is at work on."""

    def result(self) -> tuple[Reals, Reals]:
        """Probabilities of `RELATIONS`, [pairs, relations]; of `REASONS` should it contradict, [pairs, reasons]."""
        ...

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        ...


class Network(Protocol):
    """Whatever can say what two statements are to each other."""

    model_name: str
    decoder: Mapping[str, object]  # the judge's own numbers, fitted for this model; may be empty

    def begin(self, pairs: Sequence[Pair], marks: Sequence[Clash]) -> Reading:
        """Set the model to work on some pairs, each in the order of `encoding.order`, with the words that may clash."""
        ...


class PairClassifier:
    """A bundle for contradictions. Each pair goes alone, as with certainty (docs/design/005): an int8 model's scores
    would depend on what stands beside it."""

    def __init__(self, bundle: Bundle, backend: Backend) -> None:
        self.model_name = bundle.model_name
        self.decoder: Mapping[str, object] = bundle.decoder
        self._runner = Runner(backend)
        self._tokenizer = bundle.tokenizer()
        self._folder = str(bundle.folder)

    def begin(self, pairs: Sequence[Pair], marks: Sequence[Clash]) -> Reading:
        """See `Network.begin`."""
        rows = encode(pairs, marks, self._tokenizer)
        batches = [make_batch([row], len(row[0])) for row in rows]
        futures = [self._runner.submit_all(batches[at : at + _AT_ONCE]) for at in range(0, len(batches), _AT_ONCE)]
        return _Begun(futures, self._folder)


@dataclass(frozen=True, slots=True)
class _Begun:
    futures: list[Future[list[Floats]]]
    folder: str

    def result(self) -> tuple[Reals, Reals]:
        """See `Reading.result`."""
        found = [logits for future in self.futures for logits in future.result()]
        if any(logits.shape != (1, len(LABELS)) for logits in found):
            raise ModelError(f"it does not give {len(LABELS)} scores a pair", where=self.folder, todo="train it again")
        scores = np.concatenate(found).astype(np.float64) if found else np.zeros((0, len(LABELS)))
        return softmax(scores[:, : len(RELATIONS)]), softmax(scores[:, len(RELATIONS) :])

    def cancel(self) -> None:
        """See `Reading.cancel`."""
        for future in self.futures:
            future.cancel()


def softmax(scores: Reals) -> Reals:
    """Scores as probabilities that sum to 1 a row."""
    if not len(scores):
        return scores
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    probabilities: Reals = shifted / shifted.sum(1, keepdims=True)
    return probabilities


def open_network(
    model: str | Path | None = None, *, labels: Mapping[str, str] | None = None, threads: int | None = None
) -> Network:
    """The shipped model; or a bundle's folder; or any sequence classifier of `transformers` for natural language
    inference, by folder or hub name, whose `labels` may be mapped to ours (`tracker.contradiction.stand_in`)."""
    folder = find_bundle("nli-en") if model is None else Path(model)
    if model is not None and not (folder / "manifest.json").exists():
        from tracker.contradiction.stand_in import StandIn

        return StandIn(str(model), labels=labels, threads=threads)
    bundle = read_bundle(folder, task="contradiction", input_version=INPUT_VERSION)
    if bundle.labels != LABELS:
        raise ModelError(f"its labels are not {', '.join(LABELS)}", where=str(folder), todo="train it again")
    return PairClassifier(bundle, open_backend(bundle, threads=threads))
