"""The versions of an article, and what became of its claims from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.records.extracted import Relation, ReviewStatus, Span
from tracker.records.stored import ArticleHead, StoredClaim


@dataclass(frozen=True, slots=True)
class ClaimThen:
    """A claim as one text of its article had it: `span` counts the characters of that text, `quote` is what stands
    there, `speaker` the name of who makes it, as known now; None: nobody could be named."""

    id: int
    text: str
    quote: str
    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """The same claim in other words, or another speaker's: `before_words` and `after_words` are the spans of each
    one's text that the other has not."""

    before: ClaimThen
    after: ClaimThen
    before_words: tuple[Span, ...]
    after_words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A text of an article becoming the current one. `number` counts them; where it is the text of an earlier version
    again, `again` is the number of the last one that had it. `at` is when (ISO 8601, UTC). The rest is in comparison
    with the version before: how much of the words of both stands in one only (`difference`, 0..1), how many claims
    `stayed`, and the others. Of the first version all is null, 0 or empty."""

    number: int
    article: ArticleHead
    at: str
    claims: int
    is_current: bool
    difference: float | None = None
    stayed: int = 0
    added: tuple[ClaimThen, ...] = ()
    vanished: tuple[ClaimThen, ...] = ()
    changed: tuple[ChangedClaim, ...] = ()
    again: int | None = None


@dataclass(frozen=True, slots=True)
class GoneClaim:
    """A claim that the current text has no more: the number of the last version that had it, what it reads like now
    (None: nothing of it is left), and the pairs that rest on it."""

    claim: ClaimThen
    last_in: int
    now: ChangedClaim | None
    relations: tuple[GoneRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneRelation:
    """A pair of which one claim stands no more in its article: it rests on words that are no longer there."""

    id: int
    relation: Relation
    score: float
    status: ReviewStatus
    other: StoredClaim


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """All versions of an article, the first one first, and what it no longer says. `article` is the current text."""

    article: ArticleHead
    versions: tuple[Version, ...]
    gone: tuple[GoneClaim, ...]
