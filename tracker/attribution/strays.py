"""Pieces of sentences that the tagger took for content and that belong to no cue.

Where a sentence has a content but no cue of its own, the linker gives it to the nearest cue of the paragraph: right for
quotations, and for whole sentences that go on telling what somebody said. A piece of another sentence is neither; with
it the claim would read *The ships that come in the harbour is closed*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from tracker.attribution.linker import Link, TaggedSpan
from tracker.attribution.quotes import Quotes
from tracker.records import Span
from tracker.segment import Segments

_MARKS = " \t\r\n\xa0\"'“”„‘’«».,;:!?…()[]–—-"


def without_strays(found: Link, quotes: Quotes, segments: Segments, following: Collection[int] = ()) -> Link:
    """The same attribution without the pieces of sentences in which neither its source nor its cue stands, as long as
    another content is left. Of the paragraphs in `following`, a list that the cue introduces, all is kept."""
    if len(found.content) < 2 or not found.cue or found.kind is not None:
        return found
    starts = [sentence.start for sentence in segments.sentences]
    paragraphs = [paragraph.start for paragraph in segments.paragraphs]
    own = {_number(starts, part.span.start) for part in (*found.source, *found.cue)}

    def belongs(content: TaggedSpan) -> bool:
        first, last = _number(starts, content.span.start), _number(starts, content.span.end - 1)
        if not own.isdisjoint(range(first, last + 1)) or quotes.kind([content.span]) != "indirect":
            return True
        if _number(paragraphs, content.span.start) in following:
            return True
        return _is_whole(Span(segments.sentences[first].start, segments.sentences[last].end), content.span, quotes.text)

    kept = tuple(content for content in found.content if belongs(content))
    return replace(found, content=kept) if 0 < len(kept) < len(found.content) else found


def _number(starts: list[int], place: int) -> int:
    return max(bisect_right(starts, place) - 1, 0)


def _is_whole(sentences: Span, content: Span, text: str) -> bool:
    """Whether a content leaves nothing of its sentences but marks."""
    left, right = text[sentences.start : content.start], text[content.end : sentences.end]
    return not left.strip(_MARKS) and not right.strip(_MARKS)
