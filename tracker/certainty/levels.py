"""The scale: levels, their centres, and how they go with signed factuality."""

from __future__ import annotations

from typing import get_args

from tracker.records import Level, Polarity

LEVELS: tuple[Level, ...] = get_args(Level)  # certain, probable, possible, doubtful
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)  # positive, negative, unknown
LABELS = (*LEVELS, *POLARITIES, "factuality", "evidence")  # the nine scores of the model, in this order
CENTRES = (0.97, 0.75, 0.45, 0.12)  # what `score` each level stands for
CUTS = (2.55, 1.8, 0.9)  # f from which a text is certain, probable, possible; certain too from -2.55 down


def level_of(f: float) -> Level:
    """The level of a factuality in [-3, 3], by the cuts of the unified corpora.

    >>> [level_of(f) for f in (3.0, 2.0, 1.0, 0.0, -2.0, -3.0)]
    ['certain', 'probable', 'possible', 'doubtful', 'doubtful', 'certain']
    """
    certain, probable, possible = CUTS
    if abs(f) >= certain:
        return "certain"
    return "probable" if f >= probable else "possible" if f >= possible else "doubtful"
