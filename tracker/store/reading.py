"""One stored article, whole, as the records it was made of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tracker.records import Attribution, Claim, Span, StoredArticle
from tracker.store.lookup import article_id
from tracker.store.rows import (
    ARTICLE,
    HEAD,
    NEWEST_SCORE,
    SCORE,
    read_article,
    read_claim_of_article,
    read_head,
    read_mention,
)

_WHOLE = f"SELECT {HEAD}, {ARTICLE} FROM articles a WHERE a.id = ?"


def read_whole(conn: sqlite3.Connection, ref_or_id: str) -> StoredArticle:
    """The article meant by `ref_or_id` with its attributions, as `add_article` was given them."""
    number = article_id(conn, ref_or_id)
    row = conn.execute(_WHOLE, (number,)).fetchone()
    attributions = read_attributions(conn, number, _claims(conn, number))
    return StoredArticle(read_head(row[:6]), read_article(row[6:]), tuple(attributions.values()))


def read_attributions(
    conn: sqlite3.Connection, article: int, claims: Mapping[int, list[Claim]]
) -> dict[int, Attribution]:
    """The attributions of an article by their ids, in reading order, with the `claims` of these ids."""
    spans = _spans(conn, article)
    rows = conn.execute(
        "SELECT t.id, t.kind, t.confidence, t.distance, m.name, s.kind, m.role, m.affiliation, m.names"
        " FROM attributions t LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id"
        " WHERE t.article_id = ? ORDER BY t.position",
        (article,),
    )
    return {
        number: Attribution(
            source=tuple(spans[number, "source"]),
            cue=tuple(spans[number, "cue"]),
            content=tuple(spans[number, "content"]),
            kind=kind,
            confidence=confidence,
            speaker=None if mention[0] is None else read_mention(mention),
            claims=tuple(claims.get(number, ())),
            distance=distance,
        )
        for number, kind, confidence, distance, *mention in rows
    }


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
        f"SELECT c.attribution_id, c.start_char, c.end_char, c.text, {SCORE}"
        f" FROM attributions t JOIN claims c ON c.attribution_id = t.id {NEWEST_SCORE}"
        " WHERE t.article_id = ? ORDER BY c.attribution_id, c.position",
        (article,),
    )
    claims = defaultdict(list)
    for number, *row in rows:
        claims[number].append(read_claim_of_article(tuple(row)))
    return claims
