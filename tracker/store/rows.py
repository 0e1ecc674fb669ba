"""Records to rows and back. The columns stand here once, in the order the functions read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tracker.records import (
    Article,
    ArticleHead,
    Certainty,
    Claim,
    Extraction,
    Resolution,
    Span,
    Speaker,
    StoredClaim,
    StoredSpeaker,
)

Row = tuple[Any, ...]
_readable = json.JSONEncoder(ensure_ascii=False).encode

HEAD = "a.id, a.ref, a.title, a.outlet, a.date, a.url, a.agency, a.author, a.language"
HEADS = HEAD.count(",") + 1
"""How many columns that is."""
SPEAKER = "s.id, s.name, s.kind, m.role, m.affiliation, m.tenure, m.how_many, m.anonymity"
RESOLUTION = "t.settled_by, t.because, t.speaker_confidence, t.speaker_candidates"
ARTICLE = "a.ref, a.text, a.title, a.outlet, a.date, a.url, a.place, a.agency, a.author, a.language, a.mended"
SCORE = (
    "sc.level, sc.score, sc.polarity, sc.factuality, sc.model, sc.probabilities, sc.evidence, sc.passage_key,"
    " sc.passage_start"
)
SCORE_THEN = SCORE.replace("sc.passage_start", "v.passage_start")  # in an older text: claim_versions v
NEWEST_SCORE = "LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)"
CLAIM = (
    "c.id, c.text, c.quote, c.start_char, c.end_char, t.kind, t.confidence, t.distance, sc.level, sc.score,"
    f" sc.polarity, sc.factuality, sc.model, sc.evidence, sc.passage_start, {SPEAKER}, {HEAD},"
    f" {RESOLUTION}"
)
CLAIM_TABLES = (
    "claims c JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
    f" LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id {NEWEST_SCORE}"
)


def text_hash(text: str) -> str:
    """What tells two texts under one ref apart: SHA-256 of the UTF-8, in hexadecimal."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_row(extraction: Extraction, hashed: str, run_id: int | None) -> Row:
    """ref, title, outlet, date, url, place, agency, text_hash, model, notes, run_id, text, author, language, mended."""
    article = extraction.article
    return (
        article.ref, article.title, article.outlet, article.date, article.url, article.place, article.agency,
        hashed, extraction.model, json_list(extraction.notes), run_id, article.text, article.author, article.language,
        json_list(article.mended),
    )  # fmt: skip


def json_list(words: Iterable[str]) -> str:
    """A list of words as it stands in a column: readable, not escaped."""
    return f"[{', '.join([_readable(word) for word in words])}]"


def score_row(claim_id: int, certainty: Certainty) -> Row:
    """claim_id, model, level, score, polarity, factuality, probabilities, evidence, passage_key, passage_start."""
    start, evidence, probabilities = certainty.offset, "[]", None
    if certainty.evidence:
        evidence = json.dumps([(span.start - start, span.end - start) for span in certainty.evidence])
    if certainty.probabilities:
        probabilities = f"[{', '.join([float.__repr__(one) for one in certainty.probabilities])}]"
    return (
        claim_id, certainty.model, certainty.level, certainty.score, certainty.polarity, certainty.factuality,
        probabilities, evidence, certainty.key or None, start,
    )  # fmt: skip


def resolution_row(resolution: Resolution | None) -> Row:
    """because, speaker_confidence, speaker_candidates."""
    if resolution is None:
        return (None, None, None)
    candidates = json_list(resolution.candidates) if resolution.candidates else None
    return (resolution.because, resolution.confidence, candidates)


def read_resolution(row: Row) -> Resolution | None:
    """From the columns of `RESOLUTION`: what a person decided wins."""
    settled_by, because, confidence, candidates = row
    if settled_by is not None:
        return Resolution("decided by a person", 1.0)
    if because is None:
        return None
    return Resolution(because, confidence, tuple(json.loads(candidates)) if candidates else ())


def read_head(row: Row) -> ArticleHead:
    """From the columns of `HEAD`."""
    return ArticleHead(*row)


def read_speaker(row: Row) -> StoredSpeaker | None:
    """From the columns of `SPEAKER`; all null when nobody could be named."""
    return None if row[0] is None else StoredSpeaker(*row)


def read_claim(row: Row, origin: ArticleHead | None, told: tuple[int | None, str | None]) -> StoredClaim:
    """From the columns of `CLAIM`, the article of the claim that it reprints, and in whose words it is told."""
    number, text, quote, start, end, kind, confidence, distance = row[:8]
    level, score, polarity, factuality, model, evidence, passage_start = row[8:15]
    return StoredClaim(
        id=number,
        text=text,
        quote=quote,
        span=Span(start, end),
        kind=kind,
        speaker=read_speaker(row[15:23]),
        article=read_head(row[23 : 23 + HEADS]),
        certainty=level,
        score=score,
        polarity=polarity,
        confidence=confidence,
        factuality=factuality,
        distance=distance,
        evidence=_read_evidence(evidence, passage_start),
        certainty_model=model,
        origin_article=origin,
        nested_in=told[0],
        told_by=told[1],
        resolution=read_resolution(row[23 + HEADS :]),
    )


def read_mention(row: Row) -> Speaker:
    """From name, kind, role, affiliation, names, tenure, how_many, anonymity, and the name of whom links or decisions
    make it (null: nobody else): the speaker as the article presents them, under the name by which they are known."""
    name, kind, role, affiliation, names, tenure, count, anonymity, known_as = row
    forms = tuple(json.loads(names))
    if known_as is not None and known_as != name:
        name, forms = known_as, tuple(dict.fromkeys((known_as, name, *forms)))
    return Speaker(name, kind, role, affiliation, forms, tenure, count, anonymity)


def read_article(row: Row) -> Article:
    """From the columns of `ARTICLE`."""
    ref, text, title, outlet, date, url, place, agency, author, language, mended = row
    return Article(ref, text, title, outlet, date, url, place, agency, author, language, tuple(json.loads(mended)))


def read_claim_of_article(row: Row) -> Claim:
    """From start, end, text and the columns of `SCORE` of the newest score."""
    return Claim(Span(row[0], row[1]), row[2], read_certainty(row[3:]))


def read_certainty(row: Row) -> Certainty | None:
    """From the columns of `SCORE`; all null when there is no score. Evidence as spans of the article."""
    level, score, polarity, factuality, model, probabilities, evidence, key, start = row
    if level is None:
        return None
    return Certainty(
        level=level,
        score=score,
        polarity=polarity,
        factuality=factuality,
        model=model,
        probabilities=tuple(json.loads(probabilities)) if probabilities else (),
        evidence=_read_evidence(evidence, start),
        key=key or "",
        offset=start,
    )


def _read_evidence(evidence: str | None, start: int) -> tuple[Span, ...]:
    """Spans counted from the passage as spans of the article, where the passage begins at character `start`."""
    if evidence is None or evidence == "[]":
        return ()
    return tuple(Span(start + first, start + last) for first, last in json.loads(evidence))
