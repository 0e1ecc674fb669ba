"""What an article says, made harmless: the only door through which such text reaches a terminal or a page.

It is hostile until proven otherwise: an escape sequence in it could retitle the window, a bidi override could turn a
sentence round.
"""

from __future__ import annotations

import re

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
