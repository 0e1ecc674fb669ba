"""One dispute over time: a lane for each side, a point for each claim.

A point has its outlet beside it while all of them fit. Where they do not, points stack up and a stack has its number;
where even that is too much, a symbol stands for the claims of some days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from math import sqrt
from typing import Literal

from tracker.report.contents.pictures import Point, Timeline
from tracker.report.pages.charts.lanes import Days, Extent, find_rows, find_ticks, is_free
from tracker.report.pages.charts.letters import SMALL, TEXT, count, cut, joined, width, wrap
from tracker.report.pages.charts.plan import PHONE, Plan, day_words, legend
from tracker.report.pages.charts.sheet import Dot, Key, Shape, Sheet, Words, level_line, upright_line

Side = Literal["a", "b"]
_SIDES: tuple[Side, Side] = ("a", "b")
_NONE = "no claim with a date"
_HEDGED = ("possible", "doubtful")

_ORIGINAL, _COPY = 10.0, 7.0
_MARGIN = 9.0
_LABELLED_ROWS, _STACKED_ROWS = 7, 12
_LABELLED_STEP, _STACKED_STEP = 18, 12
_STACK = 3  # from so many on a stack has its number
_BIN = 30
_LINE = 17  # of a heading


@dataclass(frozen=True, slots=True)
class _Lane:
    """The shapes of a side's claims over a base line at 0, and how high they reach."""

    shapes: tuple[Dot | Words, ...]
    height: float


def describe_timeline(picture: Timeline) -> Plan:
    """The picture, its words and its table."""
    left_out = [f"{count(picture.more, 'more claim')} left out."] if picture.more else []
    if picture.undated:
        left_out.append(f"{count(picture.undated, 'claim has', 'claims have')} no date.")
    return Plan(
        title=f"Pair {picture.pair} over time: {picture.reason}",
        summary=_summary(picture),
        header=("Date", "Side", "Speaker", "Outlet", "Certainty", "Copy", "Claim"),
        rows=tuple(
            (
                point.day,
                point.side.upper(),
                point.speaker,
                point.outlet,
                point.level or "not scored",
                "copy" if point.is_copy else "",
                str(point.claim),
            )
            for point in picture.points
        ),
        note=" ".join(left_out),
        sheet=partial(_sheet, picture),
    )


def _summary(picture: Timeline) -> str:
    """``A, Ada Osei: “All four boats left”, 5 claims from 18 June 2014 to 3 August 2014. B, …``"""
    told = []
    for side in _SIDES:
        days = [point.day for point in picture.points if point.side == side]
        counted = _NONE
        if days:
            first, last = day_words(min(days)), day_words(max(days))
            counted = f"{count(len(days), 'claim')} {f'on {first}' if first == last else f'from {first} to {last}'}"
        told.append(f"{side.upper()}, {_words(picture, side)}: {counted}")
    rest = f" {count(picture.more, 'more claim is', 'more claims are')} not shown." if picture.more else ""
    return f"{'; '.join(told)}.{rest}"


def _words(picture: Timeline, side: Side) -> str:
    return picture.a if side == "a" else picture.b


def _sheet(picture: Timeline, room: int) -> Sheet:
    ordinals = [date.fromisoformat(point.day).toordinal() for point in picture.points]
    days = Days(min(ordinals), max(ordinals), _MARGIN, room - _MARGIN)
    by_side = [[point for point in picture.points if point.side == side] for side in _SIDES]
    lanes, is_binned = _lanes(by_side, days, room)
    shapes, y = legend(_keys(picture.points, is_binned), room, 0)
    y += 10 if shapes else 0
    ticks = find_ticks(days)
    laid: list[Shape] = []
    spans: list[tuple[float, float]] = []
    for side, lane in zip(_SIDES, lanes, strict=True):
        lines = wrap(f"{side.upper()} · {_words(picture, side)}", room - 20, 3 if room < PHONE else 2)
        laid.append(_dot(7, y + 9, side))
        laid += [Words(20, y + 13 + nth * _LINE, line, is_read=True) for nth, line in enumerate(lines)]
        y += len(lines) * _LINE + 12
        base = y + lane.height
        laid += [level_line(0, room, base, "quiet"), *(_lowered(shape, base) for shape in lane.shapes)]
        if not lane.shapes:
            laid.append(Words(20, base - 6, _NONE, "quiet", SMALL, is_read=True))
        spans.append((y - 4, base))
        y = base + 16
    grid = [upright_line(tick.x, top, base, "line") for tick in ticks for top, base in spans]
    y -= 12
    for tick in ticks:
        laid += [upright_line(tick.x, y - 4, y + 1, "quiet"), *_under(tick.x, tick.words, y + 14, room)]
        laid += _under(tick.x, tick.year, y + 30, room)
    return Sheet(room, y + (36 if any(tick.year for tick in ticks) else 20), (*shapes, *grid, *laid))


def _under(x: float, words: str, y: float, room: int) -> list[Shape]:
    """A tick's label, moved inwards at the edges."""
    half = width(words, SMALL) / 2
    if not words:
        return []
    if x - half < 0:
        return [Words(0, y, words, "quiet", SMALL)]
    if x + half > room:
        return [Words(room, y, words, "quiet", SMALL, "right")]
    return [Words(x, y, words, "quiet", SMALL, "center")]


def _lowered(shape: Dot | Words, by: float) -> Dot | Words:
    return replace(shape, y=shape.y + by)


def _keys(points: Sequence[Point], is_binned: bool) -> list[Key]:
    if is_binned:
        return [Key(Dot(0, 0, "quiet", across=13), "the number of claims of these days")]
    keys = []
    if any(point.level in _HEDGED for point in points):
        firm = (
            "certain, probable or not scored" if any(point.level is None for point in points) else "certain or probable"
        )
        keys += [
            Key(Dot(0, 0, "quiet", across=_ORIGINAL), firm),
            Key(Dot(0, 0, "quiet", across=_ORIGINAL, hollow=True), "possible or doubtful"),
        ]
    if any(point.is_copy for point in points):
        keys.append(Key(Dot(0, 0, "quiet", across=_COPY), "small: copy of another article"))
    return keys


def _dot(x: float, y: float, side: Side, across: float = _ORIGINAL, *, hollow: bool = False, said: str = "") -> Dot:
    """A circle for the one side, a diamond for the other, which looks as large when it is a little wider."""
    is_a = side == "a"
    shape: Literal["circle", "diamond"] = "circle" if is_a else "diamond"
    return Dot(x, y, f"side-{side}", shape, across if is_a else across * 1.15, hollow, said)


def _point(point: Point, x: float, y: float) -> Dot:
    facts = joined(point.speaker, point.level or "not scored", "a copy" if point.is_copy else None)
    said = f"{day_words(point.day)}, {point.side.upper()}, {joined(point.outlet, facts, joint=': ')}"
    across = _COPY if point.is_copy else _ORIGINAL
    return _dot(x, y, point.side, across, hollow=point.level in _HEDGED, said=said)


def _lanes(sides: Sequence[Sequence[Point]], days: Days, room: int) -> tuple[list[_Lane], bool]:
    """Both lanes, drawn in the first way in which both fit; whether a symbol stands for several claims."""
    for draw in (_labelled, _stacked):
        lanes = [lane for points in sides if (lane := draw(points, days, room)) is not None]
        if len(lanes) == len(sides):
            return lanes, False
    return [_binned(points, days) for points in sides], True


def _labelled(points: Sequence[Point], days: Days, room: int) -> _Lane | None:
    """Each point with its outlet: right of it, or left where the page ends."""
    labels = [cut(point.outlet, 170 if room >= PHONE else 120, SMALL) for point in points]
    places = [days.x(point.day) for point in points]
    extents = []
    for x, label in zip(places, labels, strict=True):
        long = width(label, SMALL) + 9
        begins = x + long <= room
        extents.append(Extent(x - 7, x + long + 8) if begins else Extent(x - long - 8, x + 7))
    rows = find_rows(extents)
    if any(row >= _LABELLED_ROWS for row in rows):
        return None
    shapes: list[Dot | Words] = []
    for point, x, label, row, extent in zip(points, places, labels, rows, extents, strict=True):
        y = -10.0 - row * _LABELLED_STEP
        begins = extent.start == x - 7
        shapes += [
            _point(point, x, y),
            Words(x + 9 if begins else x - 9, y + 4.2, label, "quiet", SMALL, "left" if begins else "right", halo=True),
        ]
    return _Lane(tuple(shapes), 4 + _LABELLED_STEP * (max(rows, default=0) + 1))


def _stacked(points: Sequence[Point], days: Days, room: int) -> _Lane | None:
    """Points only, those of a day on each other; a stack has its number on top where there is room."""
    stacks = [sorted(stack, key=_calm) for _, stack in groupby(points, key=lambda point: point.day)]
    places = [days.x(stack[0].day) for stack in stacks]
    extents = [Extent(x - _STACKED_STEP / 2 + 0.5, x + _STACKED_STEP / 2 - 0.5) for x in places]
    rows = find_rows(extents, [len(stack) for stack in stacks])
    tops = [row + len(stack) for row, stack in zip(rows, stacks, strict=True)]
    highest = max(tops, default=1)
    if highest > _STACKED_ROWS:
        return None
    shapes: list[Dot | Words] = []
    numbers: list[tuple[int, Extent]] = []
    for stack, x, row, top in zip(stacks, places, rows, tops, strict=True):
        shapes += [_point(point, x, _row(row + nth)) for nth, point in enumerate(stack)]
        half = width(str(len(stack)), SMALL) / 2 + 1
        number = Extent(x - half, x + half)
        others = [extent for extent, low, high in zip(extents, rows, tops, strict=True) if low <= top < high]
        others += [extent for on, extent in numbers if abs(on - top) < 2]
        if len(stack) >= _STACK and number.start > 0 and number.end < room and is_free(number, others):
            numbers.append((top, number))
            highest = max(highest, top + 1)
            shapes.append(Words(x, _row(top) + 3, str(len(stack)), "quiet", SMALL, "center"))
    return _Lane(tuple(shapes), 6.0 + _STACKED_STEP * highest)


def _row(nth: int) -> float:
    return -9.0 - nth * _STACKED_STEP


def _calm(point: Point) -> tuple[bool, bool, int]:
    """In a stack, like stands by like."""
    return point.is_copy, point.level in _HEDGED, point.claim


def _binned(points: Sequence[Point], days: Days) -> _Lane:
    """A symbol for each stretch of days that is as wide as a symbol needs, with the number of claims above."""
    last = (days.right - days.left) // _BIN - 1
    binned = Counter[float]()
    first: dict[float, Point] = {}
    latest: dict[float, Point] = {}
    for point in points:
        nth = min(last, (days.x(point.day) - days.left) // _BIN)
        binned[nth] += 1
        first.setdefault(nth, point)
        latest[nth] = point
    shapes: list[Dot | Words] = []
    for nth, number in binned.items():
        x = days.left + (nth + 0.5) * _BIN
        ends = dict.fromkeys((day_words(first[nth].day), day_words(latest[nth].day)))
        said = f"{' to '.join(ends)}, {first[nth].side.upper()}: {count(number, 'claim')}"
        shapes += [
            _dot(x, -13, first[nth].side, min(22.0, 8 + 2.5 * sqrt(number)), said=said),
            Words(x, -28, f"{number:,}", "ink", TEXT, "center"),
        ]
    return _Lane(tuple(shapes), 42)
