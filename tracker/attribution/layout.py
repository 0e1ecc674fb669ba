"""Where a character of a text stands: its paragraph, sentence and unit, inside a quotation or not.

Every question is a binary search, so that what asks them stays linear in the length of the article.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable

from tracker.records import Span
from tracker.segment import Segments

_TURN = 200  # characters; a longer paragraph is no turn of a dialogue
_MARKS = "\"“‘'«„"


class Stretches:
    """Parts of a text, asked whether they hold a place; those that overlap count as one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def hold(self, at: int) -> bool:
        """Whether a character stands in one of them."""
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]

    def touch(self, span: Span) -> bool:
        """Whether one of them overlaps a span."""
        i = bisect_left(self._starts, span.end) - 1
        return i >= 0 and self._ends[i] > span.start


class Layout:
    """The places of one text.

    A *unit* is a sentence, or the sentences that one quotation holds together: in *"It is safe. It was looked at," said
    the mayor* the cue belongs to both. Paragraphs are *tied* where an unclosed quotation goes on in the next, and those
    in `following` to the one before.
    """

    def __init__(self, segments: Segments, following: Collection[int] = ()) -> None:
        self._paragraphs = segments.paragraphs
        self._paragraph_starts = [p.start for p in segments.paragraphs]
        self._sentence_starts = [s.start for s in segments.sentences]
        outer = [q.span for q in segments.quotations if q.depth == 0]
        self._quote_starts = [q.start for q in outer]
        self._quotes = Stretches(outer)
        self._continuing = Stretches(q.span for q in segments.quotations if q.continues)
        self._unit_starts = _unit_starts(segments.sentences, outer)
        self._first_tied, self._last_tied = self._ties(segments, following)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph a character stands in."""
        return max(bisect_right(self._paragraph_starts, at) - 1, 0)

    def paragraph_span(self, at: int) -> Span:
        """The paragraph a character stands in; nothing, where the text has none."""
        return self._paragraphs[self.paragraph(at)] if self._paragraphs else Span(at, at)

    def paragraph_start(self, number: int) -> int:
        """Where a paragraph begins: 0 for the first, and no place of the text for one behind the last."""
        return _start(self._paragraph_starts, number)

    def opens_paragraph(self, at: int) -> bool:
        """Whether a character is the first of its paragraph (a mark may stand before it)."""
        return bool(self._paragraphs) and at - self._paragraph_starts[self.paragraph(at)] <= 2

    def sentence_start(self, at: int) -> int:
        """Where the sentence of a character begins."""
        i = bisect_right(self._sentence_starts, at) - 1
        return self._sentence_starts[i] if i >= 0 else 0

    def unit(self, at: int) -> int:
        """The number of the unit a character stands in."""
        return max(bisect_right(self._unit_starts, at) - 1, 0)

    def unit_start(self, number: int) -> int:
        """Where a unit begins: 0 for the first, and no place of the text for one behind the last."""
        return _start(self._unit_starts, number)

    def units(self, span: Span) -> tuple[int, int]:
        """The first and the last unit that a span touches."""
        return self.unit(span.start), self.unit(max(span.end - 1, span.start))

    def paragraphs(self, span: Span) -> range:
        """The paragraphs a span touches, with those that an unclosed quotation ties to them."""
        if not self._paragraphs:
            return range(1)
        first, last = self.paragraph(span.start), self.paragraph(max(span.end - 1, span.start))
        return range(self._first_tied[first], self._last_tied[last] + 1)

    def quoted(self, at: int) -> bool:
        """Whether a character stands inside a quotation."""
        return self._quotes.hold(at)

    def continues(self, at: int) -> bool:
        """Whether the quotation at a character takes up one that the paragraph before left open."""
        return self._continuing.hold(at)

    def is_turn(self, number: int, text: str) -> bool:
        """Whether a paragraph is a short turn of talk: it opens with a quotation, and holds little else."""
        if not 0 <= number < len(self._paragraphs):
            return False
        span = self._paragraphs[number]
        first = bisect_left(self._quote_starts, span.start)
        quoted = first < len(self._quote_starts) and self._quote_starts[first] < span.end
        return len(span) < _TURN and text[span.start] in _MARKS and quoted

    def _ties(self, segments: Segments, following: Collection[int]) -> tuple[list[int], list[int]]:
        tied = {self.paragraph(q.span.start) for q in segments.quotations if q.continues} | set(following)
        first = list(range(len(self._paragraphs)))
        last = list(first)
        for i in range(1, len(first)):
            if i in tied:
                first[i] = first[i - 1]
        for i in range(len(last) - 2, -1, -1):
            if i + 1 in tied:
                last[i] = last[i + 1]
        return first, last


def _start(starts: list[int], number: int) -> int:
    if number <= 0:
        return 0
    return starts[number] if number < len(starts) else sys.maxsize


def _unit_starts(sentences: Iterable[Span], quotes: list[Span]) -> list[int]:
    starts: list[int] = []
    at = 0
    for sentence in sentences:
        while at < len(quotes) and quotes[at].end <= sentence.start:
            at += 1
        if starts and at < len(quotes) and quotes[at].start < sentence.start < quotes[at].end - 1:
            continue
        starts.append(sentence.start)
    return starts
