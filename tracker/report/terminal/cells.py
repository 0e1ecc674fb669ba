"""Text for a terminal: made harmless, measured in cells, wrapped, painted.

What an article says is hostile until proven otherwise: an escape sequence in it could retitle the window, a bidi
override could turn a sentence round. `harmless` is the only door through which such text reaches a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# C0 and C1 controls, halves of surrogate pairs, interlinear annotation: seen as U+FFFD, so that the reader knows.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb]")
# Bidi embeddings, overrides and isolates, invisible fillers, byte order marks, tags: dropped. The joiners (emoji,
# Persian) and the plain direction marks stay.
_INVISIBLES = re.compile("[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")

LONGEST = 600
"""So many characters of a quotation stand in a report; what is left out is said."""
_SHORT = 160  # of a name, an outlet, a ref

BOLD, DIM, ITALIC, UNDERLINED = 1, 2, 3, 4
COLOURS = (36, 33, 32, 35, 34, 31, 96, 93, 92, 95, 94, 91)
"""SGR codes of a terminal's own palette: readable on light and dark, whatever the reader chose them to be."""


def aligned(text: str) -> str:
    """`harmless`, character for character, so that spans still hold: U+FEFF stands where `harmless` drops one."""
    text = _LINE_ENDS.sub(lambda match: "\n" if len(match.group()) == 1 else "\ufeff\n", text)
    return _INVISIBLES.sub("\ufeff", _CONTROLS.sub("\ufffd", text))


def harmless(text: str) -> str:
    r"""The text with nothing in it that a terminal obeys; only ``\n`` and tab are left of the control characters.

    Example: ``"\x1b[31mred"`` becomes ``"�[31mred"``.
    """
    return text if text.isascii() and text.isprintable() else aligned(text).replace("\ufeff", "")


def printable(text: str) -> str:
    """`harmless`, on one line, each run of blanks one space (a no-break space is no blank)."""
    return _BLANKS.sub(" ", harmless(text)).strip(" ")


def cut(text: str, longest: int = LONGEST) -> str:
    """The text, or the beginning of one that is enormous, and how much is missing."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()} … ({len(text) - longest:,} more characters)"


def short(text: str) -> str:
    """A name, an outlet, a ref: `printable`, and cut where it is enormous."""
    return cut(printable(text), _SHORT)


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
