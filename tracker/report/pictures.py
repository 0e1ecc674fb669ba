"""What the pictures of a report show: plain figures and words, bounded, whatever draws them.

`charts` draws them for a page, `term_pictures` for a terminal. Every text here is printable and short. A picture that
would say nothing (one bar, one date, two speakers) is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.records import Level
from tracker.report.build import Report

MOST_BARS = 12
MOST_TIMELINES = 3
MOST_TELLINGS = 40
MOST_FIGURES = 10
MOST_NODES = 14
MOST_EDGES = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A speaker: `standing` is role and affiliation; `levels` are the claims of each of `LEVELS`, in that order, and
    `unscored` those without a level; together they are `claims`."""

    name: str
    standing: str
    claims: int
    levels: tuple[int, ...]
    unscored: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Who said how much, by certainty. `more` speakers are left out."""

    bars: tuple[Bar, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Point:
    """A claim on a timeline. `day` is ``2014-06-18``; `claim` its id."""

    day: str
    side: Literal["a", "b"]
    outlet: str
    speaker: str
    level: Level | None
    is_copy: bool
    claim: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """One dispute over time: `pair` is the id of its head; `a` and `b` are who says what on either side (``Ada Osei:
    “All four boats left”``). `more` claims are left out, `undated` ones have no day."""

    pair: int
    reason: str
    a: str
    b: str
    points: tuple[Point, ...]
    more: int
    undated: int


@dataclass(frozen=True, slots=True)
class End:
    """One end of a dumbbell: the figure, and who says it, where and when."""

    value: float
    words: str
    speaker: str
    outlet: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two figures of which at most one is right; `pair` is the id of the pair, `low` the lower one. Of an update,
    which is no contradiction, `latest` is the figure that replaces the other."""

    pair: int
    about: str
    low: End
    high: End
    is_update: bool
    latest: Literal["low", "high"] | None = None


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Conflicting figures. `more` pairs are left out."""

    rows: tuple[Dumbbell, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Node:
    """A speaker who contradicts others, in how many disputes."""

    name: str
    disputes: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two speakers, as places in the list of nodes: how many disputes they have, and how many a person confirmed."""

    a: int
    b: int
    disputes: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Network:
    """Who contradicts whom. `more` pairs of speakers are left out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """All pictures of a report; None, or none, where there is nothing to see."""

    bars: Bars | None
    timelines: tuple[Timeline, ...]
    figures: Dumbbells | None
    network: Network | None


def find_pictures(report: Report) -> Pictures:
    """The pictures that a report is worth."""
    raise NotImplementedError(report.title)
