"""What has been stored: the same things with ids, and how listings and pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.records.compared import Clash
from tracker.records.extracted import (
    Article,
    Attribution,
    Certainty,
    Distance,
    Kind,
    Level,
    Polarity,
    Reason,
    Relation,
    Resolution,
    ReviewStatus,
    Span,
    SpeakerKind,
    Tenure,
)


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """A stored article without its text. `author`, `agency` and `language` are as in `Article`."""

    id: int
    ref: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None
    agency: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSpeaker:
    """A speaker of the store. `role`, `affiliation`, `tenure`, `count` and `anonymity` (as in `Speaker`) are those of
    the article at hand."""

    id: int
    name: str
    kind: SpeakerKind
    role: str | None
    affiliation: str | None
    tenure: Tenure | None = None
    count: str | None = None
    anonymity: str | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim in a listing. `quote` is verbatim; what `Certainty` holds is of the newest score, null until scored.

    `evidence` are spans of the article; `certainty_model` is ``name@version``. `origin_article` is the article of the
    claim that this one reprints, None if it is no reprint. Of a claim told in somebody else's words, `told_by` is the
    name of who tells it (``?``: nobody named), `nested_in` the id of the claim in whose words it stands, if in one.
    `resolution` says why its speaker is the one, null where nobody looked. Where older texts were asked for, too,
    `version` is the last version of its article that had it, and `stands` whether the current one still says it."""

    id: int
    text: str
    quote: str
    span: Span
    kind: Kind
    speaker: StoredSpeaker | None
    article: ArticleHead
    certainty: Level | None
    score: float | None
    polarity: Polarity | None
    confidence: float
    factuality: float | None = None
    distance: Distance | None = None
    evidence: tuple[Span, ...] = ()
    certainty_model: str | None = None
    origin_article: ArticleHead | None = None
    nested_in: int | None = None
    told_by: str | None = None
    resolution: Resolution | None = None
    version: int | None = None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One line of `tracker sources`: a speaker and how much the store holds of them. Dates are ISO or null."""

    speaker: StoredSpeaker
    names: tuple[str, ...]
    claims: int
    articles: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A stored article whole: head, text, and its attributions as they were found, with speakers and claims. It is the
    text of version `version` of `versions`: of an older one, where these differ."""

    head: ArticleHead
    article: Article
    attributions: tuple[Attribution, ...]
    version: int = 1
    versions: int = 1


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows: `claim_ids` are those of each attribution's claims, `relations` what of
    contradictions and updates nobody dismissed (confirmed ones, then the surest; `more` are left out), `original` what
    this one copies, `copies` the first of its own copies (`more_copies` are left out). `unsure` attributions were left
    out because the machine is not as sure of them as was asked for."""

    stored: StoredArticle
    claim_ids: tuple[tuple[int, ...], ...]
    relations: tuple[StoredRelation, ...] = ()
    more: int = 0
    original: ArticleHead | None = None
    copies: tuple[ArticleHead, ...] = ()
    more_copies: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class AddResult:
    """What `Store.add_article` did: `added` is false when the same text was already there under the same ref.
    `contradictions` are those found between its claims and others. `ref` and `mended` are the article's. `unread`:
    nothing was looked for in it, for it is not in English. `replaces` is the text that was the current one of the same
    article until now; None: it is a new article, or nothing changed. Not added, it was current before. `read_now`: it
    was there without claims, as it is not in English, and is read now."""

    article_id: int
    added: bool
    claims: int
    contradictions: tuple[StoredRelation, ...] = ()
    ref: str = ""
    mended: tuple[str, ...] = ()
    unread: bool = False
    replaces: int | None = None
    read_now: bool = False

    @property
    def new_version(self) -> bool:
        """Whether a new text of an article that was there was added."""
        return self.added and self.replaces is not None


@dataclass(frozen=True, slots=True)
class ArticleToScore:
    """A stored article of whose claims `attributions` has those that a model has not scored; `claim_ids` are theirs."""

    article_id: int
    article: Article
    attributions: tuple[Attribution, ...]
    claim_ids: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What scoring a claim anew came to; `before` is the newest score it had, None where it had none."""

    claim_id: int
    text: str
    speaker: str | None
    before: Certainty | None
    after: Certainty


@dataclass(frozen=True, slots=True)
class StoredRelation:
    """A stored pair. What a person decided (`status`, `note`, `reviewer`, `reviewed_at`) always wins over the model.
    `a` is the earlier claim. `same_speaker`: one speaker against themselves."""

    id: int
    relation: Relation
    reason: Reason | None
    score: float
    status: ReviewStatus
    same_speaker: bool
    clash: Clash
    model: str
    a: StoredClaim
    b: StoredClaim
    note: str | None = None
    reviewer: str | None = None
    reviewed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One contradiction and everywhere it is told: `also` are the pairs that repeat it (restatements, reprints).
    `outlets` and `origins` count where either side was printed: a reprint has an outlet, but no origin of its own."""

    head: StoredRelation
    also: tuple[StoredRelation, ...]
    outlets: int
    origins: int
