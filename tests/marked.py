r"""Marked text → text and spans, so that a case is added without counting characters.

    [S Mary Smith] [C told] reporters [K that the bridge was safe].
    "[K It is safe]," [C said] [S the mayor], "[K and it will stay open]."

A mark is ``[``, a letter, a space, the words, ``]``. The letters: **S** source, **C** cue, **K** content, **P** one
claim (a proposition) of the content. Several marks with one letter are pieces of one attribution, in text order.

A text with more than one attribution numbers its marks; a mark without a number is of attribution 1, and a mark of
several attributions names each of them:

    [S1,2 Ann Lee] [C1 said] [K1 it was safe] and [C2 added] [K2 that it was open].

Marks may stand inside marks (``[K [P it was late], but [P nobody minded]]``). Any other square bracket is part of the
text; before a letter and a space it is written ``\[``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.attribution.linker import Link, TaggedSpan
from tracker.records import Span

_TOKEN = re.compile(r"\\([\[\]])|\[([SCKP])(\d+(?:,\d+)*)?[ ]|([\[\]])")


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """The spans of one attribution, each role in text order."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    claims: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and its attributions by number (the first is at 0)."""

    text: str
    attributions: tuple[MarkedAttribution, ...]

    def tagged(self) -> list[TaggedSpan]:
        """What a faultless tagger gives: every span once, without its attribution's number, in text order."""
        found = {
            (span, role)
            for attribution in self.attributions
            for role, spans in (
                ("source", attribution.source),
                ("cue", attribution.cue),
                ("content", attribution.content),
            )
            for span in spans
        }
        return [TaggedSpan(role, span, 1.0) for span, role in sorted(found)]

    def links(self) -> list[Link]:
        """What a faultless linker gives, ordered by the first content."""
        found = [
            Link(_tagged("source", a.source), _tagged("cue", a.cue), _tagged("content", a.content))
            for a in self.attributions
        ]
        return sorted(found, key=lambda link: link.content[0].span.start)


def read_marked(marked: str) -> Marked:
    """Read a marked text. Raises ValueError where a mark is not closed, empty, or a number is left out."""
    text: list[str] = []  # one character an entry
    open_marks: list[tuple[str, str, int] | None] = []  # letter, numbers, start; None for a bracket of the text
    spans: dict[tuple[int, str], list[Span]] = {}
    at = 0
    for token in _TOKEN.finditer(marked):
        text += marked[at : token.start()]
        at = token.end()
        escaped, letter, numbers, bracket = token.groups()
        if letter:
            open_marks.append((letter, numbers or "1", len(text)))
        elif escaped or bracket == "[" or not open_marks:
            text += escaped or bracket
            open_marks += [None] * (bracket == "[")
        else:
            mark = open_marks.pop()
            if mark is None:
                text += bracket
                continue
            if mark[2] == len(text):
                raise ValueError(f"an empty mark: [{mark[0]}{mark[1]} ] in {marked!r}")
            for number in mark[1].split(","):
                spans.setdefault((int(number), mark[0]), []).append(Span(mark[2], len(text)))
    text += marked[at:]
    if unclosed := [mark for mark in open_marks if mark is not None]:
        raise ValueError(f"a mark that is never closed: [{unclosed[0][0]} in {marked!r}")
    count = max((number for number, _ in spans), default=0)
    missing = [n for n in range(1, count + 1) if not any(number == n for number, _ in spans)]
    if missing:
        raise ValueError(f"no mark is of attribution {missing[0]} in {marked!r}")

    def pieces(number: int, letter: str) -> tuple[Span, ...]:
        return tuple(sorted(spans.get((number, letter), ())))

    return Marked(
        "".join(text),
        tuple(
            MarkedAttribution(pieces(n, "S"), pieces(n, "C"), pieces(n, "K"), pieces(n, "P"))
            for n in range(1, count + 1)
        ),
    )


def _tagged(role: str, spans: tuple[Span, ...]) -> tuple[TaggedSpan, ...]:
    return tuple(TaggedSpan(role, span, 1.0) for span in spans)
