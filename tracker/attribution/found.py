"""Whom a source was taken to mean, why, and how sure that is.

The rates below are how often the like was right where there is gold; `python -m evals.resolutions` prints what is said
and what is right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tracker.attribution.entities import Entity
from tracker.records import UNSURE_BELOW, Because, Resolution

MOST_CANDIDATES = 4

THRESHOLD = UNSURE_BELOW
"""Below it a source stays with the article's own words: it is likelier to be wrong than right."""

# How often each is right on the texts that `evals/resolutions.py` names, drawn to the mean of all where there are few.
# Of what rests on something else, how often it adds no mistake of its own.
_RATES: dict[Because, float] = {
    "full name": 0.95,
    "surname, same article": 0.95,
    "given name, same article": 0.9,
    "other spelling, same article": 0.92,
    "short form of the name": 0.93,
    "abbreviation": 0.93,
    "described so in the article": 0.85,
    "role held by one person": 0.95,
    "named later": 0.87,
    "label of a turn": 0.8,
    "pronoun, only one fits": 0.92,
    "plural pronoun": 0.92,
    "the latter or the former": 0.9,
    "relative pronoun": 0.92,
    "first person": 0.95,
    "goes on speaking": 0.97,
    "takes turns": 0.9,
    "subject of the sentence": 0.85,
    "own words": 0.9,
}
_NOBODY = 0.7  # an agentless passive, or a quotation beside which nobody speaks
_NOBODY_DESCRIBED = 0.4  # *the widow*, whom the article may well name
_NOBODY_POINTED_AT = 0.1  # *he*, where nobody fits
# The nearest that fits, by its log odds against the others: they are right in direction, and too steep.
_LEVEL, _PER_MARGIN, _WIDEST = 0.3, 0.75, 3.4


@dataclass(frozen=True, slots=True)
class Found:
    """The entity behind one source (None: nobody is named), and the signs of how sure it is.

    `candidates` are whom else it may mean, the likeliest first. `margin` is the log odds of the entity against all of
    them, where they were weighed. `upon` is the confidence of what this rests on: whoever *goes on speaking* is no
    surer than that the one before spoke.
    """

    entity: Entity | None
    because: Because
    candidates: tuple[Entity, ...] = ()
    margin: float | None = None
    upon: float = 1.0

    @property
    def confidence(self) -> float:
        """How probable it is that the source means this entity, 0..1."""
        return self.upon * self._rate()

    def _rate(self) -> float:
        if self.because == "nobody named":
            if self.entity is None:
                return _NOBODY
            return _NOBODY_POINTED_AT if self.entity.head is None else _NOBODY_DESCRIBED
        if self.margin is not None:
            return 1 / (1 + math.exp(-_LEVEL - _PER_MARGIN * min(self.margin, _WIDEST)))
        return _RATES[self.because]

    @property
    def unsure(self) -> bool:
        """Whether it is a name that is too unsure to be told: the source stays with its words."""
        return self.entity is not None and bool(self.entity.words) and self.confidence < THRESHOLD

    def resolution(self) -> Resolution:
        """The record of it; an unsure one counts among the candidates."""
        likeliest = (self.entity,) if self.unsure and self.entity is not None else ()
        names = dict.fromkeys(entity.name for entity in (*likeliest, *self.candidates))
        return Resolution(self.because, round(self.confidence, 2), tuple(names)[:MOST_CANDIDATES])
