"""Pictures with an axis, for a terminal or a mail: a dispute day by day, and figures that cannot both be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Literal

from tracker.report.contents.pictures import Dumbbell, Dumbbells, End, Point, Timeline
from tracker.report.terminal.cells import cells
from tracker.report.terminal.pictures import Run, Sheet, line, rendered, told_more, wrapped
from tracker.report.wording.harmless import printable
from tracker.report.wording.phrases import count, one_line

if TYPE_CHECKING:
    from rich.text import Text

_A_STYLE, _B_STYLE = "cyan", "magenta"
_BIN = 3  # cells of a place on the axis of days: a mark, and a number of two digits
_BINS_A_DAY, _FEWEST_BINS = 4, 9  # two days are no long axis, but there is room for both dates beneath it
_LONGEST_AXIS = 90
_PLACES_NAMED = 4
_LEAST_TRACK, _WIDEST_TRACK = 18, 72
_LONGEST_FIGURE = 24  # beside its track


def timeline_legend(timelines: Iterable[Timeline], sheet: Sheet) -> str:
    """What the marks of timelines mean, in a sentence or two."""
    marks = sheet.marks
    shapes = f"{marks.a[0]} and {marks.b[0]}" if marks.a != marks.b else marks.a[0]
    hollow = f"{marks.a[1]} and {marks.b[1]}" if marks.a != marks.b else marks.a[1]
    mixed = f"{marks.a[2]} and {marks.b[2]}" if marks.a != marks.b else marks.a[2]
    unscored = any(point.level is None for timeline in timelines for point in timeline.points)
    certain = "told as certain, or not scored" if unscored else "told as certain"
    return (
        f"{shapes}: {certain}; {hollow}: less than that; {mixed}: some of each; r: reprints alone. "
        "A number: so many claims in one place."
    )


def timeline_lines(timeline: Timeline, sheet: Sheet) -> Iterator[str]:
    """Who says what, and beneath it when: a lane for each side over an axis of days."""
    yield from rendered(_timeline(timeline, sheet), sheet)


def _timeline(timeline: Timeline, sheet: Sheet) -> Iterator[Text]:
    pair = f" {sheet.marks.joint} pair {timeline.pair}"
    yield from wrapped([(printable(timeline.reason), "bold"), (pair, "dim")], sheet)
    lanes = _lanes(timeline, sheet)
    for lane, words in zip(lanes, (timeline.a, timeline.b), strict=True):
        yield from wrapped([(printable(words) or "?", "")], sheet, (f"{lane.letter} {lane.marks[0]} ", lane.style))
        if lane.points:
            yield from wrapped([(_places(lane.points, sheet), "dim")], sheet, ("    ", ""))
    yield line()
    yield from _axis(lanes, sheet)
    left_out = [
        f"{number:,} {words}"
        for number, words in ((timeline.more, "more"), (timeline.undated, "without a date"))
        if number
    ]
    if left_out:
        yield from wrapped([(f"Claims not shown: {', '.join(left_out)}.", "dim")], sheet)


@dataclass(frozen=True, slots=True)
class _Lane:
    """One side of a timeline."""

    letter: str
    marks: str
    style: str
    points: tuple[Point, ...]


def _lanes(timeline: Timeline, sheet: Sheet) -> tuple[_Lane, _Lane]:
    def of(side: Literal["a", "b"]) -> tuple[Point, ...]:
        return tuple(point for point in timeline.points if point.side == side)

    return (
        _Lane("A", sheet.marks.a, _A_STYLE, of("a")),
        _Lane("B", sheet.marks.b, _B_STYLE, of("b")),
    )


def _places(points: Sequence[Point], sheet: Sheet) -> str:
    """``2 claims, 1 of them a reprint: River Post, Wire … and 3 more outlets``."""
    copies = sum(point.is_copy for point in points)
    reprints = f", {copies:,} of them {'a reprint' if copies == 1 else 'reprints'}" if copies else ""
    outlets = list(dict.fromkeys(printable(point.outlet) for point in points))
    named = ", ".join(outlets[:_PLACES_NAMED])
    more = len(outlets) - _PLACES_NAMED
    rest = sheet.own(f" … and {count(more, 'more outlet')}") if more > 0 else ""
    return f"{count(len(points), 'claim')}{reprints}: {named}{rest}"


def _axis(lanes: Sequence[_Lane], sheet: Sheet) -> Iterator[Text]:
    """Both lanes, and the first and the last day beneath."""
    days = [_day(point) for lane in lanes for point in lane.points]
    if not days:
        return
    first, last = min(days), max(days)
    span = (last - first).days
    most = (min(sheet.width, _LONGEST_AXIS) - 2 - _BIN) // _BIN + 1
    bins = min(most, max(span * _BINS_A_DAY + 1, _FEWEST_BINS)) if span else 1
    long = (bins - 1) * _BIN + 1
    for lane in lanes:
        places: dict[int, list[Point]] = {}
        for point in lane.points:
            at = (2 * (_day(point) - first).days * (bins - 1) + span) // (2 * span) if span else 0
            places.setdefault(at, []).append(point)
        yield line((f"{lane.letter} ", lane.style), *_lane_runs(lane, places, long, sheet))
    yield line(("  " + _day_labels(first, last, long), "dim"))


def _lane_runs(lane: _Lane, places: dict[int, list[Point]], long: int, sheet: Sheet) -> Iterator[Run]:
    """The pieces of a lane: its line, the marks on it, and how many claims a mark stands for."""
    reached = 0
    for at, points in sorted(places.items()):
        yield sheet.marks.lane * (at * _BIN - reached), "dim"
        mark = _mark(lane, points)
        number = "" if len(points) == 1 else str(len(points)) if len(points) < 100 else "++"
        yield mark + number, lane.style
        reached = at * _BIN + len(mark + number)
    yield sheet.marks.lane * (long - reached), "dim"


def _mark(lane: _Lane, points: Iterable[Point]) -> str:
    """Sure, hedged, some of each; ``r`` where all are reprints."""
    own = [point.level not in (None, "certain") for point in points if not point.is_copy]
    if not own:
        return "r"
    return lane.marks[1] if all(own) else lane.marks[2] if any(own) else lane.marks[0]


def _day(point: Point) -> date:
    """The day; a month or a year counts at its first."""
    return date.fromisoformat((point.day + "-01-01")[:10])


def _day_labels(first: date, last: date, long: int) -> str:
    """``2014-06-16      6 days      2014-06-22``, as long as the axis."""
    if first == last:
        return first.isoformat()
    middle = count((last - first).days, "day")
    gap = long - 20
    between = f"{middle:^{gap}}" if gap >= len(middle) + 4 else " " * max(gap, 2)
    return f"{first.isoformat()}{between}{last.isoformat()}"


def figures_legend(rows: Dumbbells, sheet: Sheet) -> str:
    """How the figures are drawn, in a sentence or two."""
    marks = sheet.marks
    said = f"Each from zero ({marks.zero}) to the higher figure."
    if any(row.is_update for row in rows.rows):
        said += f" {marks.updating * 2}{marks.arrows[2]}: an update, from the earlier to the later."
    return said


def figures_lines(figures: Dumbbells, sheet: Sheet) -> Iterator[str]:
    """What is counted, both figures on a scale from zero, and who gives them where and when."""
    yield from rendered(_figures(figures, sheet), sheet)


def _figures(figures: Dumbbells, sheet: Sheet) -> Iterator[Text]:
    most = min((sheet.width - 3 - _LEAST_TRACK) // 2, _LONGEST_FIGURE)
    sizes = [tuple(cells(printable(end.words)) for end in (row.low, row.high)) for row in figures.rows]
    fits = [max(size) <= most for size in sizes]
    left = max((size[0] for size, is_short in zip(sizes, fits, strict=True) if is_short), default=0)
    right = max((size[1] for size, is_short in zip(sizes, fits, strict=True) if is_short), default=0)
    track = min(sheet.width - left - right - 3, _WIDEST_TRACK)
    for nth, (row, is_short) in enumerate(zip(figures.rows, fits, strict=True)):
        if nth:
            yield line()
        yield from _dumbbell(row, left, track, sheet, is_short=is_short)
    yield from told_more(figures.more, "pair", sheet)


def _dumbbell(row: Dumbbell, left: int, track: int, sheet: Sheet, *, is_short: bool) -> Iterator[Text]:
    """One pair. Figures too long to stand beside the track stand beneath it."""
    facts = f"{'update' if row.is_update else 'contradiction'} {sheet.marks.joint} pair {row.pair}"
    about = printable(row.about)
    yield from wrapped([(about, "bold"), (f" {sheet.marks.joint} " if about else "", "dim"), (facts, "dim")], sheet)
    low, high = (printable(end.words) if is_short else "" for end in (row.low, row.high))
    start = " " * (left - cells(low)) + low + (" " if left else "")
    yield line((start, "bold"), *_track(row, track, sheet), (f" {high}" if high else "", "bold"))
    for end, mark in zip((row.low, row.high), _ends(row, sheet), strict=True):
        figure = [] if is_short else [(printable(end.words), "bold"), (": ", "")]
        yield from wrapped([*figure, (_whence(end), "")], sheet, (f"{mark[0]} ", mark[1]))


def _whence(end: End) -> str:
    """``Ada Osei, River Post, 2024-03-02``."""
    return one_line(end.speaker, end.outlet, end.day or "no date", joint=", ")


def _ends(row: Dumbbell, sheet: Sheet) -> tuple[Run, Run]:
    """The marks of the low and the high end, each with its style: an arrow where an update leads."""
    marks = sheet.marks
    low, high = marks.ends[0], marks.ends[1]
    if row.latest is not None:
        start, to_left, to_right = marks.arrows[0], marks.arrows[1], marks.arrows[2]
        low, high = (to_left, start) if row.latest == "low" else (start, to_right)
    return (low, _A_STYLE), (high, _B_STYLE)


def _track(row: Dumbbell, wide: int, sheet: Sheet) -> Iterator[Run]:
    """The scale from zero on the left to the higher figure on the right, in `wide` cells and one for the zero."""
    marks = sheet.marks
    (low, low_style), (high, high_style) = _ends(row, sheet)
    at = min(_position(row.low.value, row.high.value, wide), wide - 2)
    yield marks.zero, "dim"
    yield " " * at, ""
    yield low, low_style
    yield (marks.updating if row.is_update else marks.between) * (wide - 2 - at), "dim"
    yield high, high_style


def _position(value: float, most: float, wide: int) -> int:
    """Where a figure stands of `wide` cells that reach from 0 to `most`."""
    share = value / most if most and isfinite(most) and isfinite(value) else 0.0
    return round(min(max(share, 0.0), 1.0) * (wide - 1))
