"""Passages → how sure their speakers are: the shipped classifier, and what any classifier here must give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tracker.certainty.encoding import INPUT_VERSION, Passage, Row, encode
from tracker.certainty.levels import CENTRES, LABELS, LEVELS, POLARITIES
from tracker.errors import ModelError
from tracker.models import Backend, Bundle, Runner, find_bundle, open_backend, read_bundle
from tracker.models.backend import make_batch
from tracker.records import Level, Polarity, Span

Floats = npt.NDArray[np.float32]

_AT_ONCE = 8  # passages handed to a worker together
_POLARITY = slice(len(LEVELS), len(LEVELS) + len(POLARITIES))
_FACTUALITY, _EVIDENCE = LABELS.index("factuality"), LABELS.index("evidence")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a model says of a passage: as `records.Certainty`, but `evidence` are spans of the passage's text."""

    level: Level
    score: float
    polarity: Polarity
    factuality: float
    probabilities: tuple[float, ...] = ()
    evidence: tuple[Span, ...] = ()


class Scoring(Protocol):
    """Passages that a model is at work on."""

    def result(self) -> list[Verdict]:
        """The verdict on each passage, once they are there."""
        ...

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        ...


class Scorer(Protocol):
    """Whatever can say how sure the speaker of a passage is."""

    model_name: str

    def begin(self, passages: Sequence[Passage]) -> Scoring:
        """Set the model to work on some passages."""
        ...


class Classifier:
    """A bundle for certainty. One forward pass a passage gives level, polarity, factuality and evidence.

    Each passage goes alone: an int8 model scales its numbers by the whole batch, so that beside another text the same
    words would get another score; and one by one, on one processor each, is no slower (docs/design/005).
    """

    def __init__(self, bundle: Bundle, backend: Backend) -> None:
        self.model_name = bundle.model_name
        self._runner = Runner(backend)
        self._tokenizer = bundle.tokenizer()
        self._calibration = _read_calibration(bundle)
        self._folder = str(bundle.folder)

    def begin(self, passages: Sequence[Passage]) -> Scoring:
        """See `Scorer.begin`."""
        rows = encode(passages, self._tokenizer)
        batches = [make_batch([(row.ids, row.types)], len(row.ids)) for row in rows]
        futures = [self._runner.submit_all(batches[at : at + _AT_ONCE]) for at in range(0, len(batches), _AT_ONCE)]
        return _Begun(list(passages), rows, futures, self._calibration, self._folder)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities, fitted on development sentences: softmax of scores over a temperature; evidence
    from a threshold of its score up."""

    level_temperature: float
    polarity_temperature: float
    evidence_threshold: float


@dataclass(frozen=True, slots=True)
class _Begun:
    passages: list[Passage]
    rows: list[Row]
    futures: list[Future[list[Floats]]]
    calibration: Calibration
    folder: str

    def result(self) -> list[Verdict]:
        """See `Scoring.result`."""
        out = []
        found = [logits for future in self.futures for logits in future.result()]
        for passage, row, logits in zip(self.passages, self.rows, found, strict=True):
            if logits.shape != (1, len(row.ids), len(LABELS)):
                raise ModelError(
                    f"it does not give {len(LABELS)} scores a token", where=self.folder, todo="train it again"
                )
            out.append(read_verdict(logits[0], row, passage.text, self.calibration))
        return out

    def cancel(self) -> None:
        """See `Scoring.cancel`."""
        for future in self.futures:
            future.cancel()


def read_scores(logits: Floats, row: Row) -> Floats:
    """The scores of a passage, [labels]: those of [CLS] plus the mean over the target's tokens. Training does the
    same (`training.certainty.read_scores`)."""
    judged = row.judged
    scores: Floats = logits[0] + (logits[judged].mean(0) if judged.any() else 0)
    return scores


def read_verdict(logits: Floats, row: Row, text: str, calibration: Calibration) -> Verdict:
    """The verdict that the scores of a passage's tokens, [tokens, labels], come to."""
    scores = read_scores(logits, row)
    levels = _softmax(scores[: len(LEVELS)] / calibration.level_temperature)
    polarities = _softmax(scores[_POLARITY] / calibration.polarity_temperature)
    return Verdict(
        level=LEVELS[int(levels.argmax())],
        score=float(levels @ np.array(CENTRES)),
        polarity=POLARITIES[int(polarities.argmax())],
        factuality=float(np.clip(scores[_FACTUALITY], -3, 3)),
        probabilities=tuple(levels.tolist()),
        evidence=_evidence(logits[:, _EVIDENCE] > calibration.evidence_threshold, row, text),
    )


def _evidence(marked: npt.NDArray[np.bool_], row: Row, text: str) -> tuple[Span, ...]:
    """Whole words that hold a marked token; neighbours joined."""
    out: list[Span] = []
    for start, end in zip(row.starts[marked].tolist(), row.ends[marked].tolist(), strict=True):
        if start == end:
            continue
        word = _whole_word(text, start, end)
        if out and not text[out[-1].end : word.start].strip():
            out[-1] = Span(out[-1].start, max(word.end, out[-1].end))
        else:
            out.append(word)
    return tuple(out)


def _whole_word(text: str, start: int, end: int) -> Span:
    while start > 0 and _in_word(text, start - 1) and _in_word(text, start):
        start -= 1
    while end < len(text) and _in_word(text, end) and _in_word(text, end - 1):
        end += 1
    return Span(start, end)


def _in_word(text: str, at: int) -> bool:
    return text[at].isalnum() or (text[at] in "'’-" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())


def _softmax(scores: Floats) -> npt.NDArray[np.float64]:
    shifted = np.exp((scores - scores.max()).astype(np.float64))
    probabilities: npt.NDArray[np.float64] = shifted / shifted.sum()
    return probabilities


def _read_calibration(bundle: Bundle) -> Calibration:
    names = ("level_temperature", "polarity_temperature", "evidence_threshold")
    try:
        values = [float(bundle.decoder[name]) for name in names]
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"no calibration can be read from its manifest ({error!r})", where=str(bundle.folder)
        ) from error
    if not all(np.isfinite(values)) or min(values[:2]) <= 0:
        raise ModelError("its temperatures are not above 0", where=str(bundle.folder), todo="calibrate it again")
    return Calibration(*values)


def open_scorer(
    model: str | Path | None = None, *, labels: Mapping[str, str] | None = None, threads: int | None = None
) -> Scorer:
    """The shipped certainty model; or a bundle's folder; or any sequence classifier of `transformers`, by folder or hub
    name, whose `labels` may be mapped to ours (`tracker.certainty.stand_in`)."""
    folder = find_bundle("certainty-en") if model is None else Path(model)
    if model is not None and not (folder / "manifest.json").exists():
        from tracker.certainty.stand_in import StandIn

        return StandIn(str(model), labels=labels, threads=threads)
    bundle = read_bundle(folder, task="certainty", input_version=INPUT_VERSION)
    if bundle.labels != LABELS:
        raise ModelError(f"its labels are not {', '.join(LABELS)}", where=str(folder), todo="train it again")
    return Classifier(bundle, open_backend(bundle, threads=threads))
