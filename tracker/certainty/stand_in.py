"""Any Hugging Face sequence classifier in the place of the shipped one: its labels, or its one number, as verdicts.

The text of the passage is what it reads, and the claim its pair, as in natural language inference; the cue is in the
text. A model with several labels tells the level by the labels that are mapped to it; one with a single output tells
factuality on FactBank's scale, as regressions on the unified corpora do (Stanovsky et al. 2017).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.certainty.encoding import Passage
from tracker.certainty.levels import CENTRES, CUTS, LEVELS, POLARITIES, level_of
from tracker.certainty.scorer import Floats, Verdict
from tracker.errors import ModelError
from tracker.models import Batch, Runner
from tracker.models.torch_backend import TextClassifier
from tracker.records import Level, Polarity
from tracker.segment import without_surrogates

STRENGTHS = (2.95, 2.1, 1.3, 0.0)  # |f| that each level stands for, as CENTRES are its scores

Reals = npt.NDArray[np.float64]

_SHOWN = 12  # labels that an error names
_SIGNS: dict[Polarity, int] = {"positive": 1, "negative": -1, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says. Without a polarity of its own, what holds and how surely is all it tells."""

    level: Level
    polarity: Polarity | None = None


# Names that tell their meaning, in small letters: ours, other words for them, FactBank's (Saurí & Pustejovsky 2009).
_NAMES: dict[str, Meaning] = {
    "certain": Meaning("certain"),
    "probable": Meaning("probable"),
    "possible": Meaning("possible"),
    "doubtful": Meaning("doubtful"),
    "factual": Meaning("certain"),
    "likely": Meaning("probable"),
    "uncertain": Meaning("doubtful"),
    "unlikely": Meaning("doubtful", "negative"),
    "counterfactual": Meaning("certain", "negative"),
    "ct+": Meaning("certain", "positive"),
    "pr+": Meaning("probable", "positive"),
    "ps+": Meaning("possible", "positive"),
    "ct-": Meaning("certain", "negative"),
    "pr-": Meaning("doubtful", "negative"),
    "ps-": Meaning("doubtful", "negative"),
    "uu": Meaning("doubtful"),
}
# What an error suggests for labels that may mean something else: those of natural language inference.
_SUGGESTED = {"entailment": "certain", "neutral": "doubtful", "contradiction": "certain negative"}


class StandIn:
    """A `Scorer` over any sequence classifier. `name` is a folder or a hub name.

    `labels` says what the model's labels mean (``{"LABEL_0": "certain", "LABEL_1": "certain negative"}``); those it
    does not name go by their own names. Raises ModelError where that leaves a label without a level. Not for several
    threads at a time.
    """

    def __init__(self, name: str, *, labels: Mapping[str, str] | None = None, threads: int | None = None) -> None:
        self._classifier = TextClassifier(name, threads=threads)
        self._name = name
        self.model_name = self._classifier.name_with(labels)
        found = self._classifier.labels
        self._meanings = None if len(found) == 1 else read_labels(found, labels or {}, where=name)
        self._runner = Runner(self._classifier.backend)

    def begin(self, passages: Sequence[Passage]) -> Reading:
        """Set the model to work on some passages, those of about one length together."""
        inputs = [_input(passage) for passage in passages]
        order = sorted(range(len(inputs)), key=lambda i: sum(len(words or "") for words in inputs[i]))
        size = self._classifier.batch_size
        rows = []
        for part in ([i for i in order if inputs[i][1]], [i for i in order if not inputs[i][1]]):
            rows += [part[at : at + size] for at in range(0, len(part), size)]
        pending = [self._runner.submit(self._batch([inputs[i] for i in batch])) for batch in rows]
        return Reading(rows, pending, self)

    def _batch(self, inputs: list[tuple[str, str | None]]) -> Batch:
        """Inputs that all have a pair, or all have none."""
        pairs = [pair for _, pair in inputs if pair]
        return self._classifier.read([text for text, _ in inputs], pairs or None)

    def verdicts(self, logits: Floats) -> list[Verdict]:
        """The verdict that each row of logits stands for."""
        if logits.shape[1:] != (len(self._classifier.labels),) or not np.isfinite(logits).all():
            raise ModelError(
                f"it does not give {len(self._classifier.labels)} numbers a text",
                where=self._name,
                todo="its weights are damaged or of another kind; name another model",
            )
        values = logits.astype(np.float64)
        if self._meanings is None:
            return [verdict_of_number(float(f)) for f in values[:, 0]]
        meanings = self._meanings
        return [verdict_of_labels(p, meanings) for p in _probabilities(values, apart=self._classifier.multi_label)]


@dataclass(frozen=True)
class Reading:
    """Passages that the model is at work on: per batch the places of its passages, and the logits to be."""

    rows: list[list[int]]
    pending: list[Future[Floats]]
    scorer: StandIn

    def result(self) -> list[Verdict]:
        """The verdict on each passage, once they are there."""
        found: dict[int, Verdict] = {}
        for rows, future in zip(self.rows, self.pending, strict=True):
            found.update(zip(rows, self.scorer.verdicts(future.result()), strict=True))
        return [found[i] for i in range(len(found))]

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        for future in self.pending:
            future.cancel()


def read_labels(found: Sequence[str], given: Mapping[str, str], *, where: str) -> tuple[Meaning, ...]:
    """What each of a model's labels means: as `given`, else by its name, capitals or not.

    Raises ModelError that names the labels left over, and the line of ``tracker.toml`` that would settle them.

    >>> read_labels(["CT-", "LABEL_1"], {"label_1": "possible"}, where="m")[0]
    Meaning(level='certain', polarity='negative')
    """
    settled = {label.casefold().strip(): _meaning(label, value) for label, value in given.items()}
    settled |= {label: _meaning(label, value) for label, value in given.items()}
    meanings = {}
    for label in found:
        plain = label.casefold().strip()
        if meaning := settled.get(label) or settled.get(plain) or _NAMES.get(plain):
            meanings[label] = meaning
    left = list(dict.fromkeys(label for label in found if label not in meanings))
    if not left:
        return tuple(meanings[label] for label in found)
    more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    known = all(label.casefold() in _SUGGESTED for label in left)
    line = ", ".join(
        f"{json.dumps(label, ensure_ascii=False)} = {json.dumps(_SUGGESTED.get(label.casefold(), '?'))}"
        for label in left[:_SHOWN]
    )
    levels = f"{', '.join(LEVELS[:-1])} or {LEVELS[-1]}"
    how = "" if known else f' with {levels} for each "?" (and negative after it where it denies)'
    raise ModelError(
        f"its labels do not tell a level: {', '.join(left[:_SHOWN])}{more}",
        where=where,
        todo=f"write in tracker.toml: certainty_labels = {{{line}{', ...' if more else ''}}}{how}",
    )


def _meaning(label: str, value: str) -> Meaning:
    words = value.lower().split()
    level = next((level for level in LEVELS if words[:1] == [level]), None)
    polarity = next((polarity for polarity in POLARITIES if words[1:] == [polarity]), None)
    if level is None or len(words) > 2 or (len(words) == 2 and polarity is None):
        raise ModelError(
            f"{value!r} is not a level",
            where=f"certainty_labels.{label}",
            todo=f'give {", ".join(LEVELS[:-1])} or {LEVELS[-1]}, with "negative" after a blank where it denies',
        )
    return Meaning(level, polarity)


def verdict_of_labels(probabilities: Reals, meanings: Sequence[Meaning]) -> Verdict:
    """The verdict of a model that gives its labels these probabilities.

    Labels of one level add up; `score` is the mean of CENTRES and |factuality| that of STRENGTHS, with the sign of the
    polarity (unknown: 0). Polarity is that of the labels, by the sum of their probabilities; where none has one, what
    is certain, probable or possible counts as positive, what is doubtful as unknown.
    """
    of_level = np.zeros(len(LEVELS))
    of_polarity = np.zeros(len(POLARITIES))
    for p, meaning in zip(probabilities, meanings, strict=True):
        of_level[LEVELS.index(meaning.level)] += p
        of_polarity[POLARITIES.index(meaning.polarity or _usual(meaning.level))] += p
    level = LEVELS[int(of_level.argmax())]
    told = any(meaning.polarity for meaning in meanings)
    polarity = POLARITIES[int(of_polarity.argmax())] if told else _usual(level)
    return Verdict(
        level=level,
        score=float(of_level @ np.array(CENTRES)),
        polarity=polarity,
        factuality=_SIGNS[polarity] * float(of_level @ np.array(STRENGTHS)),
        probabilities=tuple(of_level.tolist()),
    )


def verdict_of_number(f: float) -> Verdict:
    """The verdict of a model that gives a factuality: `score` on the line through the centres of the levels (a flat
    denial is as sure as a flat statement), polarity unknown between the cuts of what is possible.

    >>> verdict_of_number(-3.2)
    Verdict(level='certain', score=0.97, polarity='negative', factuality=-3.0, probabilities=(), evidence=())
    """
    f = min(max(f, -3.0), 3.0)
    level = level_of(f)
    score = float(np.interp(abs(f) if level == "certain" else f, STRENGTHS[::-1], CENTRES[::-1]))
    polarity: Polarity = "unknown" if abs(f) < CUTS[-1] else "positive" if f > 0 else "negative"
    return Verdict(level, score, polarity, f)


def _usual(level: Level) -> Polarity:
    return "unknown" if level == "doubtful" else "positive"


def _probabilities(logits: Reals, *, apart: bool) -> Reals:
    """Logits as probabilities that sum to 1 a row; `apart`: each label had a probability of its own."""
    scores = -np.logaddexp(0.0, -logits) if apart else logits
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    probabilities: Reals = shifted / shifted.sum(1, keepdims=True)
    return probabilities


def _input(passage: Passage) -> tuple[str, str | None]:
    """What the model reads of a passage: its text, and the words of the claim."""
    target = " ".join(span.of(passage.text) for span in passage.target) or passage.target_apart or ""
    text = " ".join(without_surrogates(passage.text).split())
    return text or ".", " ".join(without_surrogates(target).split()) or None  # some models cannot read nothing at all
