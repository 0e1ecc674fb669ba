"""Stored articles, whole, as the records they were made of."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.records import Attribution, Claim, Span, StoredArticle
from tracker.store.lookup import article_id
from tracker.store.rows import (
    ARTICLE,
    HEAD,
    HEADS,
    NEWEST_SCORE,
    RESOLUTION,
    SCORE,
    SCORE_THEN,
    read_article,
    read_claim_of_article,
    read_head,
    read_mention,
    read_resolution,
)
from tracker.store.versions import version_numbers

# CROSS: from the few articles asked for to what they hold, and never the other way round.
_ATTRIBUTIONS = (
    "SELECT t.article_id, t.id, t.kind, t.confidence, t.distance, n.position,"
    f" {RESOLUTION},"
    " m.name, s.kind, m.role, m.affiliation, m.names, m.tenure, m.how_many, m.anonymity,"
    " CASE WHEN m.found_speaker_id NOTNULL THEN s.name END"
    " FROM json_each(?) k CROSS JOIN attributions t ON t.article_id = k.value"
    " LEFT JOIN attributions n ON n.id = t.nested_in LEFT JOIN mentions m ON m.id = t.mention_id"
    " LEFT JOIN speakers s ON s.id = m.speaker_id"
    " ORDER BY t.article_id, t.position"
)
_SPANS = (
    "SELECT p.attribution_id, p.role, p.start_char, p.end_char"
    " FROM json_each(?) k CROSS JOIN attributions t ON t.article_id = k.value"
    " CROSS JOIN attribution_spans p ON p.attribution_id = t.id ORDER BY p.attribution_id, p.role, p.position"
)
_CLAIMS = (
    f"SELECT c.attribution_id AS attribution, c.id, c.start_char, c.end_char, c.text, {SCORE}, c.position AS place"
    " FROM json_each(?1) k CROSS JOIN attributions t ON t.article_id = k.value"
    f" CROSS JOIN claims c ON c.attribution_id = t.id {NEWEST_SCORE}"
    # Of an older text also those that stayed in a newer one.
    f" UNION ALL SELECT v.attribution_id, v.claim_id, v.start_char, v.end_char, v.text, {SCORE_THEN}, v.position"
    " FROM json_each(?1) k CROSS JOIN attributions t ON t.article_id = k.value"
    " CROSS JOIN claim_versions v ON v.attribution_id = t.id LEFT JOIN scores sc ON sc.id = v.score_id"
    " ORDER BY attribution, place"
)
_WHOLE = f"SELECT {HEAD}, {ARTICLE} FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """An article with the ids of each attribution's claims."""

    stored: StoredArticle
    claim_ids: tuple[tuple[int, ...], ...]


def read_whole(conn: sqlite3.Connection, ref_or_id: str) -> StoredArticle:
    """The article meant by `ref_or_id` with its attributions, as `add_article` was given them."""
    number = article_id(conn, ref_or_id)
    return read_articles(conn, [number])[number].stored


def read_articles(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, WholeArticle]:
    """The articles of these ids, by id, with six queries however many there are; unknown ids are left out."""
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for attribution, number, *row in conn.execute(_CLAIMS, (json.dumps(ids),)):
        claims[attribution].append(read_claim_of_article(tuple(row[:-1])))
        numbers[attribution].append(number)
    found = _read_attributions(conn, ids, claims)
    _, versions = version_numbers(conn, ids)
    whole = {}
    for row in conn.execute(_WHOLE, (json.dumps(ids),)):
        head, of_article = read_head(row[:HEADS]), found[row[0]]
        article, attributions = read_article(row[HEADS:]), tuple(of_article.values())
        stored = StoredArticle(head, article, attributions, *versions[head.id])
        whole[head.id] = WholeArticle(stored, tuple(tuple(numbers[attribution]) for attribution in of_article))
    return whole


def read_attributions(
    conn: sqlite3.Connection, article: int, claims: Mapping[int, list[Claim]]
) -> dict[int, Attribution]:
    """The attributions of an article by their ids, in reading order, with the `claims` of these ids."""
    return _read_attributions(conn, [article], claims)[article]


def _read_attributions(
    conn: sqlite3.Connection, articles: Sequence[int], claims: Mapping[int, list[Claim]]
) -> defaultdict[int, dict[int, Attribution]]:
    """Those of each of these articles."""
    spans: defaultdict[tuple[int, str], list[Span]] = defaultdict(list)
    for number, role, start, end in conn.execute(_SPANS, (json.dumps(articles),)):
        spans[number, role].append(Span(start, end))
    found: defaultdict[int, dict[int, Attribution]] = defaultdict(dict)
    for article, number, kind, confidence, distance, nested_in, *rest in conn.execute(
        _ATTRIBUTIONS, (json.dumps(articles),)
    ):
        resolution, mention = read_resolution(tuple(rest[:4])), tuple(rest[4:])
        found[article][number] = Attribution(
            source=tuple(spans[number, "source"]),
            cue=tuple(spans[number, "cue"]),
            content=tuple(spans[number, "content"]),
            kind=kind,
            confidence=confidence,
            speaker=None if mention[0] is None else read_mention(mention),
            claims=tuple(claims.get(number, ())),
            distance=distance,
            nested_in=nested_in,
            resolution=resolution,
        )
    return found
