"""A small article with everything that a listing must show, hostile characters too."""

from __future__ import annotations

from dataclasses import replace

from tracker.records import (
    Article,
    ArticleHead,
    Attribution,
    Certainty,
    Claim,
    Extraction,
    SourceSummary,
    Span,
    Speaker,
    StoredArticle,
    StoredClaim,
    StoredSpeaker,
)

TEXT = """Bridge stays open

RIVERTOWN - "The bridge is safe," said Ada Osei, the mayor, "and it will stay open." She added that nobody had asked \
for it to close.

Engineers said the deck needs work. Lee Tan, a spokesman, said that somebody had told him that the ferry was late.
"""


def span(words: str, after: str = "") -> Span:
    """Where the words stand in `TEXT`, at or after the end of `after`."""
    start = TEXT.index(words, TEXT.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


OSEI = Speaker("Ada Osei", "person", "mayor", "Rivertown", ("Ada Osei",))
TAN = Speaker("Lee Tan", "person", "spokesman", "Harbour Trust", ("Lee Tan",))
ENGINEERS = Speaker("Engineers", "group", names=("Engineers",))

ARTICLE = Article(
    "news/bridge.txt",
    TEXT,
    title="Bridge stays open",
    outlet="River Post",
    date="2024-03-02",
    url="https://river.example/1",
)
ATTRIBUTIONS = (
    Attribution(
        source=(span("Ada Osei"),),
        cue=(span("said"),),
        content=(span('"The bridge is safe,"'), span('"and it will stay open."')),
        kind="direct",
        confidence=0.97000001,
        speaker=OSEI,
        claims=(
            Claim(span("The bridge is safe"), "The bridge is safe"),
            Claim(span("it will stay open."), "The bridge will stay open."),
        ),
    ),
    Attribution(
        source=(span("She"),),
        cue=(span("added"),),
        content=(span("that nobody had asked for it to close"),),
        kind="indirect",
        confidence=0.9,
        speaker=OSEI,
        claims=(Claim(span("nobody had asked for it to close"), "Nobody had asked for the bridge to close."),),
    ),
    Attribution(
        source=(span("Engineers"),),
        cue=(span("said", "Engineers"),),
        content=(span("the deck needs work"),),
        kind="indirect",
        confidence=0.88,
        speaker=ENGINEERS,
        claims=(Claim(span("the deck needs work"), "The deck needs work."),),
    ),
    Attribution(
        source=(span("Lee Tan, a spokesman"),),
        cue=(span("said", "a spokesman"),),
        content=(span("that somebody had told him that the ferry was late"),),
        kind="indirect",
        confidence=0.8,
        speaker=TAN,
        claims=(Claim(span("somebody had told him that the ferry was late"), "Somebody had told Lee Tan a thing."),),
    ),
    Attribution(
        source=(span("somebody"),),
        cue=(span("told"),),
        content=(span("that the ferry was late"),),
        kind="indirect",
        confidence=0.7,
        speaker=None,
        claims=(Claim(span("the ferry was late"), "The ferry was late."),),
    ),
)
EXTRACTION = Extraction(ARTICLE, ATTRIBUTIONS, "sample@1")
HEAD = ArticleHead(1, ARTICLE.ref, ARTICLE.title, ARTICLE.outlet, ARTICLE.date, ARTICLE.url)
STORED_ARTICLE = StoredArticle(HEAD, ARTICLE, ATTRIBUTIONS)

MODEL = "certainty-en@1.0.0"
CERTAINTIES = (
    Certainty("certain", 0.97, "positive", 2.9, MODEL),
    Certainty("probable", 0.78, "positive", 2.1, MODEL, evidence=(span("will"),)),
    Certainty("certain", 0.96, "negative", -2.9, MODEL, evidence=(span("added"), span("nobody"))),
    Certainty("possible", 0.45, "positive", 1.2, MODEL, evidence=(span("needs work"),)),
    Certainty("probable", 0.7, "negative", -1.9, MODEL),
    Certainty("doubtful", 0.12, "unknown", 0.1, MODEL, evidence=(span("somebody"),)),
)
"""How sure the speakers of the sample are, claim by claim (as a test has it: not as a reader would)."""


def scored(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The sample's attributions with `CERTAINTIES`; the fourth, as told by *said*, at a distance."""
    certainties = iter(CERTAINTIES)
    found = (
        replace(heard, claims=tuple(replace(claim, certainty=next(certainties)) for claim in heard.claims))
        for heard in attributions
    )
    return tuple(replace(heard, distance="distancing" if heard.speaker == ENGINEERS else "neutral") for heard in found)


SCORED_ATTRIBUTIONS = scored(ATTRIBUTIONS)
SCORED_ARTICLE = StoredArticle(HEAD, ARTICLE, SCORED_ATTRIBUTIONS)

HOSTILE = '=cmd|"/c calc"!A1 \x1b]0;owned\x07 \x9b31m \u202eevil\u2066 \u2028 \x00 \ud800 <b>[red]'
"""A formula, two escape sequences, a bidi override and an isolate, a line separator, NUL, half a surrogate pair."""


def speaker(speaker_of: Speaker, number: int) -> StoredSpeaker:
    """The speaker as the store gives it."""
    return StoredSpeaker(number, speaker_of.name, speaker_of.kind, speaker_of.role, speaker_of.affiliation)


def claims(text: str | None = None) -> list[StoredClaim]:
    """The sample's claims as the store gives them; all with these words where `text` is given."""
    numbers = {OSEI: 1, ENGINEERS: 2, TAN: 3}
    found: list[StoredClaim] = []
    for attribution in ATTRIBUTIONS:
        who = attribution.speaker
        for claim in attribution.claims:
            found.append(
                StoredClaim(
                    id=len(found) + 1,
                    text=text or claim.text,
                    quote=claim.span.of(TEXT),
                    span=claim.span,
                    kind=attribution.kind,
                    speaker=None if who is None else speaker(who, numbers[who]),
                    article=HEAD,
                    certainty=None,
                    score=None,
                    polarity=None,
                    confidence=attribution.confidence,
                )
            )
    return found


def scored_claims(text: str | None = None) -> list[StoredClaim]:
    """The same with `CERTAINTIES`, as the store gives them."""
    return [
        replace(
            claim,
            certainty=certainty.level,
            score=certainty.score,
            polarity=certainty.polarity,
            factuality=certainty.factuality,
            distance="distancing" if claim.speaker and claim.speaker.name == "Engineers" else "neutral",
            evidence=certainty.evidence,
            certainty_model=certainty.model,
        )
        for claim, certainty in zip(claims(text), CERTAINTIES, strict=True)
    ]


SOURCES = [
    SourceSummary(speaker(OSEI, 1), ("Ada Osei", "Osei", "Mayor Osei"), 1203, 12, "2024-01-03", "2024-03-02"),
    SourceSummary(speaker(ENGINEERS, 2), ("Engineers",), 1, 1, None, None),
]
