"""Articles with all that their pages show, many at once: a few queries a call, not one an article or a claim."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from tracker.errors import QueryError
from tracker.records import ArticleHead, ArticlePage, Relation, ReviewStatus, StoredRelation, surely_found
from tracker.store.disputes import find_groups, surely_said
from tracker.store.queries import confidence, sql_limit
from tracker.store.reading import WholeArticle, read_articles
from tracker.store.relations import STORED, load_relations
from tracker.store.rows import HEAD, read_head

COPIES = 5
"""So many copies of an article are named."""

_PAIR = "SELECT p.id, p.relation, p.score, p.status, p.claim_a, p.claim_b FROM current_relations p WHERE p.claim_{} IN"
# Two looks and not one with OR, so that each goes by an index.
_PAIRS = " UNION ".join(f"{_PAIR.format(side)} (SELECT value FROM json_each(:claims))" for side in "ab")
_ORIGINALS = (
    f"SELECT r.article_id, {HEAD} FROM json_each(?) k CROSS JOIN reprints r ON r.article_id = k.value"
    " JOIN articles a ON a.id = r.original_id"
)
_COPIES = (
    f"SELECT original_id, copies, {HEAD} FROM (SELECT r.original_id, r.article_id,"
    " count(*) OVER (PARTITION BY r.original_id) AS copies,"
    " row_number() OVER (PARTITION BY r.original_id ORDER BY r.article_id) AS nth"
    " FROM json_each(?) k CROSS JOIN reprints r ON r.original_id = k.value"
    " JOIN articles c ON c.id = r.article_id AND c.superseded_by IS NULL)"
    f" JOIN articles a ON a.id = article_id WHERE nth <= {COPIES} ORDER BY original_id, nth"
)


class _Pair(NamedTuple):
    id: int
    relation: Relation
    score: float
    status: ReviewStatus
    a: int
    b: int


def article_pages(
    conn: sqlite3.Connection, ids: Sequence[int], most: int, least: float | None = None
) -> list[ArticlePage]:
    """The articles of these ids, in this order, all as they are at one moment; with `least` only what the machine is so
    sure was said, of pairs on both sides."""
    sql_limit(most)
    with _one_moment(conn):
        found = read_articles(conn, ids)
        for number in ids:
            if number not in found:
                raise QueryError(f"no article {number}", todo="give the ids of stored articles")
        whole = {number: len(article.stored.attributions) for number, article in found.items()}
        if least is not None:
            found = {number: _surely(article, confidence(least)) for number, article in found.items()}
        pairs = _pairs(conn, found, least)
        wanted = {pair.id: pair.status for of_article in pairs.values() for pair in of_article[:most]}
        relations = {
            relation.id: replace(relation, status=wanted[relation.id]) for relation in load_relations(conn, wanted)
        }
        originals = {row[0]: read_head(row[1:]) for row in conn.execute(_ORIGINALS, (json.dumps(ids),))}
        copies: defaultdict[int, list[ArticleHead]] = defaultdict(list)
        printed: dict[int, int] = {}
        for number, total, *row in conn.execute(_COPIES, (json.dumps(ids),)):
            copies[number].append(read_head(tuple(row)))
            printed[number] = total
    return [
        ArticlePage(
            found[number].stored,
            found[number].claim_ids,
            _of(pairs[number][:most], relations),
            max(len(pairs[number]) - most, 0),
            originals.get(number),
            tuple(copies[number]),
            printed.get(number, 0) - len(copies[number]),
            whole[number] - len(found[number].stored.attributions),
        )
        for number in ids
    ]


def _surely(article: WholeArticle, least: float) -> WholeArticle:
    kept = surely_found(article.stored.attributions, least)
    stored = replace(article.stored, attributions=tuple(kept.values()))
    return WholeArticle(stored, tuple(article.claim_ids[place] for place in kept))


def _of(pairs: Sequence[_Pair], relations: Mapping[int, StoredRelation]) -> tuple[StoredRelation, ...]:
    return tuple(relations[pair.id] for pair in pairs)


def _pairs(conn: sqlite3.Connection, found: Mapping[int, WholeArticle], least: float | None) -> dict[int, list[_Pair]]:
    """Of each article the pairs that nobody dismissed, what a person confirmed first, then the surest."""
    articles = {claim: number for number, whole in found.items() for ids in whole.claim_ids for claim in ids}
    rows = conn.execute(_PAIRS, {"claims": json.dumps(list(articles))}).fetchall()
    told = [_Pair(*row) for row in rows]
    if least is not None:
        sure = surely_said(conn, (claim for pair in told for claim in (pair.a, pair.b)), least)
        told = [pair for pair in told if {pair.a, pair.b} <= sure]
    pairs = _decided(conn, told)
    pairs.sort(key=lambda pair: (pair.status != "confirmed", -pair.score, pair.id))
    of_article: dict[int, list[_Pair]] = {number: [] for number in found}
    for pair in pairs:
        if pair.status != "dismissed":
            for number in dict.fromkeys(articles[claim] for claim in (pair.a, pair.b) if claim in articles):
                of_article[number].append(pair)
    return of_article


def _decided(conn: sqlite3.Connection, pairs: list[_Pair]) -> list[_Pair]:
    """The pairs, those that nobody decided on with what was decided on the heads of their disputes, as `Store.disputes`
    shows them. Disputes are found only where people have decided on something: it takes all pairs of the store."""
    open_ones = {pair.relation for pair in pairs if pair.status == "suggested"}
    if not open_ones or conn.execute("SELECT 1 FROM reviews LIMIT 1").fetchone() is None:
        return pairs
    decided: dict[int, ReviewStatus] = {}
    for relation in STORED:
        if relation in open_ones:
            for group in find_groups(conn, relation):
                decided.update((pair.id, group.head.status) for pair in group.pairs)
    return [
        pair if pair.status != "suggested" else pair._replace(status=decided.get(pair.id, pair.status))
        for pair in pairs
    ]


@contextmanager
def _one_moment(conn: sqlite3.Connection) -> Iterator[None]:
    """What others write meanwhile is not seen; within `Store.reading` its moment holds."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.execute("ROLLBACK")
