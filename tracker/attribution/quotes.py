"""What quotation marks tell about contents: their kind, their borders, and the quotations nobody was asked about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tracker.attribution.layout import Layout, Stretches
from tracker.attribution.linker import Link, TaggedSpan
from tracker.records import Kind, Span
from tracker.segment import Quotation, Segments

_SNAP = 3  # characters a border may stand off its mark
_SHORTEST = 5  # words; a shorter quotation without a cue is a scare quote or a title
_TITLE_REACH = 30  # characters
_TITLED = re.compile(  # what it is the name of: *the video "How to …"*
    r"\b(?:video|film|movie|book|novel|song|album|article|essay|poem|play|episode|documentary|podcast|painting|game|paper|"
    r"titled|entitled|headlined)\s+$",
    re.I,
)
_SENTENCE_END = ".,!?…—"


class Quotes:
    """The outermost quotations of a text, ready to be asked."""

    def __init__(self, text: str, segments: Segments) -> None:
        self.text = text
        self.outer: list[Quotation] = [q for q in segments.quotations if q.depth == 0]
        self._starts = [q.span.start for q in self.outer]

    def at(self, place: int) -> Quotation | None:
        """The quotation a character stands in, marks included."""
        i = bisect_right(self._starts, place) - 1
        return self.outer[i] if i >= 0 and place < self.outer[i].span.end else None

    def kind(self, spans: Sequence[Span]) -> Kind:
        """direct: every letter and digit inside marks; indirect: none; else mixed."""
        inside = outside = False
        for span in spans:
            place = span.start
            while place < span.end:
                quotation = self.at(place)
                if quotation is None:
                    i = bisect_right(self._starts, place)
                    stop = min(span.end, self._starts[i]) if i < len(self._starts) else span.end
                    outside = outside or any(map(str.isalnum, self.text[place:stop]))
                else:
                    stop = min(span.end, quotation.span.end)
                    inside = inside or any(map(str.isalnum, self.text[place:stop]))
                place = max(stop, place + 1)
        return "mixed" if inside and outside else "direct" if inside else "indirect"

    def is_said(self, spans: Sequence[Span]) -> bool:
        """Whether contents without a cue are somebody's words all the same: quoted, and not only a word or two that a
        sentence of the article quotes."""
        kind = self.kind(spans)
        if kind != "mixed":
            return kind == "direct"
        inside = (self.at(place) for span in spans for place in range(span.start, span.end))
        return any(self.speaks(quotation) for quotation in dict.fromkeys(filter(None, inside)))

    def snap(self, span: Span) -> Span:
        """A content whose border stands a mark's width off a quotation's border takes the mark in."""
        start, end = span.start, span.end
        first, last = self.at(start), self.at(max(end - 1, start))
        if (
            first is not None
            and first.span.start < start <= first.inner.start + _SNAP
            and self._blank(first.inner.start, start)
        ):
            start = first.span.start
        if last is not None and last.closed and end < last.span.end and self._blank(end, last.inner.end):
            end = last.span.end
        return Span(start, end)

    def _blank(self, start: int, end: int) -> bool:
        return not any(map(str.isalnum, self.text[start:end]))

    def speaks(self, quotation: Quotation) -> bool:
        """Whether a quotation is somebody's sentence: long enough, and ending like one or opening its paragraph."""
        words = quotation.inner.of(self.text).split()
        start = quotation.span.start
        if len(words) < _SHORTEST or _TITLED.search(self.text, max(start - _TITLE_REACH, 0), start):
            return False
        end = quotation.inner.of(self.text).rstrip()[-1:]
        after = self.text[quotation.span.end : quotation.span.end + 1]
        return end in _SENTENCE_END or after in ".,!?" or not quotation.closed


def snap_spans(spans: list[TaggedSpan], quotes: Quotes) -> list[TaggedSpan]:
    """The tagger's spans with contents snapped to their marks."""
    return [TaggedSpan(s.role, quotes.snap(s.span), s.confidence) if s.role == "content" else s for s in spans]


def _is_answer(span: Span, paragraphs: Sequence[Span], number: int, text: str) -> bool:
    """Whether a quotation is all of its paragraph, and the one before a question without marks, as interviews are set
    in which the question is bold."""
    if not number or span != paragraphs[number]:
        return False
    asked = paragraphs[number - 1].of(text)
    return asked.endswith("?") and not any(mark in asked for mark in '"“”„«»')


def missed_quotations(links: Sequence[Link], quotes: Quotes, segments: Segments) -> list[Link]:
    """Quotations that speak and that no attribution has: each a content without source and cue, where somebody is
    speaking (an attribution in the same paragraph or the one before), or answers a question of the paragraph before."""
    layout = Layout(segments)
    taken = Stretches(c.span for x in links for role in (x.source, x.cue, x.content) for c in role)
    spoken = {layout.paragraph(x.content[0].span.start) for x in links}
    out = []
    for quotation in quotes.outer:
        span = quotation.span
        if taken.touch(span) or not quotes.speaks(quotation):
            continue
        paragraph = layout.paragraph(span.start)
        if (
            paragraph in spoken
            or paragraph - 1 in spoken
            or _is_answer(span, segments.paragraphs, paragraph, quotes.text)
        ):
            spoken.add(paragraph)
            out.append(Link((), (), (TaggedSpan("content", span, 0.5),)))
    return out
