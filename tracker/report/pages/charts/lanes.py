"""Where the claims of a timeline stand: days on a line, ticks under it, and points in rows so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.report.pages.charts.letters import SMALL, width
from tracker.report.pages.charts.plan import month_name

_TICK_GAP = 10


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last` (ordinals) between two places, in pixels."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: str | date) -> float:
        """Where a day is."""
        when = date.fromisoformat(day) if isinstance(day, str) else day
        return self.left + (self.right - self.left) * (when.toordinal() - self.first) / max(1, self.last - self.first)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day under the line; `year` is empty where the tick before has the same."""

    x: float
    words: str
    year: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What a point and its label take of a row: from `start` to `end`, in pixels."""

    start: float
    end: float


def find_ticks(days: Days) -> tuple[Tick, ...]:
    """As many as fit without touching: days, weeks, months or years apart."""
    ways: tuple[tuple[Callable[[Days, int], Iterator[date]], Callable[[date], str], tuple[int, ...]], ...] = (
        (_by_days, lambda when: f"{when.day} {month_name(when, short=True)}", (1, 2, 7, 14)),
        (_by_months, lambda when: month_name(when, short=True), (1, 2, 3, 6)),
        (_by_years, lambda when: str(when.year), (1, 2, 5, 10, 20, 50, 100, 500, 2000)),
    )
    ticks: list[Tick] = []
    for found, words, steps in ways:
        for step in steps:
            ticks = []
            year = ""
            for when in found(days, step):
                named = "" if found is _by_years else str(when.year)
                ticks.append(Tick(days.x(when), words(when), "" if named == year else named))
                year = named
                if len(ticks) > 1 and not _apart(ticks[-2], ticks[-1]):
                    break
            else:
                return tuple(ticks)
    return tuple(ticks[:1])


def _apart(a: Tick, b: Tick) -> bool:
    """One at the edge moves inwards by up to half its width, hence the half."""
    return b.x - a.x >= max(width(part, SMALL) for tick in (a, b) for part in (tick.words, tick.year)) * 1.4 + _TICK_GAP


def _by_days(days: Days, step: int) -> Iterator[date]:
    return map(date.fromordinal, range(days.first, days.last + 1, step))


def _by_months(days: Days, step: int) -> Iterator[date]:
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    begin += -begin % step
    return (date(at // 12, at % 12 + 1, 1) for at in range(begin, last.year * 12 + last.month, step))


def _by_years(days: Days, step: int) -> Iterator[date]:
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    begin = first.year + (first.timetuple().tm_yday > 1)
    begin += -begin % step
    return (date(year, 1, 1) for year in range(begin, last.year + 1, step))


def find_rows(extents: Sequence[Extent], heights: Sequence[int] | None = None) -> list[int]:
    """For each extent the lowest row from which on it overlaps none before it, in as many rows as it is high (1)."""
    taken: list[list[Extent]] = []
    rows = []
    for extent, height in zip(extents, heights or [1] * len(extents), strict=True):
        row = next(row for row in range(len(taken) + 1) if all(is_free(extent, on) for on in taken[row : row + height]))
        taken += [[] for _ in range(row + height - len(taken))]
        for on in taken[row : row + height]:
            on.append(extent)
        rows.append(row)
    return rows


def is_free(extent: Extent, others: Sequence[Extent]) -> bool:
    """Whether it overlaps none of the others."""
    return all(extent.end <= other.start or other.end <= extent.start for other in others)
