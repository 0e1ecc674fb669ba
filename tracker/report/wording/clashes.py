"""What two claims differ on, what was decided, and where the words that clash stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.records import Reason, Span, StoredClaim, StoredRelation
from tracker.report.wording.phrases import one_line

_DIFFER: dict[Reason, str] = {
    "number": "differ on the number",
    "date": "differ on the date",
    "place": "differ on the place",
    "who": "differ on who it was",
    "negation": "one says it is not so",
    "antonym": "say the opposite",
    "degree": "differ in degree",
}
_UPDATED: dict[Reason, str] = {
    "number": "updates the number",
    "date": "updates the date",
    "place": "updates the place",
    "who": "updates who it was",
}


def reason_words(relation: StoredRelation) -> str:
    """Why the two are a pair, in plain words."""
    if relation.relation == "supersedes":
        return _UPDATED.get(relation.reason, "is an update") if relation.reason else "is an update"
    return _DIFFER[relation.reason] if relation.reason else "cannot both be true"


def status_words(relation: StoredRelation) -> str:
    """``suggested``, or who decided and when: ``confirmed by ada, 2024-03-05``."""
    if relation.status == "suggested":
        return "suggested"
    by = f"by {relation.reviewer}" if relation.reviewer else None
    day = relation.reviewed_at[:10] if relation.reviewed_at else None
    return one_line(one_line(relation.status, by, joint=" "), day, joint=", ")


def clash_in_article(claim: StoredClaim, clash: Iterable[Span], text: str) -> Iterator[Span]:
    """The words of a clash as spans of the article's text."""
    for span in clash_in_quote(claim, clash, claim.span.of(text)):
        yield Span(claim.span.start + span.start, claim.span.start + span.end)


def clash_in_quote(claim: StoredClaim, clash: Iterable[Span], quote: str) -> Iterator[Span]:
    """The words of a clash, spans of the claim's text, as spans of its quote: the same words, as near to the same place
    as they are. What the article puts otherwise is left out."""
    for span in clash:
        words = span.of(claim.text).strip()
        found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", quote, re.IGNORECASE)]
        if words and found:
            start = min(found, key=lambda at: abs(at - span.start))
            yield Span(start, start + len(words))
