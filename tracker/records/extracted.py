"""What is read and what is found in it: articles, attributions, their speakers and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tracker.secrets import without_secrets

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "group", "organization", "document", "unnamed"]
Level = Literal["certain", "probable", "possible", "doubtful"]
Polarity = Literal["positive", "negative", "unknown"]
Distance = Literal["neutral", "endorsing", "distancing"]
Relation = Literal["contradiction", "supersedes", "consistent", "unrelated"]
Reason = Literal["number", "date", "place", "who", "negation", "antonym", "degree"]
ReviewStatus = Literal["suggested", "confirmed", "dismissed"]

Tenure = Literal["former", "then", "future"]
Because = Literal[
    "full name",
    "surname, same article",
    "given name, same article",
    "other spelling, same article",
    "short form of the name",
    "abbreviation",
    "described so in the article",
    "role held by one person",
    "named later",
    "label of a turn",
    "pronoun, only one fits",
    "pronoun, nearest that fits",
    "plural pronoun",
    "the latter or the former",
    "relative pronoun",
    "first person",
    "goes on speaking",
    "takes turns",
    "subject of the sentence",
    "own words",
    "nobody named",
    "decided by a person",
]

KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
SPEAKER_KINDS: tuple[SpeakerKind, ...] = ("person", "group", "organization", "document", "unnamed")
LEVELS: tuple[Level, ...] = ("certain", "probable", "possible", "doubtful")
POLARITIES: tuple[Polarity, ...] = ("positive", "negative", "unknown")
DISTANCES: tuple[Distance, ...] = ("neutral", "endorsing", "distancing")
RELATIONS: tuple[Relation, ...] = ("contradiction", "supersedes", "consistent", "unrelated")
REASONS: tuple[Reason, ...] = ("number", "date", "place", "who", "negation", "antonym", "degree")
REVIEW_STATUSES: tuple[ReviewStatus, ...] = ("suggested", "confirmed", "dismissed")

UNSURE_BELOW = 0.6
"""Where a source is resolved with less confidence than this (0..1), a person should settle whom it means."""


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
    `date` is ISO 8601 (``2014-06-18`` or a full timestamp). `title` may also stand as the first line of `text`.
    `language` is an ISO 639-1 code (``en``), None where nobody looked or it is not clear. `mended` says in words what
    reading changed or left out of what was given, a line each."""

    ref: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None
    agency: str | None = None
    author: str | None = None
    language: str | None = None
    mended: tuple[str, ...] = ()

    def shown(self) -> Article:
        """The article as it may be shown and kept: no logins and keys in its ref and URL."""
        ref = without_secrets(self.ref)
        url = None if self.url is None else without_secrets(self.url)
        return self if (ref, url) == (self.ref, self.url) else replace(self, ref=ref, url=url)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who holds a content, as far as one article tells.

    `name` is the fullest form the article gives, without titles (for `group` and `unnamed`: the words as printed);
    `names` are all the forms the article uses for the same speaker, the fullest first. `tenure` says that the role is
    not held now (*former*, *then*) or not yet. Of groups and unnamed sources `count` is how many the article says they
    are, in its words (*two*, *dozens*), and `anonymity` why they are not named, in its words."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None
    names: tuple[str, ...] = ()
    tenure: Tenure | None = None
    count: str | None = None
    anonymity: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Why a source was taken to mean its speaker, and how sure the machine is of that (0..1).

    `candidates` are the names of whom else it may mean, the likeliest first. Below `UNSURE_BELOW` the speaker stays as
    the article's words have it, and the likeliest is the first candidate."""

    because: Because
    confidence: float
    candidates: tuple[str, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """Whether a person should say who it is."""
        return self.confidence < UNSURE_BELOW


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
    stands behind the content, as its cue tells; None where there is no cue. `resolution` says why its speaker is the
    one; None before anybody looked."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    confidence: float
    speaker: Speaker | None = None
    claims: tuple[Claim, ...] = ()
    distance: Distance | None = None
    nested_in: int | None = None
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave. `model` is the attribution model's ``name@version``; `notes` say what was odd."""

    article: Article
    attributions: tuple[Attribution, ...]
    model: str
    notes: tuple[str, ...] = ()

    def shown(self) -> Extraction:
        """The same of an article as it may be shown."""
        article = self.article.shown()
        return self if article is self.article else replace(self, article=article)


def surely_found(attributions: Iterable[Attribution], least: float) -> dict[int, Attribution]:
    """Those of at least this confidence by their old places, `nested_in` their new ones. What is told within one that
    is left out is left out, too: it would stand there as the article's own."""
    places: dict[int, int] = {}
    found: dict[int, Attribution] = {}
    for number, attribution in enumerate(attributions):
        outer = attribution.nested_in
        if attribution.confidence >= least and (outer is None or outer in places):
            places[number] = len(places)
            found[number] = attribution if outer is None else replace(attribution, nested_in=places[outer])
    return found
