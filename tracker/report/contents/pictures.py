"""What the pictures of a report show: plain figures and words, bounded, whatever draws them.

`pages.charts` draws them for a page, `terminal.pictures` for a terminal. Every text here is printable and short. A
picture that would say nothing (one bar, one date, two speakers) is not there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.period import Bounded, ConflictingFigures, Figure, Opposition, Telling, ToldDispute
from tracker.records import Level, StoredClaim, StoredRelation, StoredSpeaker
from tracker.report.contents.build import Report
from tracker.report.wording.clashes import reason_words
from tracker.report.wording.harmless import printable
from tracker.report.wording.phrases import claim_words, standing

MOST_BARS = 12
MOST_TIMELINES = 3
MOST_TELLINGS = 40
MOST_FIGURES = 10
MOST_NODES = 14
MOST_EDGES = 24

_FEWEST_BARS = 2
_FEWEST_TELLINGS, _FEWEST_DAYS = 3, 2
_FEWEST_EDGES = 3
_LONGEST = 80
"""So many characters of a name, an outlet, a figure are kept."""
_LONGEST_WORDS = 160
_SHORT_STANDING = 30
_NOBODY = "(no speaker found)"
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", re.ASCII)


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
    """Figures of pairs. `more` pairs are left out."""

    rows: tuple[Dumbbell, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Node:
    """A speaker who contradicts others: in how many disputes, of those in the picture."""

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
    """All pictures of a report; None, or none, where there is nothing to see. `figures` are those of contradictions,
    `updates` those of claims that replace earlier ones."""

    bars: Bars | None
    timelines: tuple[Timeline, ...]
    figures: Dumbbells | None
    network: Network | None
    updates: Dumbbells | None = None


def find_pictures(report: Report) -> Pictures:
    """The pictures that a report is worth."""
    disputes = (*report.contradictions.listed.items, *report.self_contradictions.listed.items)
    return Pictures(
        bars=_bars(report),
        timelines=_timelines(disputes),
        figures=_figures(disputes, report.figures, is_update=False),
        network=_network(report.oppositions),
        updates=_figures(report.updates.listed.items, report.figures, is_update=True),
    )


def _bars(report: Report) -> Bars | None:
    counted = report.speakers.items[:MOST_BARS]
    if len(counted) < _FEWEST_BARS:
        return None
    bars = tuple(
        Bar(
            name=_said(one.speaker.name) or _NOBODY,
            standing=_said(standing(one.speaker)),
            claims=one.claims,
            levels=one.levels,
            unscored=max(0, one.claims - sum(one.levels)),
        )
        for one in counted
    )
    return Bars(bars, report.speakers.total - len(bars))


def _timelines(disputes: Iterable[ToldDispute]) -> tuple[Timeline, ...]:
    """Those with the most dated claims, first; of as many dated claims the one that is told first."""
    dated = [(told, [(day, claim) for claim in told.claims.items if (day := _day(claim.day))]) for told in disputes]
    worth = [
        (told, claims)
        for told, claims in dated
        if len(claims) >= _FEWEST_TELLINGS and len({day for day, _ in claims}) >= _FEWEST_DAYS
    ]
    worth.sort(key=lambda entry: -len(entry[1]))
    return tuple(_timeline(told, claims) for told, claims in worth[:MOST_TIMELINES])


def _timeline(told: ToldDispute, dated: Sequence[tuple[str, Telling]]) -> Timeline:
    """Where not all claims find room, the head's two do, then those that copy no other, then the first."""
    head = told.dispute.head
    heads = {head.a.id, head.b.id}
    by_weight = sorted(dated, key=lambda entry: (entry[1].claim not in heads, entry[1].is_copy))
    kept = {claim.claim for _, claim in by_weight[:MOST_TELLINGS]}
    points = tuple(
        Point(
            day=day,
            side=claim.side,
            outlet=_said(claim.outlet),
            speaker=_said(claim.speaker) or _NOBODY,
            level=claim.level,
            is_copy=claim.is_copy,
            claim=claim.claim,
        )
        for day, claim in sorted(dated, key=lambda entry: (entry[0], entry[1].claim))
        if claim.claim in kept
    )
    undated = len(told.claims.items) - len(dated)
    return Timeline(
        pair=head.id,
        reason=reason_words(head),
        a=_side(head.a),
        b=_side(head.b),
        points=points,
        more=told.claims.total - len(points) - undated,
        undated=undated,
    )


def _side(claim: StoredClaim) -> str:
    """``Ada Osei: “All four boats left”``."""
    return f"{_speaker(claim)}: {_cut(claim_words(claim) or '“”', _LONGEST_WORDS)}"


def _speaker(claim: StoredClaim) -> str:
    return (claim.speaker and _said(claim.speaker.name)) or _NOBODY


def _day(text: str | None) -> str | None:
    """A day of an article's date, ISO 8601: a month or a year counts at its first day. None where there is none.

    >>> _day("2014-06"), _day("2014-06-18T23:30:00Z"), _day("soon")
    ('2014-06-01', '2014-06-18', None)
    """
    match = _DATE.match(text or "")
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).isoformat()
    except ValueError:
        return None


def _figures(
    disputes: Iterable[ToldDispute], figures: Mapping[int, ConflictingFigures], *, is_update: bool
) -> Dumbbells | None:
    """Figures that are equal, or no numbers, show no difference."""
    rows = [
        _dumbbell(head, figures[head.id], is_update)
        for told in disputes
        if (head := told.dispute.head).id in figures and _differ(figures[head.id])
    ]
    return Dumbbells(tuple(rows[:MOST_FIGURES]), max(0, len(rows) - MOST_FIGURES)) if rows else None


def _differ(figures: ConflictingFigures) -> bool:
    values = figures.a.value, figures.b.value
    return values[0] != values[1] and all(map(math.isfinite, values))


def _dumbbell(head: StoredRelation, figures: ConflictingFigures, is_update: bool) -> Dumbbell:
    """`head.a` is the earlier claim: of an update, `b` is what holds."""
    a, b = _end(head.a, figures.a), _end(head.b, figures.b)
    rises = a.value < b.value
    return Dumbbell(
        pair=head.id,
        about=_said(figures.about),
        low=a if rises else b,
        high=b if rises else a,
        is_update=is_update,
        latest=None if not is_update else "high" if rises else "low",
    )


def _end(claim: StoredClaim, figure: Figure) -> End:
    head = claim.article
    return End(
        value=figure.value,
        words=_said(figure.words) or f"{figure.value:,g}",
        speaker=_speaker(claim),
        outlet=_said(head.outlet or head.ref),
        day=_day(head.date),
    )


def _network(oppositions: Bounded[Opposition]) -> Network | None:
    """The pairs with the most disputes, as long as there is room for their speakers."""
    speakers: dict[int, StoredSpeaker] = {}
    kept: list[Opposition] = []
    for one in sorted(oppositions.items, key=lambda one: -one.disputes):
        both = speakers | {one.a.id: one.a, one.b.id: one.b}
        if len(kept) < MOST_EDGES and len(both) <= MOST_NODES:
            speakers = both
            kept.append(one)
    if len(kept) < _FEWEST_EDGES:
        return None
    disputes: Counter[int] = Counter()
    for one in kept:
        disputes.update({one.a.id: one.disputes, one.b.id: one.disputes})
    names = _names_apart(speakers.values())
    order = sorted(speakers, key=lambda number: (-disputes[number], names[number], number))
    place = {number: nth for nth, number in enumerate(order)}
    edges = [
        Edge(min(ends), max(ends), one.disputes, one.confirmed)
        for one in kept
        for ends in ((place[one.a.id], place[one.b.id]),)
    ]
    return Network(
        nodes=tuple(Node(names[number], disputes[number]) for number in order),
        edges=tuple(sorted(edges, key=lambda edge: (edge.a, edge.b))),
        more=oppositions.total - len(kept),
    )


def _names_apart(speakers: Iterable[StoredSpeaker]) -> dict[int, str]:
    """Display names by id. Two speakers of one name get their role or affiliation, or else their number."""
    known = {speaker.id: speaker for speaker in speakers}
    names = {number: _said(speaker.name) or _NOBODY for number, speaker in known.items()}
    tries: tuple[Callable[[StoredSpeaker], str], ...] = (
        lambda speaker: _said(standing(speaker), _SHORT_STANDING),
        lambda speaker: f"speaker {speaker.id}",
    )
    for told in tries:
        often = Counter(names.values())
        for number, name in names.items():
            if often[name] > 1 and (more := told(known[number])):
                names[number] = f"{_cut(name, _LONGEST - _SHORT_STANDING)} ({more})"
    return names


def _said(text: str | None, longest: int = _LONGEST) -> str:
    return _cut(printable(text or ""), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
