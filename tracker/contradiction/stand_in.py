"""Any Hugging Face classifier for natural language inference in the place of the shipped one.

It reads one statement as the premise and the other as the hypothesis, both ways round. Its labels must be entailment,
neutral and contradiction (Bowman et al. 2015), or entailment and not_entailment, or be mapped to these. What it cannot
tell (whether a figure was updated, whether two claims are about one event, the reason) reasoning over structure tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from tracker.contradiction.encoding import held
from tracker.contradiction.labels import RELATIONS
from tracker.contradiction.network import Pair, Reals, softmax
from tracker.errors import ModelError
from tracker.models import Batch, Runner
from tracker.models.backend import Floats
from tracker.models.torch_backend import TextClassifier
from tracker.records import REASONS, Clash, Statement
from tracker.segment import without_surrogates

MEANINGS = ("entailment", "neutral", "contradiction")
_NAMES = {
    "entailment": "entailment", "entail": "entailment", "entails": "entailment", "supports": "entailment",
    "neutral": "neutral", "unrelated": "neutral", "not enough info": "neutral", "not_entailment": "neutral",
    "contradiction": "contradiction", "contradicts": "contradiction", "contradictory": "contradiction",
    "refutes": "contradiction",
}  # fmt: skip


class StandIn:
    """A `Network` over any sequence classifier that reads pairs. `name` is a folder or a hub name; `labels` says what
    its labels mean where their names do not. Raises ModelError where that leaves none for contradiction."""

    def __init__(self, name: str, *, labels: Mapping[str, str] | None = None, threads: int | None = None) -> None:
        self._classifier = TextClassifier(name, threads=threads)
        self._name = name
        self._meanings = read_labels(self._classifier.labels, labels or {}, where=name)
        self.model_name = self._classifier.name_with(labels)
        self.decoder: Mapping[str, object] = {}
        self._runner = Runner(self._classifier.backend)

    def begin(self, pairs: Sequence[Pair], marks: Sequence[Clash]) -> _Begun:  # noqa: ARG002
        """Set the model to work on some pairs, those of about one length together; it knows no marks."""
        inputs = [(text_of(a), text_of(b)) for a, b in pairs]
        inputs += [(b, a) for a, b in inputs]
        by_length = sorted(range(len(inputs)), key=lambda i: sum(map(len, inputs[i])))
        size = self._classifier.batch_size
        rows = [by_length[at : at + size] for at in range(0, len(by_length), size)]
        futures = [self._runner.submit(self._batch([inputs[i] for i in batch])) for batch in rows]
        return _Begun(rows, futures, self)

    def _batch(self, inputs: list[tuple[str, str]]) -> Batch:
        return self._classifier.read([a for a, _ in inputs], [b for _, b in inputs])

    def probabilities(self, logits: Floats) -> Reals:
        """Probabilities of `MEANINGS`, [pairs, 3]."""
        if logits.shape[1:] != (len(self._meanings),) or not np.isfinite(logits).all():
            raise ModelError(
                f"it does not give {len(self._meanings)} numbers a pair",
                where=self._name,
                todo="its weights are damaged or of another kind; name another model",
            )
        each = softmax(logits.astype(np.float64))
        out = np.zeros((len(each), len(MEANINGS)))
        for column, meaning in enumerate(self._meanings):
            out[:, MEANINGS.index(meaning)] += each[:, column]
        return out


def text_of(side: Statement) -> str:
    """What the model reads of a statement; some models cannot read nothing at all."""
    return " ".join(without_surrogates(held(side)).split()) or "."


@dataclass(frozen=True, slots=True)
class _Begun:
    rows: list[list[int]]
    futures: list[Future[Floats]]
    network: StandIn

    def result(self) -> tuple[Reals, Reals]:
        """See `tracker.contradiction.network.Reading`. Contradiction is the mean of both ways, as it is symmetric;
        entailment that from the earlier to the later."""
        count = sum(map(len, self.rows)) // 2
        each = np.zeros((2 * count, len(MEANINGS)))
        for rows, future in zip(self.rows, self.futures, strict=True):
            each[rows] = self.network.probabilities(future.result())
        there, back = each[:count], each[count:]
        out = np.zeros((count, len(RELATIONS)))
        contradiction = (there[:, 2] + back[:, 2]) / 2
        entailment = np.minimum(np.maximum(there[:, 0], back[:, 0]), 1 - contradiction)
        out[:, RELATIONS.index("contradiction")] = contradiction
        out[:, RELATIONS.index("entailment")] = entailment
        out[:, RELATIONS.index("neutral")] = 1 - contradiction - entailment
        return out, np.full((count, len(REASONS)), 1 / len(REASONS))

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        for future in self.futures:
            future.cancel()


def read_labels(found: Sequence[str], given: Mapping[str, str], *, where: str) -> tuple[str, ...]:
    """What each of a model's labels means: as `given`, else by its name, capitals or not.

    >>> read_labels(["LABEL_0", "NEUTRAL"], {"label_0": "contradiction"}, where="m")
    ('contradiction', 'neutral')
    """
    settled = {label.casefold().strip(): value.casefold().strip() for label, value in given.items()}
    meanings = [settled.get(label.casefold().strip()) or _NAMES.get(label.casefold().strip()) for label in found]
    left = [label for label, meaning in zip(found, meanings, strict=True) if meaning not in MEANINGS]
    if left or "contradiction" not in meanings:
        line = ", ".join(f'{json.dumps(label, ensure_ascii=False)} = "?"' for label in (left or found)[:12])
        raise ModelError(
            f"its labels do not tell what contradicts: {', '.join((left or list(found))[:12])}",
            where=where,
            todo=f"write in tracker.toml: nli_labels = {{{line}}} with {', '.join(MEANINGS)} for the question marks",
        )
    return tuple(meaning for meaning in meanings if meaning)
