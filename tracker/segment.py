"""Text → paragraphs, sentences and quotation regions, all as spans. Pure; never raises on any text.

An unclosed quotation ends at its paragraph; whether it goes on in the next is marked there (`continues`), as
newspapers open every paragraph of a long quotation and close only the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.records import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A region between quotation marks.

    `span` includes the marks, `inner` does not. `closed` is false where the paragraph ended first; `continues` is
    true where the quotation takes up one that the paragraph before left open. `depth` 0 is outermost.
    """

    span: Span
    inner: Span
    closed: bool
    continues: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Segments:
    """The parts of one text, each list in text order."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]


def segment(text: str) -> Segments:
    """Cut a text into paragraphs, sentences and quotation regions."""
    paragraphs = find_paragraphs(text)
    return Segments(paragraphs, find_sentences(text, paragraphs), find_quotations(text, paragraphs))


# ---------------------------------------------------------------- paragraphs

_LINE = re.compile(r"\S(?:[^\n\r]*\S)?")
_WRAP_MIN, _WRAP_MAX = 50, 100  # a hard-wrapped line is neither a headline nor a whole paragraph


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text: blocks between blank lines, and inside a block its lines, unless they are
    evidently one paragraph wrapped at a fixed width."""
    out: list[Span] = []
    for start, end in _blocks(text):
        lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
        if (
            len(lines) > 2
            and all(_WRAP_MIN <= len(line) <= _WRAP_MAX for line in lines[:-1])
            and (len(lines[-1]) <= _WRAP_MAX)
        ):
            out.append(Span(start, end))
        else:
            out.extend(lines)
    return tuple(out)


_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\r(?:\n)?\s*\r(?:\n)?")


def _blocks(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for gap in _BLANK.finditer(text):
        out.append((start, gap.start()))
        start = gap.end()
    out.append((start, len(text)))
    trimmed = []
    for start, end in out:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        if left < len(piece):
            trimmed.append((start + left, start + len(piece.rstrip())))
    return trimmed


# ---------------------------------------------------------------- sentences

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with halves of surrogate pairs replaced, one character each: libraries that want UTF-8 refuse them."""
    return _SURROGATE.sub("\ufffd", text)


# The splitter takes time with the square of what it is given, where that is full of quotation marks. A newspaper's
# paragraph has at most some 3,000 characters; a longer one is cut at sentence ends into pieces before it goes in.
_PIECE = 8_000
_SURE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z])")


def find_sentences(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences of a text; none crosses a paragraph."""
    from sentencex import get_sentence_boundaries

    text = without_surrogates(text)
    out: list[Span] = []
    for paragraph in paragraphs:
        for start, end in _pieces(text, paragraph):
            for boundary in get_sentence_boundaries("en", text[start:end]):
                words = boundary["text"]
                first = start + boundary["start_index"] + len(words) - len(words.lstrip())
                last = start + boundary["start_index"] + len(words.rstrip())
                if first < last:
                    out.append(Span(first, last))
    return tuple(out)


def _pieces(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """A paragraph, or where it is very long, its pieces: cut behind a sentence, else behind a word, else anywhere."""
    start = paragraph.start
    while paragraph.end - start > _PIECE:
        half, stop = start + _PIECE // 2, start + _PIECE
        ends = [found.end() for found in _SURE_END.finditer(text, half, stop)]
        cut = ends[-1] if ends else text.rfind(" ", half, stop) + 1 or stop
        yield start, cut
        start = cut
    yield start, paragraph.end


# ---------------------------------------------------------------- quotation marks

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚'`]")
_OPENERS_BEFORE = set(" \t\r\n\f\v\xa0([{—–-/…:;,>|*_\u2009\u202f\u200b\ufeff")
_CLOSERS_AFTER = set(" \t\r\n\f\v\xa0)]}—–-/….,:;!?<|*_\u2009\u202f\u200b\ufeff")
_ELISION = re.compile(r"['’](?:\d0s|em|til|till|tis|twas|cause|round|n|bout|cuz|neath|tween)\b", re.I)
_DOUBLE, _SINGLE = "double", "single"
_LOOK_AHEAD = 100  # marks of the same paragraph among which a single one finds its end


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    family: str
    closer: str
    limit: int = -1  # a single mark knows beforehand where it closes


def find_quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """The quotation regions of a text: straight, curly, low and angled marks, ``''`` and backtick pairs,
    and single marks where they are not apostrophes."""
    out: list[Quotation] = []
    left_open = False
    for paragraph in paragraphs:
        found = _paragraph_quotations(text, paragraph, left_open)
        out.extend(found)
        outer = [q for q in found if q.depth == 0]
        left_open = bool(outer) and not outer[-1].closed
    return tuple(out)


def _paragraph_quotations(text: str, paragraph: Span, left_open: bool) -> list[Quotation]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    if not marks:
        return []
    found: list[Quotation] = []
    stack: list[_Open] = []

    def close(end: int, inner_end: int, closed: bool) -> None:
        mark = stack.pop()
        inner = Span(mark.inner, max(mark.inner, inner_end))
        continues = left_open and mark.start == paragraph.start
        found.append(Quotation(Span(mark.start, max(end, mark.inner)), inner, closed, continues, len(stack)))

    for i, (start, end, mark) in enumerate(marks):
        opens = _may_open(text, paragraph, start, end)
        closes = _may_close(text, paragraph, start, end)
        if mark in "‘’‚'`‹›" and mark not in ("''", "``"):
            if stack and stack[-1].family == _SINGLE:
                if start == stack[-1].limit:
                    close(end, start, True)
            elif opens and mark != "’" and len(stack) < 2 and not _ELISION.match(text, start):
                limit = _single_close(text, paragraph, marks, i, stack)
                if limit >= 0:
                    stack.append(_Open(start, end, _SINGLE, "", limit))
            continue
        at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].family == _DOUBLE), -1)
        if at >= 0 and _closes(stack[at], mark, opens, closes):
            while len(stack) > at + 1:
                close(start, start, False)
            close(end, start, True)
        elif _opens(mark, opens, closes, at >= 0):
            if at >= 0:  # the one before was never closed
                while len(stack) > at:
                    close(start, start, False)
            stack.append(_Open(start, end, _DOUBLE, _CLOSER.get(mark, mark)))
    while stack:
        close(paragraph.end, paragraph.end, False)
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    return found


_CLOSER = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "``": "''", "”": "”"}


def _may_open(text: str, paragraph: Span, start: int, end: int) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return (before in _OPENERS_BEFORE or before in "\"“„«‘'`") and not after.isspace()


def _may_close(text: str, paragraph: Span, start: int, end: int) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return not before.isspace() and (after in _CLOSERS_AFTER or after in "\"”»’'")


def _closes(mark_open: _Open, mark: str, opens: bool, closes: bool) -> bool:
    if mark in mark_open.closer and mark not in ('"', "''"):
        return True
    if mark in ("”", "»", "''", '"') and mark_open.closer in ("”", "»", '"', "''", "“”", "«"):
        return closes or not opens
    return False


def _opens(mark: str, opens: bool, closes: bool, inside: bool) -> bool:
    if mark in ("“", "„", "‟", "«", "``"):
        return True
    if mark in ('"', "''", "”", "»"):
        return opens and not (inside and closes)
    return False


def _single_close(text: str, paragraph: Span, marks: list[tuple[int, int, str]], i: int, stack: list[_Open]) -> int:
    """Where the single mark `marks[i]` closes, or -1: the first mark after sentence punctuation, else the last
    that is no plural possessive, before the next one that opens."""
    opener = marks[i][2]
    closers = {"‘": "’", "'": "'", "‚": "‘’", "`": "'`", "‹": "›", "›": "‹"}[opener]
    last = fallback = -1
    for start, end, mark in marks[i + 1 : i + 1 + _LOOK_AHEAD]:
        if stack and mark in ('"', "”", "''", "»") and _may_close(text, paragraph, start, end):
            break  # a nested single does not outlive its double
        if mark == opener != "'" and _may_open(text, paragraph, start, end):
            break
        if mark not in closers or not _may_close(text, paragraph, start, end):
            continue
        before = text[start - 1]
        if before in ".,!?…;:":
            return start
        if before in "sS":
            fallback = start
        else:
            last = start if last < 0 or opener != "'" else last
    return last if last >= 0 else fallback
