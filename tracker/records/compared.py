"""Claims from outside and from the store as the judges of certainty and contradiction read them, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.records.extracted import Certainty, Distance, Level, Polarity, Reason, Relation, Span

NOWHERE = Span(0, 0)


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
    span: Span = NOWHERE
    nested: bool = False


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A pair of stored claims and the verdict on it, with the verdict's clash in the order of the pair."""

    a: int
    b: int
    verdict: PairVerdict


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
