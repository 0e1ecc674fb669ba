"""Text for a terminal: measured in cells, wrapped, painted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BOLD, DIM, ITALIC, UNDERLINED = 1, 2, 3, 4
COLOURS = (36, 33, 32, 35, 34, 31, 96, 93, 92, 95, 94, 91)
"""SGR codes of a terminal's own palette: readable on light and dark, whatever the reader chose them to be."""


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _pieces(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A word, cut where it is wider than `width`."""
    if cells(text[start:end]) <= width:
        yield start, end
        return
    used, begin = 0, start
    for at in range(start, end):
        size = cells(text[at])
        if used + size > width and at > begin:
            yield begin, at
            begin, used = at, 0
        used += size
    yield begin, end


def wrap_ranges(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of `text` at `width` cells as ranges of its characters, broken at spaces, else inside a word."""
    lines: list[tuple[int, int]] = []
    begin, stop, used = 0, -1, 0
    for word in re.finditer("[^ ]+", text):
        for start, end in _pieces(text, word.start(), word.end(), width):
            size = cells(text[start:end])
            if stop >= 0 and used + (start - stop) + size <= width:
                used += (start - stop) + size
            else:
                if stop >= 0:
                    lines.append((begin, stop))
                begin, used = start, size
            stop = end
    return [*lines, (begin, stop)] if stop >= 0 else lines


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells; no word is lost. An empty text has no line."""
    return [text[start:end] for start, end in wrap_ranges(text, max(width, 2))]


def pad(text: str, width: int) -> str:
    """The text and as many spaces as fill `width` cells."""
    return text + " " * (width - cells(text))


@dataclass(frozen=True, slots=True)
class Paint:
    """`paint("x", BOLD)` is a bold x, or just x where there is no colour."""

    colour: bool

    def __call__(self, text: str, *codes: int) -> str:
        """The text between SGR codes, where there is colour and something to paint."""
        if not (self.colour and codes and text):
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


MEASURE = 100
"""No column of prose is wider: the eye loses the line (typographers say 45 to 90 characters)."""
