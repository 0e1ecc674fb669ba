"""How wide a text will be, near enough to lay it out before any font is known.

The browser chooses the font, so that no measure is exact. These widths are those of DejaVu Sans, one of the widest
that a reader's system may have: a text takes the room it is given, or less. They are the same on every machine, and so
are the pictures.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

TEXT, SMALL = 13, 12
"""Sizes of letters in pixels. A phone of 320 px shows the narrow picture at nine tenths, and 11 px can be read."""

_BOLD = 1.1
_ELLIPSIS = "…"
_ENOUGH_MARKS = 3  # on one letter; more of them would climb over the lines above
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.29, "iljI"),
        (0.33, " .,:;'’‘|!·/\\"),
        (0.42, 'tfr()[]{}-"`°'),
        (0.53, "csz“”–?*_"),
        (0.83, "w&"),
        (1.0, "mMW@%—…"),
        (1.1, "⸺"),
        (9.0, "﷽𒐫⸻"),
    )
    for letter in letters
}
_LOWER, _UPPER, _DIGIT, _OTHER, _FULL, _EMOJI = 0.62, 0.73, 0.64, 0.78, 1.02, 1.35


def width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Pixels that the text takes at most, in letters of `size` pixels."""
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1)


def _letter(letter: str) -> float:
    if (known := _WIDTHS.get(letter)) is not None:
        return known
    if letter.isascii():
        return _DIGIT if letter.isdigit() else _LOWER if letter.islower() else _UPPER
    if _is_mark(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _EMOJI if ord(letter) >= 0x1F000 else _FULL
    return _OTHER


def _is_mark(letter: str) -> bool:
    """Whether it has no room of its own: an accent, a joiner."""
    return unicodedata.category(letter) in ("Mn", "Me", "Cf")


def cut(text: str, room: float, size: float = TEXT, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits into `room` pixels, with an ellipsis."""
    text = _tamed(text)
    if width(text, size, bold=bold) <= room:
        return text
    room -= width(_ELLIPSIS, size, bold=bold)
    kept = 0.0
    for at, letter in enumerate(text):
        kept += width(letter, size, bold=bold)
        if kept > room:
            begin = text[:at].rstrip(" ,;:-–\u200d")
            return begin + _ELLIPSIS + ("\u200f" if _is_rightward(begin) else "")
    return text


def wrap(text: str, room: float, lines: int, size: float = TEXT) -> list[str]:
    """At most so many lines that fit into `room` pixels; the last is cut where the text goes on."""
    found: list[str] = []
    rest = _tamed(text)
    while rest and len(found) < lines - 1 and width(rest, size) > room:
        kept, stop, at = 0.0, 0, 0
        for at, letter in enumerate(rest):
            kept += width(letter, size)
            if kept > room:
                break
            if letter == " ":
                stop = at
        stop = stop or max(at, 1)  # a word longer than the line is broken
        found.append(rest[:stop].rstrip())
        rest = rest[stop:].lstrip()
    return [*found, cut(rest, room, size)] if rest else found


def joined(*parts: str | None, joint: str = ", ") -> str:
    """The parts that say something, in this order even where one of them is written from right to left."""
    said = [part for part in parts if part]
    return joint.join(f"{part}\u200e" if _has_rightward(part) and part is not said[-1] else part for part in said)


def count(number: int, thing: str, things: str | None = None) -> str:
    """``1 claim``, ``1,200 claims``."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def listed(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last


def _tamed(text: str) -> str:
    """The text without the accents that pile up on one letter."""
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= _ENOUGH_MARKS:
            kept.append(letter)
    return "".join(kept)


def _has_rightward(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _is_rightward(text: str) -> bool:
    """Whether the last letter that has a direction runs to the left."""
    strong = (way for letter in reversed(text) if (way := unicodedata.bidirectional(letter)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"
