"""All pictures of a report, drawn: what a page sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.report.contents.pictures import Pictures
from tracker.report.pages.charts.bars import describe_bars
from tracker.report.pages.charts.dumbbells import describe_figures
from tracker.report.pages.charts.network import describe_network
from tracker.report.pages.charts.plan import Plan
from tracker.report.pages.charts.svg import draw_svg
from tracker.report.pages.charts.timeline import describe_timeline

WIDE, NARROW = 720, 320
"""Pixels: on a page, and on a phone."""
_NOT_DRAWN = "The picture could not be drawn; the table has what it would show."


Shows = Literal["figures", "timeline", "network", "bars", "updates"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of what `shows` says; `pair` is the id of the dispute that a timeline is of, else None.

    `wide` and `narrow` are the same twice, ``<svg>`` elements safe to set in HTML, both empty where it could not be
    drawn. `summary` is its text alternative, `header` and `rows` are its data; `note` says what is left out, and is
    empty where nothing is."""

    shows: Shows
    pair: int | None
    title: str
    summary: str
    wide: str
    narrow: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def find_drawings(pictures: Pictures) -> tuple[Drawing, ...]:
    """The pictures that there are, in the order of a page. One that cannot be drawn is there without its drawing."""
    return tuple(_drawn(*one) for one in _plans(pictures))


def _plans(pictures: Pictures) -> Iterator[tuple[Shows, int | None, Plan]]:
    if pictures.figures:
        yield "figures", None, describe_figures(pictures.figures)
    for timeline in pictures.timelines:
        yield "timeline", timeline.pair, describe_timeline(timeline)
    if pictures.network:
        yield "network", None, describe_network(pictures.network)
    if pictures.bars:
        yield "bars", None, describe_bars(pictures.bars)
    if pictures.updates:
        yield "updates", None, describe_figures(pictures.updates)


def _drawn(shows: Shows, pair: int | None, plan: Plan) -> Drawing:
    wide, narrow = (draw_svg(plan.sheet(width), plan.summary) for width in (WIDE, NARROW))
    is_drawn = bool(wide and narrow)
    return Drawing(
        shows=shows,
        pair=pair,
        title=plan.title,
        summary=plan.summary,
        wide=(wide or "") if is_drawn else "",
        narrow=(narrow or "") if is_drawn else "",
        header=plan.header,
        rows=plan.rows,
        note=plan.note if is_drawn else f"{_NOT_DRAWN} {plan.note}".strip(),
    )
