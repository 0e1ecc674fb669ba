"""What a picture is before it is drawn, and what all of them are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.report.pages.charts.letters import SMALL, width
from tracker.report.pages.charts.sheet import Box, Dot, Key, Shape, Sheet, Stroke, Words

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PHONE = 480
"""A picture of fewer pixels is laid out for a phone."""
_KEY_ROW, _KEY_ROOM, _KEY_GAP = 20, 20, 18


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture: its words, its data as a table, and `sheet`, which lays it out for a width in pixels."""

    title: str
    summary: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    sheet: Callable[[int], Sheet]


def day_words(day: str | None, *, short: bool = False) -> str:
    """A day as people write it.

    >>> day_words("2014-06-08"), day_words("2014-06-08", short=True), day_words(None)
    ('8 June 2014', '8 Jun 2014', 'no date')
    """
    if day is None:
        return "no date"
    when = date.fromisoformat(day)
    month = month_name(when, short=short)
    return f"{when.day} {month} {when.year}"


def month_name(when: date, *, short: bool = False) -> str:
    """``June``, or ``Jun``; English, whatever the machine speaks."""
    name = _MONTHS[when.month - 1]
    return name[:3] if short else name


def legend(keys: Sequence[Key], room: int, top: float) -> tuple[list[Shape], float]:
    """The entries in rows from `top` on, and where the last row ends."""
    shapes: list[Shape] = []
    x, y = 0.0, top + _KEY_ROW / 2
    for key in keys:
        wide = _KEY_ROOM + width(key.words, SMALL)
        if x and x + wide > room:
            x, y = 0.0, y + _KEY_ROW
        shapes += [
            _placed(key.symbol, x, y),
            Words(x + _KEY_ROOM, y + SMALL * 0.35, key.words, "quiet", SMALL, is_read=True),
        ]
        x += wide + _KEY_GAP
    return shapes, y + _KEY_ROW / 2 if keys else top


def _placed(symbol: Dot | Box | Stroke, x: float, y: float) -> Shape:
    """The symbol at the beginning of its entry; a line takes the room, whatever its path was."""
    if isinstance(symbol, Dot):
        return replace(symbol, x=x + 7, y=y)
    if isinstance(symbol, Box):
        return replace(symbol, x=x + 1, y=y - 6, width=13, height=12)
    return replace(symbol, path=f"M{x:.1f},{y:.1f}h14")
