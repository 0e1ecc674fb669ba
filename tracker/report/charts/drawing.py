"""All pictures of a report, drawn: what a page sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.report.charts.bars import describe_bars
from tracker.report.charts.dumbbells import describe_figures
from tracker.report.charts.network import describe_network
from tracker.report.charts.plan import Plan
from tracker.report.charts.svg import draw_svg
from tracker.report.charts.timeline import describe_timeline
from tracker.report.pictures import Pictures

WIDE, NARROW = 720, 320
"""Pixels: on a page, and on a phone."""
_NOT_DRAWN = "The picture could not be drawn; the table has what it would show."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: `wide` and `narrow` are the same twice, ``<svg>`` elements safe to set in HTML, both empty where it
    could not be drawn. `summary` is its text alternative, `header` and `rows` are its data; `note` says what is left
    out, and is empty where nothing is."""

    title: str
    summary: str
    wide: str
    narrow: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def find_drawings(pictures: Pictures) -> tuple[Drawing, ...]:
    """The pictures that there are, in the order of a page. One that cannot be drawn is there without its drawing."""
    return tuple(map(_drawn, _plans(pictures)))


def _plans(pictures: Pictures) -> Iterator[Plan]:
    if pictures.figures:
        yield describe_figures(pictures.figures)
    yield from map(describe_timeline, pictures.timelines)
    if pictures.network:
        yield describe_network(pictures.network)
    if pictures.bars:
        yield describe_bars(pictures.bars)


def _drawn(plan: Plan) -> Drawing:
    wide, narrow = (draw_svg(plan.sheet(width), plan.summary) for width in (WIDE, NARROW))
    if not (wide and narrow):
        return _drawing(plan, "", "", f"{_NOT_DRAWN} {plan.note}".strip())
    return _drawing(plan, wide, narrow, plan.note)


def _drawing(plan: Plan, wide: str, narrow: str, note: str) -> Drawing:
    return Drawing(plan.title, plan.summary, wide, narrow, plan.header, plan.rows, note)
