"""A picture laid out: shapes at their places, in pixels from the upper left corner, in the order they are painted.

Colours are names of `pictures.css` without their dashes (``ink`` is ``var(--ink)``). `said` is what a screen reader
says of a shape; a shape that says nothing is not there for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.report.pages.charts.letters import TEXT


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text on its baseline. `halo`: on a rim of paper, where it crosses lines. `is_read`: a screen reader
    reads it; the others only repeat what shapes say."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    size: int = TEXT
    anchor: Literal["left", "center", "right"] = "left"
    bold: bool = False
    halo: bool = False
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a thin edge; `dashed`: the edge is."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str | None = None
    dashed: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A small symbol round (x, y), `across` pixels wide, filled with its colour or hollow."""

    x: float
    y: float
    colour: str
    shape: Literal["circle", "diamond", "triangle-left", "triangle-right"] = "circle"
    across: float = 10
    hollow: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line along an SVG path."""

    path: str
    colour: str
    width: float = 1
    dashed: bool = False
    said: str = ""


Shape: TypeAlias = Words | Box | Dot | Stroke


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of so many pixels."""

    width: int
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a symbol, and what it means."""

    symbol: Dot | Box | Stroke
    words: str


def level_line(x1: float, x2: float, y: float, colour: str, width: float = 1, *, dashed: bool = False) -> Stroke:
    """A horizontal line."""
    return Stroke(f"M{x1:.1f},{y:.1f}H{x2:.1f}", colour, width, dashed=dashed)


def upright_line(x: float, y1: float, y2: float, colour: str) -> Stroke:
    """A vertical line."""
    return Stroke(f"M{x:.1f},{y1:.1f}V{y2:.1f}", colour)
