"""Who the sources of the store are: what is known of a speaker, what is unsure, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.records.extracted import Because, Span, Tenure
from tracker.records.stored import ArticleHead, StoredSpeaker

SpeakerAction = Literal["merge", "split", "alias", "settle", "apart"]


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """What a person decided about who is who: one line of a log that is only added to.

    `merge`: `speaker` is `other`. `apart`: they are two, whatever a machine thinks. `split`: what the articles
    `articles` (their refs) say of `speaker` is of another, `other`. `alias`: `other` is one more name of `speaker`.
    `settle`: the source at one place of an article, with the words `other`, means `speaker` (null: nobody can tell).
    `undone` is the id of the decision that took it back; of one that takes another back, `undoes` is the id of that and
    the rest is as there. Names are as they were when it was decided."""

    id: int
    action: SpeakerAction
    speaker: str | None
    other: str | None
    articles: tuple[str, ...]
    by: str | None
    note: str | None
    at: str
    undone: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """Why two articles' speakers were taken for one (`suggested` false) or may be one (true): `because` in words, with
    the confidence 0..1."""

    speaker: StoredSpeaker
    other: StoredSpeaker
    because: str
    confidence: float
    suggested: bool


@dataclass(frozen=True, slots=True)
class UnsureSource:
    """A source that a person should settle: `source` stands in `passage`, a stretch of the article from `offset` on,
    at the span `at` of the passage; of a quotation without a source it is empty and `at` is the quotation, or its
    beginning. `candidates` are the speakers whom it may mean, likeliest first."""

    attribution_id: int
    article: ArticleHead
    source: str
    passage: str
    offset: int
    at: Span
    because: Because
    confidence: float
    candidates: tuple[StoredSpeaker, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was called, and when: `first_date` and `last_date` are of the articles that say so (ISO 8601)."""

    role: str | None
    affiliation: str | None
    tenure: Tenure | None
    articles: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """All that the store knows of one speaker.

    `names` with in how many articles each stands, the most used first (none: only a person gave it). `body` is the
    organization that the newest articles give as affiliation, where that is a speaker of the store; `spokespeople` are
    those of this organization, first those who speak for it by their role. `links` say why spellings were taken for
    one: `other` was known first, `speaker` is the spelling that joined it."""

    speaker: StoredSpeaker
    names: tuple[tuple[str, int], ...]
    roles: tuple[Role, ...]
    claims: int
    articles: int
    first_date: str | None
    last_date: str | None
    body: StoredSpeaker | None = None
    spokespeople: tuple[StoredSpeaker, ...] = ()
    links: tuple[SpeakerLink, ...] = ()
    decisions: tuple[SpeakerDecision, ...] = ()
