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
    cue that stands elsewhere is told after them.

    Of a claim that tells what somebody else said (*the minister had denied that it was cracked*) only the telling is
    marked: whether it was cracked is not for this speaker to say. What is told so is read in what the outermost
    speaker says, without the words that say who does: whether he denies or doubts it is not this one's affair
    (design 008).
    """
    starts = [sentence.start for sentence in sentences]
    inner: list[list[Attribution]] = [[] for _ in attributions]
    for attribution in attributions:
        if attribution.nested_in is not None:
            inner[attribution.nested_in].append(attribution)
    return [
        [
            _passage(
                attribution,
                claim,
                text,
                (sentences, starts),
                _outermost(attribution, attributions),
                [span for one in told if _is_told_in(one, claim.span) for span in one.content],
            )
            for claim in attribution.claims
        ]
        for attribution, told in zip(attributions, inner, strict=True)
    ]


def _outermost(attribution: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that the article itself tells, in which this one stands; None where it is that one."""
    around = attribution.nested_in
    found = None
    while around is not None:
        found = attributions[around]
        around = found.nested_in
    return found


def _is_told_in(inner: Attribution, claim: Span) -> bool:
    """Whether a claim says that somebody else said this, by whatever word."""
    return any(claim.contains(cue) for cue in inner.cue) and all(claim.overlaps(content) for content in inner.content)


def _passage(
    attribution: Attribution,
    claim: Claim,
    text: str,
    cut: tuple[Sequence[Span], Sequence[int]],
    outer: Attribution | None,
    told: Sequence[Span],
) -> ClaimPassage:
    sentences, starts = cut
    first = sentences[max(bisect_right(starts, claim.span.start) - 1, 0)] if sentences else claim.span
    last = sentences[max(bisect_right(starts, claim.span.end - 1) - 1, 0)] if sentences else claim.span
    around = _own_sentences(text, claim.span, Span(min(first.start, claim.span.start), max(last.end, claim.span.end)))
    around = next(
        (w for c in (outer.content if outer else ()) if (w := _within(around, c)).contains(claim.span)), around
    )
    parts = tuple(_parts(claim.span, attribution.content)) or (claim.span,)
    target = tuple(_moved(part, -around.start) for part in _without(parts, told, text))
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


def _parts(claim: Span, contents: Sequence[Span]) -> Iterator[Span]:
    """The claim without what stands between its contents: the cue that breaks a quotation."""
    for content in contents:
        if claim.overlaps(content):
            yield _within(claim, content)


def _within(one: Span, other: Span) -> Span:
    """What two spans share; nothing, at the start of the later, where they share nothing."""
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


def _without(parts: Sequence[Span], told: Sequence[Span], text: str) -> Sequence[Span]:
    """The parts without what is told in them; all of them where no word would be left."""
    left = list(parts)
    for content in told:
        left = [
            piece
            for part in left
            for piece in (
                Span(part.start, max(part.start, min(part.end, content.start))),
                Span(min(part.end, max(part.start, content.end)), part.end),
            )
            if any(map(str.isalnum, piece.of(text)))
        ]
    return left or parts


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
