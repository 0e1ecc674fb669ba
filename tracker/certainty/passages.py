"""A claim in its article → the passage that the certainty model reads."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.certainty.encoding import INPUT_VERSION, Passage
from tracker.certainty.scorer import Verdict
from tracker.records import Attribution, Certainty, Claim, Span

_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class ClaimPassage:
    """The passage of one claim: where it begins in the article, and its key."""

    passage: Passage
    offset: int
    key: str


def passage_key(passage: Passage) -> str:
    """The same for the same words marked alike, in hexadecimal: what a stored score is found again by."""
    spans = [[(s.start, s.end) for s in spans] for spans in (passage.target, passage.cue)]
    told = repr((INPUT_VERSION, passage.text, spans, passage.target_apart, passage.cue_apart))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def claim_passages(
    attributions: Sequence[Attribution], text: str, sentences: Sequence[Span]
) -> list[list[ClaimPassage]]:
    """The passage of every claim of every attribution: the sentences it stands in, with its content and cue marked. A
    cue that stands elsewhere is told after them."""
    starts = [sentence.start for sentence in sentences]
    return [[_passage(a, claim, text, sentences, starts) for claim in a.claims] for a in attributions]


def _passage(
    attribution: Attribution, claim: Claim, text: str, sentences: Sequence[Span], starts: Sequence[int]
) -> ClaimPassage:
    first = sentences[max(bisect_right(starts, claim.span.start) - 1, 0)] if sentences else claim.span
    last = sentences[max(bisect_right(starts, claim.span.end - 1) - 1, 0)] if sentences else claim.span
    around = _own_sentences(text, claim.span, Span(min(first.start, claim.span.start), max(last.end, claim.span.end)))
    target = tuple(_parts(claim.span, attribution.content, around.start)) or (_moved(claim.span, -around.start),)
    inside = tuple(_moved(cue, -around.start) for cue in attribution.cue if around.contains(cue))
    apart = None if inside else " ".join(" ".join(cue.of(text).split()) for cue in attribution.cue) or None
    passage = Passage(around.of(text), target, inside, None, apart)
    return ClaimPassage(passage, around.start, passage_key(passage))


def _own_sentences(text: str, claim: Span, around: Span) -> Span:
    """Less than `around` where a quotation of several sentences is one there (*"It may. It will," he said.*): what the
    other sentences hedge is not this claim's affair. A title taken for a sentence end costs context and nothing else.
    """
    start, end = around.start, around.end
    for stop in _SENTENCE_END.finditer(text, around.start, around.end):
        if stop.end() <= claim.start:
            start = stop.end()
        elif stop.start() >= claim.end - 1:
            end = stop.end()
            break
    return Span(start, max(end, claim.end))


def _parts(claim: Span, contents: Sequence[Span], start: int) -> Iterator[Span]:
    """The claim without what stands between its contents: the cue that breaks a quotation."""
    for content in contents:
        if claim.overlaps(content):
            yield Span(max(claim.start, content.start) - start, min(claim.end, content.end) - start)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def as_certainty(verdict: Verdict, model: str, *, key: str = "", offset: int = 0) -> Certainty:
    """A verdict as a record: rounded, its evidence as spans of the article that the passage begins in at `offset`."""
    return Certainty(
        level=verdict.level,
        score=round(verdict.score, 4),
        polarity=verdict.polarity,
        factuality=round(verdict.factuality, 3),
        model=model,
        probabilities=tuple(round(p, 4) for p in verdict.probabilities),
        evidence=tuple(_moved(span, offset) for span in verdict.evidence),
        key=key,
        offset=offset,
    )


def at_place(certainty: Certainty, offset: int) -> Certainty:
    """The score of the same passage printed elsewhere, moved to where it begins here."""
    by = offset - certainty.offset
    return replace(certainty, evidence=tuple(_moved(span, by) for span in certainty.evidence), offset=offset)
