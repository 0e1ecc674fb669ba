"""Made-up articles for the tests of the store."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.records import (
    Article,
    Attribution,
    Certainty,
    Claim,
    Clash,
    Distance,
    Extraction,
    FoundRelation,
    Kind,
    Level,
    PairVerdict,
    Polarity,
    Reason,
    Relation,
    Resolution,
    Span,
    Speaker,
)

MODEL = "attribution-test@1.0.0"
SCORER = "certainty-test@1.0.0"
JUDGE = "nli-test@1.0.0"


def spans(text: str, *pieces: str) -> tuple[Span, ...]:
    """Where each of `pieces` first stands in `text`."""
    return tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


def span(text: str, piece: str) -> Span:
    """Where `piece` first stands in `text`."""
    return spans(text, piece)[0]


def said(
    speaker: Speaker | None,
    words: str = "the bridge is safe",
    *,
    ref: str = "bridge.txt",
    kind: Kind = "indirect",
    text: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    certainty: Certainty | None = None,
    distance: Distance | None = None,
    confidence: float = 0.9,
) -> Extraction:
    """An article of one sentence with one attribution and one claim."""
    name = "Somebody" if speaker is None else speaker.name
    text = text or f"{name} said that {words}."
    (span,) = spans(text, words)
    attribution = Attribution(
        source=spans(text, name),
        cue=spans(text, "said"),
        content=(span,),
        kind=kind,
        confidence=confidence,
        speaker=speaker,
        claims=(Claim(span, f"{words[0].upper()}{words[1:]}.", certainty),),
        distance=distance,
    )
    return Extraction(Article(ref, text, outlet=outlet, date=date, url=url), (attribution,), MODEL)


@dataclass(frozen=True)
class Says:
    """One sentence of an article: who, in which words, what, and why it is thought so."""

    speaker: Speaker | None
    words: str
    source: str | None = None
    resolution: Resolution | None = None


def told(*said: Says | Speaker, ref: str, date: str | None = None, end: str = "") -> Extraction:
    """An article of a sentence for each; a speaker alone says that the bridge is safe. `end` makes it another text."""
    text, attributions = "", []
    for one in said:
        says = one if isinstance(one, Says) else Says(one, "the bridge is safe")
        source = says.source if says.source is not None else ("Somebody" if says.speaker is None else says.speaker.name)
        start = len(text)
        text += f"{source} said that {says.words}.\n"
        cue = start + len(source) + 1
        content = Span(cue + 10, cue + 10 + len(says.words))
        attributions.append(
            Attribution(
                source=(Span(start, cue - 1),) if source else (),
                cue=(Span(cue, cue + 4),),
                content=(content,),
                kind="indirect",
                confidence=0.9,
                speaker=says.speaker,
                claims=(Claim(content, f"{says.words[0].upper()}{says.words[1:]}."),),
                resolution=says.resolution,
            )
        )
    return Extraction(Article(ref, text + end, date=date), tuple(attributions), MODEL)


def person(name: str, *names: str, role: str | None = None, affiliation: str | None = None) -> Speaker:
    """A person and the other forms of the name."""
    return Speaker(name, "person", role, affiliation, (name, *names))


def sure(
    level: Level = "certain",
    score: float = 0.97,
    *,
    polarity: Polarity = "positive",
    model: str = SCORER,
    evidence: tuple[Span, ...] = (),
    key: str = "",
    offset: int = 0,
) -> Certainty:
    """A score."""
    probabilities = (0.7, 0.2, 0.1, 0.0)
    return Certainty(level, score, polarity, 1.5, model, probabilities, evidence, key, offset)


def found(
    a: int,
    b: int,
    score: float = 0.9,
    *,
    relation: Relation = "contradiction",
    reason: Reason | None = "antonym",
    clash: Clash | None = None,
) -> FoundRelation:
    """A verdict on two claims."""
    return FoundRelation(a, b, PairVerdict(relation, score, reason, clash or Clash(), JUDGE))
