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
    Span,
    Speaker,
    StoredClaim,
    StoredSpeaker,
)

Row = tuple[Any, ...]

HEAD = "a.id, a.ref, a.title, a.outlet, a.date, a.url"
SPEAKER = "s.id, s.name, s.kind, m.role, m.affiliation"
CLAIM = (
    "c.id, c.text, c.quote, c.start_char, c.end_char, t.kind, t.confidence, sc.level, sc.score, sc.polarity,"
    f" {SPEAKER}, {HEAD}"
)


def text_hash(text: str) -> str:
    """What tells two texts under one ref apart: SHA-256 of the UTF-8, in hexadecimal."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_row(extraction: Extraction, hashed: str, run_id: int | None) -> Row:
    """ref, title, outlet, date, url, place, agency, text_hash, model, notes, run_id, text."""
    article = extraction.article
    return (
        article.ref, article.title, article.outlet, article.date, article.url, article.place, article.agency,
        hashed, extraction.model, json_list(extraction.notes), run_id, article.text,
    )  # fmt: skip


def json_list(words: Iterable[str]) -> str:
    """A list of words as it stands in a column: readable, not escaped."""
    return json.dumps(tuple(words), ensure_ascii=False)


def read_head(row: Row) -> ArticleHead:
    """From the columns of `HEAD`."""
    return ArticleHead(*row)


def read_speaker(row: Row) -> StoredSpeaker | None:
    """From the columns of `SPEAKER`; all null when nobody could be named."""
    return None if row[0] is None else StoredSpeaker(*row)


def read_claim(row: Row) -> StoredClaim:
    """From the columns of `CLAIM`."""
    number, text, quote, start, end, kind, confidence, level, score, polarity = row[:10]
    return StoredClaim(
        id=number,
        text=text,
        quote=quote,
        span=Span(start, end),
        kind=kind,
        speaker=read_speaker(row[10:15]),
        article=read_head(row[15:21]),
        certainty=level,
        score=score,
        polarity=polarity,
        confidence=confidence,
    )


def read_mention(row: Row) -> Speaker:
    """From name, kind, role, affiliation, names: the speaker as the article presented them."""
    name, kind, role, affiliation, names = row
    return Speaker(name, kind, role, affiliation, tuple(json.loads(names)))


def read_article(row: Row) -> Article:
    """From ref, text, title, outlet, date, url, place, agency."""
    return Article(*row)


def read_claim_of_article(row: Row) -> Claim:
    """From start, end, text, level, score, polarity, factuality, model of the newest score."""
    start, end, text, level, score, polarity, factuality, model = row
    certainty = None if level is None else Certainty(level, score, polarity, factuality, model)
    return Claim(Span(start, end), text, certainty)
