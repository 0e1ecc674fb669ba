"""Lines of a terminal put together from painted pieces of text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tracker.report.terminal.cells import Paint, cells, wrap_ranges

GLUE = "\N{NO-BREAK SPACE}"
"""Holds two words of ours on one line; it is set as a plain space."""

Codes = tuple[int, ...]
Runs = list[tuple[str, Codes]]
Line = tuple[str, int]
"""A line, painted, and how many cells it takes."""


def set_runs(runs: Iterable[tuple[str, Codes]], width: int, paint: Paint) -> list[Line]:
    """Lines of at most `width` cells, painted; each run of blanks is one space."""
    characters: list[str] = []
    codes: list[Codes] = []
    for words, painted in runs:
        for character in words.replace("\ufeff", ""):
            blank = character in " \t\n"
            if not (blank and characters and characters[-1] == " "):
                characters.append(" " if blank else character)
                codes.append(painted)
    text = "".join(characters)
    lines = []
    for first, last in wrap_ranges(text, max(width, 2)):
        pieces = groupby(range(first, last), key=lambda at: codes[at])
        painted_line = "".join(
            paint("".join(text[at] for at in run).replace(GLUE, " "), *of_run) for of_run, run in pieces
        )
        lines.append((painted_line, cells(text[first:last])))
    return lines
