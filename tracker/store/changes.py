"""Which claim of a newer text is one of the older text in other words, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.records import ChangedClaim, ClaimThen, Span
from tracker.store.keeping import same_name, words_of
from tracker.store.names import fold_name
from tracker.store.tellings import fold_text

# From what similarity of their letters (0..100, rapidfuzz's ratio) two claims of one speaker are the same in other
# words. Of 258 pairs of claims that one speaker makes in one article none is as alike; a changed figure or a dropped
# hedge leaves 75 and more (docs/design/012-versions-of-an-article.md).
ALIKE = 70.0
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*%?")
# A text is compared word by word up to here: the work grows with the square.
_LONGEST = 20_000


def word_difference(one: str, other: str) -> float:
    """0..1: how much of the words of two texts is in one of them only, in their order.

    >>> round(word_difference("The dam is safe.", "The dam is not safe."), 2)
    0.11
    """
    from rapidfuzz.distance import Indel

    words, others = (fold_name(text).split()[:_LONGEST] for text in (one, other))
    return float(Indel.normalized_distance(words, others))


def find_changed(before: Sequence[ClaimThen], after: Sequence[ClaimThen], *, again: bool = False) -> list[ChangedClaim]:
    """The claims of `before` that stand in `after` in other words, in the order of `after`: of one speaker and alike,
    or in the same words of another speaker. Each is one of the other's, the most alike first; with `again` several may
    have become one."""
    found = sorted(_alike(before, after), key=lambda pair: (-pair[0], pair[2], pair[1]))
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, one, other in found:
        if one not in taken_before and (again or other not in taken_after):
            taken_before.add(one)
            taken_after.add(other)
            pairs.append((other, one))
    return [_changed(before[one], after[other]) for other, one in sorted(pairs)]


def _alike(before: Sequence[ClaimThen], after: Sequence[ClaimThen]) -> Iterator[tuple[float, int, int]]:
    """How alike, and the places of the two."""
    from rapidfuzz import fuzz

    names = [fold_name(claim.speaker or "") for claim in after]
    words = [words_of(claim.text) for claim in after]
    for one, claim in enumerate(before):
        name, said = fold_name(claim.speaker or ""), words_of(claim.text)
        for other in range(len(after)):
            if said == words[other]:
                yield 100.0, one, other
            elif same_name(name, names[other]):
                score = fuzz.ratio(said, words[other], score_cutoff=ALIKE)
                if score:
                    yield score, one, other


def _changed(before: ClaimThen, after: ClaimThen) -> ChangedClaim:
    return ChangedClaim(before, after, *differing_words(before.text, after.text))


def differing_words(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of each text that the other has not in its place, as spans of it; case and punctuation do not count.

    >>> differing_words("At least 12 died.", "At least 14 died.")
    ((Span(start=9, end=11),), (Span(start=9, end=11),))
    """
    from rapidfuzz.distance import Indel

    words, others = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    steps = Indel.opcodes(*([fold_text(word[0]) or word[0] for word in found] for found in (words, others)))
    changed = [step for step in steps if step.tag != "equal"]
    return (
        _joined([Span(word.start(), word.end()) for step in changed for word in words[step.src_start : step.src_end]]),
        _joined(
            [Span(word.start(), word.end()) for step in changed for word in others[step.dest_start : step.dest_end]]
        ),
    )


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Words with nothing but a blank between them are one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= 1:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
