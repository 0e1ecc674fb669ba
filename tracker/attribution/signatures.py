"""Words with a signature beneath or behind them: *— Ann Lee, baker* under a quotation, and posts as they are embedded
(*The road is shut. — Ann Lee (@annlee) March 6, 2024*).

A post as its author wrote it has no quotation marks: the signature with its handle says that the paragraph above, or
what stands before it on the line, is the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.furniture import is_furniture
from tracker.records import Span
from tracker.segment import Segments

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_DASH = r"(?:[—–―]|--?)"
_HANDLE = re.compile(rf"(?P<dash>{_DASH})\s*(?P<source>[^\n—–―]{{1,80}}?\s*\(@\w{{1,30}}\))(?P<rest>[^\n]{{0,40}})$")
_NAME = re.compile(
    rf"(?P<dash>{_DASH})\s*(?P<source>(?:@\w{{1,30}}|{_UPPER}[\w'’.\-]*(?:\s+[\w'’.\-]+){{0,4}})(?:,[^\n.!?:]{{1,70}})?)$"
)
# As a post is headed: *Ann Lee @annlee · 6 Mar*.
_HEADER = re.compile(
    rf"(?P<source>{_UPPER}[^\n@·•|]{{1,50}}?)\s+\(?@\w{{1,30}}\)?\s*(?P<dash>[·•|])\s*[\w\s:,.]{{1,25}}$"
)
_DATE = re.compile(
    r"[\s,|·•]*(?:(?:on\s+)?[^\W\d_]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})?[\s,.|·•]*"
)
_LINK = re.compile(r"\s*(?:pic\.(?:twitter|x)\.com/\S+|https?://\S+|t\.co/\S+)\s*$")
_LINE = 200  # characters; a longer line is no signature
_SHORTEST = 3  # words


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, with the mark beside it, and what."""

    source: Span
    cue: Span
    content: Span

    @property
    def region(self) -> Span:
        """From the first word to the last."""
        return Span(min(self.content.start, self.source.start), max(self.content.end, self.source.end))


def find_signatures(text: str, segments: Segments) -> tuple[Signature, ...]:
    """The signed posts and quotations of a text, in order."""
    return tuple(_find(text, segments))


def _find(text: str, segments: Segments) -> Iterator[Signature]:
    paragraphs = segments.paragraphs
    quotations = {q.span for q in segments.quotations if q.depth == 0 and q.closed}
    taken = -1  # the last paragraph that somebody signed
    for number, paragraph in enumerate(paragraphs):
        found = _HANDLE.search(text, paragraph.start, paragraph.end)
        if found and not _DATE.fullmatch(found["rest"]):
            found = None
        short = len(paragraph) <= _LINE
        header = _HEADER.match(text, paragraph.start, paragraph.end) if short else None
        if header and number + 1 < len(paragraphs):
            content = _without_links(paragraphs[number + 1], text)
            yield Signature(Span(*header.span("source")), Span(*header.span("dash")), content)
            taken = number + 1
            continue
        post = found is not None
        if found is None and short:
            found = _NAME.match(text, paragraph.start, paragraph.end)
        if found is None:
            continue
        before = Span(paragraph.start, found.start())
        if not any(map(str.isalnum, before.of(text))):
            if number - 1 <= taken:
                continue
            before = paragraphs[number - 1]
        content = _without_links(before, text)
        if len(content.of(text).split()) < _SHORTEST or is_furniture(content.of(text)):
            continue
        if not post and content not in quotations:
            continue
        taken = number
        yield Signature(Span(*found.span("source")), Span(*found.span("dash")), content)


def _without_links(span: Span, text: str) -> Span:
    """Without the links that a post ends in."""
    end = span.end
    while link := _LINK.search(text, max(span.start, end - _LINE), end):
        if link.start() <= span.start:
            break
        end = link.start()
    return Span(span.start, span.start + len(text[span.start : end].rstrip()))
