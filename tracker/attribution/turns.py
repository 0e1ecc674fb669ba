"""Who has spoken so far: asked when a source is a pronoun, a quotation stands without one, or a subject is shared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tracker.attribution.found import Found
from tracker.records import Attribution, Span

_LOOK = 50  # turns looked back at, at most


def position(attribution: Attribution) -> int:
    """Where the source stands; without one, where the attribution begins."""
    return (attribution.source or attribution.content)[0].start


class Turns:
    """The attributions of one text whose speaker is known, noted in the order of their positions."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._attributions = attributions
        self._found: dict[int, Found] = {}  # by the attribution's number
        self._ends: list[tuple[int, int]] = []  # where the talk of an attribution has got to, and its number
        self._sources: list[tuple[int, int]] = []  # where a source stands, and its attribution's number
        self._last: list[tuple[int, Found]] = []  # who spoke at the last positions
        contents = sorted((span.start, span.end, i) for i, a in enumerate(attributions) for span in a.content)
        self._contents = contents
        self._content_starts = [start for start, _, _ in contents]
        self._furthest = list(accumulate((end for _, end, _ in contents), max))

    def note(self, number: int, found: Found) -> None:
        """Attribution `number` has this speaker, who is not None."""
        attribution = self._attributions[number]
        self._found[number] = found
        at = position(attribution)
        insort(self._ends, (max(at, attribution.content[-1].start), number))
        if attribution.source:
            self._sources.append((at, number))
        if not self._last or self._last[-1][0] != at:
            self._last.append((at, found))

    def last(self, before: int) -> Found | None:
        """Who spoke last before a place."""
        i = bisect_left(self._last, before, key=_place) - 1
        return self._last[i][1] if i >= 0 else None

    def backwards(self, here: int, since: int) -> Iterator[Found]:
        """Who spoke from `since` on in what begins before `here`, the last first."""
        for at, number in self._ends[: -_LOOK - 1 : -1]:
            if at < since:
                return
            if self._attributions[number].content[0].start < here:
                yield self._found[number]

    def in_stretch(self, start: int, end: int) -> Found | None:
        """The speaker of the last attribution whose source stands in [start, end)."""
        first, stop = bisect_left(self._sources, (start, -1)), bisect_left(self._sources, (end, -1))
        number = max((number for _, number in self._sources[first:stop]), default=None)
        return None if number is None else self._found[number]

    def source_at(self, place: int) -> Span | None:
        """Where the source stands of an attribution in whose content a place lies."""
        i = bisect_right(self._content_starts, place) - 1
        while i >= 0 and self._furthest[i] > place:
            _, end, number = self._contents[i]
            if end > place and (source := self._attributions[number].source):
                return source[0]
            i -= 1
        return None

    def next_source(self, place: int, before: int) -> Span | None:
        """The source of the first attribution whose content begins in [place, before)."""
        i = bisect_left(self._content_starts, place)
        if i == len(self._contents) or self._contents[i][0] >= before:
            return None
        source = self._attributions[self._contents[i][2]].source
        return source[0] if source else None

    def around(self, span: Span) -> Found | None:
        """The speaker of the first attribution in whose content a span stands."""
        numbers = []
        i = bisect_right(self._content_starts, span.start) - 1
        while i >= 0 and self._furthest[i] >= span.end:
            _, end, number = self._contents[i]
            if end >= span.end and number in self._found:
                numbers.append(number)
            i -= 1
        return self._found[min(numbers)] if numbers else None


def _place(turn: tuple[int, Found]) -> int:
    return turn[0]
