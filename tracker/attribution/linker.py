"""Spans → relations: which source and which content belong to which cue.

Every content goes to the cue that costs least: nearest in its own unit (a sentence, or the sentences one quotation
holds together), then a cue of the same paragraph (or of one that
an unclosed quotation ties to it), the one before rather than the one behind. A cue without a content is no
attribution. A cue takes the nearest source of its unit, sharing the one of the cue before where it has none of its
own (*A said … and added …*). With PolNeAR's own spans this gives back its relations (see `docs/models.md`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tracker.records import Span
from tracker.segment import Segments

_OTHER_UNIT = 400.0  # characters a sentence border is worth


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span the tagger found, with its role's mean token probability."""

    role: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """One cue (or none) with its sources and contents, each in text order."""

    source: tuple[TaggedSpan, ...]
    cue: tuple[TaggedSpan, ...]
    content: tuple[TaggedSpan, ...]


class Layout:
    """Where a character stands: its paragraph, and its unit (sentences that one quotation holds together)."""

    def __init__(self, segments: Segments) -> None:
        self.paragraph_starts = [p.start for p in segments.paragraphs]
        self._tied = {self.paragraph(q.span.start) for q in segments.quotations if q.continues}
        self.unit_starts: list[int] = []
        self.unit_ends: list[int] = []
        outer = [q.span for q in segments.quotations if q.depth == 0]
        at = 0
        for sentence in segments.sentences:
            while at < len(outer) and outer[at].end <= sentence.start:
                at += 1
            if self.unit_starts and at < len(outer) and outer[at].start < sentence.start < outer[at].end - 1:
                self.unit_ends[-1] = sentence.end
            else:
                self.unit_starts.append(sentence.start)
                self.unit_ends.append(sentence.end)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph a character stands in."""
        return max(bisect_right(self.paragraph_starts, at) - 1, 0)

    def unit(self, at: int) -> int:
        """The number of the unit a character stands in."""
        return max(bisect_right(self.unit_starts, at) - 1, 0)

    def paragraphs(self, span: Span) -> range:
        """The paragraphs a span touches, with those that an unclosed quotation ties to them."""
        first, last = self.paragraph(span.start), self.paragraph(max(span.end - 1, span.start))
        while first in self._tied:
            first -= 1
        while last + 1 in self._tied:
            last += 1
        return range(first, last + 1)

    def units(self, span: Span) -> tuple[int, int]:
        """The first and the last unit that a span touches."""
        return self.unit(span.start), self.unit(max(span.end - 1, span.start))


def gap(a: Span, b: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)


def link(spans: list[TaggedSpan], segments: Segments) -> list[Link]:
    """Relations between the spans of one text, ordered by their first content. Contents that no cue reaches
    come back alone, with neither cue nor source."""
    layout = Layout(segments)
    cues = [s for s in spans if s.role == "cue"]
    contents = [s for s in spans if s.role == "content"]
    sources = [s for s in spans if s.role == "source"]
    owned: list[list[TaggedSpan]] = [[] for _ in cues]
    orphans: list[TaggedSpan] = []
    for content in contents:
        best = _nearest_cue(content, cues, layout)
        (orphans if best is None else owned[best]).append(content)
    chosen = _assign_sources(cues, sources, owned, layout)
    links = [Link(tuple(chosen[i]), (cue,), tuple(owned[i])) for i, cue in enumerate(cues) if owned[i]]
    links += [Link((), (), (orphan,)) for orphan in orphans]
    return sorted(links, key=lambda x: x.content[0].span.start)


def _nearest_cue(content: TaggedSpan, cues: list[TaggedSpan], layout: Layout) -> int | None:
    first, last = layout.units(content.span)
    paragraphs = layout.paragraphs(content.span)
    best, best_cost = None, float("inf")
    for i, cue in enumerate(cues):
        unit = layout.unit(cue.span.start)
        cost = float(gap(cue.span, content.span))
        after = cue.span.start > content.span.start
        if not first <= unit <= last:
            if layout.paragraph(cue.span.start) not in paragraphs:
                continue
            cost += _OTHER_UNIT * (3 if after else 1)  # a quotation follows its speaker
        if after:
            cost += 3  # *A said X* is commoner than *X, A said* where both cues are as near
        if cost < best_cost:
            best, best_cost = i, cost
    return best


def _assign_sources(
    cues: list[TaggedSpan], sources: list[TaggedSpan], owned: list[list[TaggedSpan]], layout: Layout
) -> list[list[TaggedSpan]]:
    chosen: list[list[TaggedSpan]] = [[] for _ in cues]
    for source in sources:
        first, last = layout.units(source.span)
        near = [
            (gap(source.span, cue.span) + (8 if cue.span.start < source.span.start else 0), i)
            for i, cue in enumerate(cues)
            if owned[i] and first <= layout.unit(cue.span.start) <= last
        ]
        if near:
            chosen[min(near)[1]].append(source)
    for i, cue in enumerate(cues):
        if chosen[i] or not owned[i]:
            continue
        unit = layout.unit(cue.span.start)
        before = [j for j in range(i) if chosen[j] and layout.unit(cues[j].span.start) == unit]
        if before:
            chosen[i] = list(chosen[before[-1]])
    return chosen
