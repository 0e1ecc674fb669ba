"""How sure the machine is of an attribution: the tagger's probabilities and a few signs, weighed so that of those said
with .9 nine in ten are right.

A token classifier is surer than it is right (Guo et al. 2017). The weights are a logistic regression that
`training/confidence.py` fits on articles the tagger has not read; they stand in the bundle's manifest, under
``decoder.confidence``. A bundle without them says the geometric mean of its probabilities, as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.attribution.linker import Link, TaggedSpan
from tracker.attribution.speech import is_speech
from tracker.errors import ModelError
from tracker.models import Bundle
from tracker.records import Kind, Span

SIGNS = ("content", "cue", "source", "no_cue", "no_source", "length", "quoted", "speech")
"""What is weighed: the log odds of each role's mean probability (0 where it has no words), whether cue or source is
missing, the logarithm of the content's words, whether all of it is quoted, whether the cue is one of speech."""

LEAST = 0.3
"""What is less sure than this, and not quoted, is left out: it is wrong twice as often as right. Strict F1 on PolNeAR
dev is 57.7 with it and 56.8 without, relaxed 74.7 and 74.0; on the written articles held back it rises, too."""

_KEY = "confidence"
_SUREST = 9.0  # log odds: an int8 probability of 1 is none


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one attribution, in the order of `SIGNS`, and the geometric mean of its probabilities."""

    values: tuple[float, ...]
    mean: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of `SIGNS`, and what is added to their sum: log odds that the attribution is right."""

    weights: tuple[float, ...]
    intercept: float

    def confidence(self, signs: Signs) -> float:
        """How probable it is that an attribution with these signs is right.

        >>> round(Calibration((1.0,) + (0.0,) * 7, 0.5).confidence(Signs((1.5,) + (0.0,) * 7, 0.8)), 2)
        0.88
        """
        total = self.intercept + sum(w * x for w, x in zip(self.weights, signs.values, strict=True))
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


def find_signs(found: Link, content: Sequence[Span], kind: Kind, text: str) -> Signs:
    """The signs of an attribution whose `content` has its final borders."""
    words = sum(len(span.of(text).split()) for span in content)
    cue = " ".join(part.span.of(text) for part in found.cue)
    values = (
        _log_odds(found.content),
        _log_odds(found.cue),
        _log_odds(found.source),
        float(not found.cue),
        float(not found.source),
        math.log(max(words, 1)),
        float(kind == "direct"),
        float(is_speech(cue)),
    )
    parts = [*found.cue, *found.content]
    mean = math.prod(part.confidence ** (1 / len(parts)) for part in parts)
    return Signs(values, min(max(mean, 0.0), 1.0))


def _log_odds(spans: Sequence[TaggedSpan]) -> float:
    if not spans:
        return 0.0
    mean = sum(span.confidence for span in spans) / len(spans)
    least = 1 / (1 + math.exp(_SUREST))
    mean = min(max(mean, least), 1 - least)
    return math.log(mean / (1 - mean))


def read_calibration(bundle: Bundle) -> Calibration | None:
    """The weights in a bundle's manifest; None where it has none. Raises ModelError where they are no numbers."""
    given = bundle.decoder.get(_KEY)
    if given is None:
        return None
    names = {*SIGNS, "intercept"}
    whole = isinstance(given, dict) and set(given) == names
    if not whole or not all(type(x) in (int, float) and math.isfinite(x) for x in given.values()):
        raise ModelError(
            f"decoder.{_KEY} of its manifest is no number for each of {', '.join((*SIGNS, 'intercept'))}",
            where=str(bundle.folder),
            todo="fit it again, or leave it out",
        )
    return Calibration(tuple(float(given[name]) for name in SIGNS), float(given["intercept"]))


def as_manifest(calibration: Calibration) -> dict[str, float]:
    """The weights as the manifest has them."""
    named = dict(zip(SIGNS, calibration.weights, strict=True)) | {"intercept": calibration.intercept}
    return {name: round(weight, 4) for name, weight in named.items()}
