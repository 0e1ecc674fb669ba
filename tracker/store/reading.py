"""One stored article, whole, as the records it was made of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from tracker.records import Attribution, Claim, Span, StoredArticle
from tracker.store.lookup import article_id
from tracker.store.rows import HEAD, read_article, read_claim_of_article, read_head, read_mention

_WHOLE = (
    f"SELECT {HEAD}, a.ref, a.text, a.title, a.outlet, a.date, a.url, a.place, a.agency FROM articles a WHERE a.id = ?"
)


def read_whole(conn: sqlite3.Connection, ref_or_id: str) -> StoredArticle:
    """The article meant by `ref_or_id` with its attributions, as `add_article` was given them."""
    number = article_id(conn, ref_or_id)
    row = conn.execute(_WHOLE, (number,)).fetchone()
    return StoredArticle(read_head(row[:6]), read_article(row[6:]), _attributions(conn, number))


def _attributions(conn: sqlite3.Connection, article: int) -> tuple[Attribution, ...]:
    spans, claims = _spans(conn, article), _claims(conn, article)
    rows = conn.execute(
        "SELECT t.id, t.kind, t.confidence, m.name, s.kind, m.role, m.affiliation, m.names FROM attributions t"
        " LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id"
        " WHERE t.article_id = ? ORDER BY t.position",
        (article,),
    )
    return tuple(
        Attribution(
            source=tuple(spans[number, "source"]),
            cue=tuple(spans[number, "cue"]),
            content=tuple(spans[number, "content"]),
            kind=kind,
            confidence=confidence,
            speaker=None if mention[0] is None else read_mention(mention),
            claims=tuple(claims[number]),
        )
        for number, kind, confidence, *mention in rows
    )


def _spans(conn: sqlite3.Connection, article: int) -> defaultdict[tuple[int, str], list[Span]]:
    rows: Iterable[tuple[int, str, int, int]] = conn.execute(
        "SELECT p.attribution_id, p.role, p.start_char, p.end_char FROM attributions t"
        " JOIN attribution_spans p ON p.attribution_id = t.id WHERE t.article_id = ?"
        " ORDER BY p.attribution_id, p.role, p.position",
        (article,),
    )
    spans = defaultdict(list)
    for number, role, start, end in rows:
        spans[number, role].append(Span(start, end))
    return spans


def _claims(conn: sqlite3.Connection, article: int) -> defaultdict[int, list[Claim]]:
    rows = conn.execute(
        "SELECT c.attribution_id, c.start_char, c.end_char, c.text,"
        " sc.level, sc.score, sc.polarity, sc.factuality, sc.model"
        " FROM attributions t JOIN claims c ON c.attribution_id = t.id"
        " LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)"
        " WHERE t.article_id = ? ORDER BY c.attribution_id, c.position",
        (article,),
    )
    claims = defaultdict(list)
    for number, *row in rows:
        claims[number].append(read_claim_of_article(tuple(row)))
    return claims
