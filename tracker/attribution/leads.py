"""Lead-ins: a paragraph that ends in a cue, and what it introduces below: the items of a list (*She said the plan
would:*), a quotation (*Lee went on:*), a post that is set as a block (*Lee wrote on X:*).

The tagger reads paragraph by paragraph and finds the cue without a content; the linker looks for one in the cue's own
paragraph. Here the paragraphs below are marked as going on from the one above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.attribution.linker import TaggedSpan
from tracker.records import Span
from tracker.segment import Segments

_BULLET = re.compile(r"(?:[•●▪◦‣·*–—\-−>»✓✔]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])[ \t]+(?=\S)", re.I)
_STOP = re.compile(r"[.!?…][\"”’)]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s")
_FEWEST = 2  # items of a list
_END = 12  # characters of a paragraph that tell how it ends
_TRAIL = re.compile(r"[;,]?(?:\s+(?:and|or))?[;,.]?$")
# By these a text is handed on as it stands, without marks.
_WRITTEN = re.compile(
    r"\b(?:wrote|writes|written|posted|posts|tweeted|tweets|read|reads|published|shared|statement|message|post|tweet|"
    r"replied|responded)\b",
    re.I,
)
_CONFIDENCE = 0.85  # of a content that the tagger did not see


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead-in and what stands below it: the paragraphs' numbers, and their words without bullets."""

    number: int
    below: range
    words: tuple[Span, ...]
    is_list: bool


def with_introduced(
    spans: Sequence[TaggedSpan], text: str, segments: Segments
) -> tuple[list[TaggedSpan], frozenset[int]]:
    """The tagger's spans, with what a lead-in introduces as contents; and the numbers of the paragraphs that go on from
    the one before. A list of which an item has a cue of its own stays as it is."""
    ordered = sorted(spans, key=_place)
    starts = [s.span.start for s in ordered]
    dropped: set[int] = set()
    added: list[TaggedSpan] = []
    following: set[int] = set()
    for lead in _leads(text, segments):
        paragraph, last = segments.paragraphs[lead.number], segments.paragraphs[lead.below[-1]]
        first = bisect_left(starts, paragraph.start)
        border, stop = bisect_left(starts, paragraph.end), bisect_left(starts, last.end)
        inside = ordered[border:stop]
        if any(s.role == "cue" for s in inside) or (cue := _open_cue(ordered[first:border], paragraph, text)) is None:
            continue
        unseen = not any(s.role == "content" for s in inside)
        if unseen and not lead.is_list and not _WRITTEN.search(cue.of(text)):
            continue
        if lead.is_list or unseen:
            dropped.update(range(border, stop))
            added += [TaggedSpan("content", words, _CONFIDENCE) for words in lead.words]
        following.update(lead.below)
    kept = [s for number, s in enumerate(ordered) if number not in dropped]
    return sorted(kept + added, key=_place), frozenset(following)


def _place(span: TaggedSpan) -> Span:
    return span.span


def _leads(text: str, segments: Segments) -> Iterator[Lead]:
    """Lists behind a line without a full stop, and single paragraphs behind a colon."""
    paragraphs = segments.paragraphs
    number = 0
    while number + 1 < len(paragraphs):
        first = stop = number + 1
        line = text[max(paragraphs[number].start, paragraphs[number].end - _END) : paragraphs[number].end]
        while stop < len(paragraphs) and _BULLET.match(text, paragraphs[stop].start, paragraphs[stop].end):
            stop += 1
        if stop - first >= _FEWEST and not _STOP.search(line):
            yield Lead(number, range(first, stop), tuple(_item(paragraphs[n], text) for n in range(first, stop)), True)
            number = stop - 1
        elif line.endswith(":"):
            yield Lead(number, range(first, first + 1), (paragraphs[first],), False)
        number += 1


def _item(paragraph: Span, text: str) -> Span:
    """An item without its bullet, and without what only joins it to the next (*, and*)."""
    bullet = _BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet else paragraph.start
    trail = _TRAIL.search(text, max(start, paragraph.end - _END), paragraph.end)
    end = trail.start() if trail and trail[0] != "." else paragraph.end
    return Span(start, max(end, start + 1))


def _open_cue(spans: Sequence[TaggedSpan], lead: Span, text: str) -> Span | None:
    """The last cue of a lead-in, where it wants what follows: it stands in the last sentence, and behind it only the
    beginning of a content, or a colon at the end."""
    cues = [s.span for s in spans if s.role == "cue"]
    if not cues:
        return None
    last = max(cues)
    if _SENTENCE_END.search(text, last.end, lead.end):
        return None
    behind = [s.span for s in spans if s.role == "content" and last.end <= s.span.start]
    end = max([last.end, *(min(span.end, lead.end) for span in behind)])
    open_end = text[last.start : lead.end].endswith(":") or not any(map(str.isalnum, text[end : lead.end]))
    return last if open_end else None
