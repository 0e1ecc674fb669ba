"""The records that flow through the pipeline: frozen, small, and the only things that cross a module border.

Every `Span` counts *characters* (Unicode code points) of `Article.text`, start inclusive, end exclusive.
Records that have been stored are other types (`StoredClaim`, `StoredSpeaker`, `ArticleHead`): they carry ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "group", "organization", "document", "unnamed"]
Level = Literal["certain", "probable", "possible", "doubtful"]
Polarity = Literal["positive", "negative", "unknown"]
Distance = Literal["neutral", "endorsing", "distancing"]
Relation = Literal["contradiction", "supersedes", "consistent", "unrelated"]
Reason = Literal["number", "date", "place", "who", "negation", "antonym", "degree"]
ReviewStatus = Literal["suggested", "confirmed", "dismissed"]

KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
SPEAKER_KINDS: tuple[SpeakerKind, ...] = ("person", "group", "organization", "document", "unnamed")
LEVELS: tuple[Level, ...] = ("certain", "probable", "possible", "doubtful")
POLARITIES: tuple[Polarity, ...] = ("positive", "negative", "unknown")
DISTANCES: tuple[Distance, ...] = ("neutral", "endorsing", "distancing")
RELATIONS: tuple[Relation, ...] = ("contradiction", "supersedes", "consistent", "unrelated")
REASONS: tuple[Reason, ...] = ("number", "date", "place", "who", "negation", "antonym", "degree")
REVIEW_STATUSES: tuple[ReviewStatus, ...] = ("suggested", "confirmed", "dismissed")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of an article's text. `Span(0, 3).of("Ada said")` is ``"Ada"``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span (or equals it)."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it came in.

    `ref` is the id, URL or file name that was given. `text` is stored exactly so; all spans point into it.
    `date` is ISO 8601 (``2014-06-18`` or a full timestamp). `title` may also stand as the first line of `text`."""

    ref: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who holds a content, as far as one article tells.

    `name` is the fullest form the article gives, without titles (for `group` and `unnamed`: the words as printed);
    `names` are all the forms the article uses for the same speaker, the fullest first."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the *source* presents a claim (not how sure the machine is).

    `score` 0..1 is the expected level, `factuality` -3..3 (FactBank's scale), `model` is ``name@version``.
    `probabilities` are those of `LEVELS`, calibrated; empty where the model gave none. `evidence` are the words that
    made it so, as spans of the article. The model read the passage that begins at character `offset` of the article;
    `key` is the same for the same passage, marked alike, wherever it is printed."""

    level: Level
    score: float
    polarity: Polarity
    factuality: float
    model: str
    probabilities: tuple[float, ...] = ()
    evidence: tuple[Span, ...] = ()
    key: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition of an attribution, readable alone.

    `span` covers it in the article (for a quotation broken by its cue, from its first to its last word), its words
    exactly; `text` is the same proposition without marks, cue or dangling *that*."""

    span: Span
    text: str
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """The relation source–cue–content found in a text. Roles may be empty or hold several spans, in text order.

    `confidence` 0..1 is how probable it is that the *machine* is right about it. `distance` is how far the article
    stands behind the content, as its cue tells; None where there is no cue."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    confidence: float
    speaker: Speaker | None = None
    claims: tuple[Claim, ...] = ()
    distance: Distance | None = None
    nested_in: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave. `model` is the attribution model's ``name@version``; `notes` say what was odd."""

    article: Article
    attributions: tuple[Attribution, ...]
    model: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """A stored article without its text."""

    id: int
    ref: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class StoredSpeaker:
    """A speaker of the store. `role` and `affiliation` are those of the article at hand."""

    id: int
    name: str
    kind: SpeakerKind
    role: str | None
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim in a listing. `quote` is verbatim; what `Certainty` holds is of the newest score, null until scored.

    `evidence` are spans of the article; `certainty_model` is ``name@version``. `origin_article` is the article of the
    claim that this one reprints, None if it is no reprint. Of a claim told in somebody else's words, `told_by` is the
    name of who tells it (``?``: nobody named), `nested_in` the id of the claim in whose words it stands, if in one."""

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
    """A stored article whole: head, text, and its attributions as they were found, with speakers and claims."""

    head: ArticleHead
    article: Article
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows: `claim_ids` are those of each attribution's claims, `relations` what of
    contradictions and updates nobody dismissed (confirmed ones, then the surest; `more` are left out), `original` what
    this one copies, `copies` the first of its own copies (`more_copies` are left out)."""

    stored: StoredArticle
    claim_ids: tuple[tuple[int, ...], ...]
    relations: tuple[StoredRelation, ...] = ()
    more: int = 0
    original: ArticleHead | None = None
    copies: tuple[ArticleHead, ...] = ()
    more_copies: int = 0


@dataclass(frozen=True, slots=True)
class AddResult:
    """What `Store.add_article` did: `added` is false when the same text was already there under the same ref.
    `contradictions` are those found between its claims and others."""

    article_id: int
    added: bool
    claims: int
    contradictions: tuple[StoredRelation, ...] = ()


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
class TextToJudge:
    """A sentence from outside, the claim in it (None: all of it) and the words that attribute it."""

    id: str
    text: str
    target: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure a sentence from outside presents its claim; `evidence` are spans of that sentence."""

    id: str
    certainty: Certainty
    distance: Distance | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the judge of contradictions reads it: its words, who makes it and when.

    `denied`: the speaker denies what the words say (*denied that X*). `date` is the article's, ISO 8601. `level` and
    `polarity` are those of its certainty, None until scored."""

    text: str
    speaker: str | None = None
    date: str | None = None
    denied: bool = False
    level: Level | None = None
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """The words that cannot both be right, as spans of the two statements' texts; either side may be empty."""

    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What two statements are to each other. `score` 0..1 is the calibrated probability that they contradict (of
    `supersedes`: that one updates the other); `reason` is None unless they do. `model` is ``name@version``. `restates`:
    one says at least what the other says."""

    relation: Relation
    score: float
    reason: Reason | None = None
    clash: Clash = Clash()
    model: str = ""
    restates: bool = False


@dataclass(frozen=True, slots=True)
class ClaimToCompare:
    """A stored claim with what finding and judging pairs needs. `cue` are the words that attribute it, `title`,
    `outlet` and `date` its article's; `origin` is the id of the claim that this one reprints, its own if none,
    `span` where it stands in its article; `nested`: it is told in somebody else's words."""

    id: int
    article_id: int
    text: str
    cue: str
    speaker_id: int | None
    speaker: str | None
    title: str | None
    outlet: str | None
    date: str | None
    level: Level | None
    polarity: Polarity | None
    origin: int
    span: Span = Span(0, 0)
    nested: bool = False


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A pair of stored claims and the verdict on it, with the verdict's clash in the order of the pair."""

    a: int
    b: int
    verdict: PairVerdict


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


@dataclass(frozen=True, slots=True)
class PairToCompare:
    """Two claims from outside, to be compared."""

    id: str
    a: Statement
    b: Statement


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two claims from outside are to each other."""

    id: str
    verdict: PairVerdict
