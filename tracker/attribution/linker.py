"""Spans → relations: which source and which content belong to which cue.

Every content goes to the cue that costs least: the nearest in its own unit (a sentence, or the sentences that one
quotation holds together), then a cue of the same paragraph (or of one that an unclosed quotation ties to it), the one
before rather than the one behind. A cue without a content is no attribution. A cue takes the nearest source of its
unit, sharing the one of the cue before where it has none of its own (*A said … and added …*). With PolNeAR's own spans
this gives back its relations (see `docs/models.md`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from tracker.attribution.layout import Layout
from tracker.records import Kind, Span
from tracker.segment import Segments

_OTHER_UNIT = 400.0  # characters that a sentence's border is worth
_BEHIND = 3.0  # so many borders lie before a cue behind the content: a quotation follows its speaker
_CUE_AFTER = 3.0  # *A said X* is commoner than *X, A said* where both cues are as near
_SOURCE_AFTER = 8.0  # and *A said* than *said A*


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
    kind: Kind | None = None  # where the layout tells it, and no quotation mark


def link(spans: list[TaggedSpan], segments: Segments, following: Collection[int] = ()) -> list[Link]:
    """Relations between the spans of one text, ordered by their first content. Contents that no cue reaches
    come back alone, with neither cue nor source. `following` are paragraphs that go on from the one before."""
    layout = Layout(segments, following)
    cues = [s for s in spans if s.role == "cue"]
    owned: list[list[TaggedSpan]] = [[] for _ in cues]
    orphans: list[TaggedSpan] = []
    nearby = _Nearby(cues, list(range(len(cues))))
    for content in (s for s in spans if s.role == "content"):
        best = _cue_of_content(content.span, nearby, layout)
        (orphans if best is None else owned[best]).append(content)
    sources = [s for s in spans if s.role == "source"]
    chosen = _sources_of_cues(cues, sources, owned, layout)
    links = [Link(tuple(chosen[i]), (cue,), tuple(owned[i])) for i, cue in enumerate(cues) if owned[i]]
    links += [Link((), (), (orphan,)) for orphan in orphans]
    return sorted(links, key=lambda x: x.content[0].span.start)


def gap(a: Span, b: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)


class _Nearby:
    """Some of the cues, sorted, so that a span looks outwards from where it stands and stops when no cue can be
    cheaper. Asking all cues for all spans would take time with the square of the article's length."""

    def __init__(self, cues: list[TaggedSpan], numbers: list[int]) -> None:
        self._cues = sorted((cues[i].span, i) for i in numbers)
        self._starts = [span.start for span, _ in self._cues]
        self._longest = max((len(span) for span, _ in self._cues), default=0)

    def cheapest(self, span: Span, low: int, high: int, cost: Callable[[Span], float]) -> int | None:
        """The number of the cheapest cue that begins in [low, high), the first of several. A cue costs at least its
        `gap` to the span."""
        first, stop = bisect_left(self._starts, low), bisect_left(self._starts, high)
        middle = min(max(bisect_left(self._starts, span.start), first), stop)
        best: tuple[float, int] | None = None
        for i in range(middle - 1, first - 1, -1):
            if best is not None and span.start - self._starts[i] - self._longest > best[0]:
                break
            cue, number = self._cues[i]
            best = min(best or (float("inf"), number), (cost(cue), number))
        for i in range(middle, stop):
            if best is not None and self._starts[i] - span.end > best[0]:
                break
            cue, number = self._cues[i]
            best = min(best or (float("inf"), number), (cost(cue), number))
        return best[1] if best is not None else None


def _cue_of_content(content: Span, nearby: _Nearby, layout: Layout) -> int | None:
    first, last = layout.units(content)
    paragraphs = layout.paragraphs(content)

    def cost(cue: Span) -> float:
        after = cue.start > content.start
        least = gap(cue, content) + (_CUE_AFTER if after else 0.0)
        if first <= layout.unit(cue.start) <= last:
            return least
        return least + _OTHER_UNIT * (_BEHIND if after else 1.0)

    low, high = layout.paragraph_start(paragraphs.start), layout.paragraph_start(paragraphs.stop)
    return nearby.cheapest(content, low, high, cost)


def _source_cost(source: Span, cue: Span) -> float:
    return gap(source, cue) + (_SOURCE_AFTER if cue.start < source.start else 0.0)


def _sources_of_cues(
    cues: list[TaggedSpan], sources: list[TaggedSpan], owned: list[list[TaggedSpan]], layout: Layout
) -> list[list[TaggedSpan]]:
    """The sources of every cue, by its number: the nearest cue that has a content takes a source."""
    chosen: list[list[TaggedSpan]] = [[] for _ in cues]
    nearby = _Nearby(cues, [i for i, contents in enumerate(owned) if contents])
    for source in sources:
        first, last = layout.units(source.span)
        low, high = layout.unit_start(first), layout.unit_start(last + 1)
        best = nearby.cheapest(source.span, low, high, partial(_source_cost, source.span))
        if best is not None:
            chosen[best].append(source)
    last_of_unit: dict[int, int] = {}
    for i, cue in enumerate(cues):
        unit = layout.unit(cue.span.start)
        if not chosen[i] and owned[i] and unit in last_of_unit:
            chosen[i] = list(chosen[last_of_unit[unit]])
        if chosen[i]:
            last_of_unit[unit] = i
    return chosen
