"""Reading all that a question asks for, a piece at a time: a hundred thousand claims take no more memory than one page.

Everything comes in the order of its ids, which is that of adding, so that the same store gives the same twice. Most are
read from one cursor; SQL is put together as in `tracker.store.queries`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tracker.records import Dispute, Relation, SourceSummary, StoredClaim
from tracker.store.disputes import find_groups, read_groups
from tracker.store.fulltext import fts_expression
from tracker.store.queries import ClaimQuery, Where, claims_where, read_claims, read_sources, sql_limit
from tracker.store.rows import CLAIM, CLAIM_TABLES

_TOGETHER = 500  # claims or speakers read whole at once
_DISPUTES_TOGETHER = 100
# CROSS: the claims are walked along their ids, so that nothing is sorted and the first comes at once.
_TABLES = CLAIM_TABLES.replace(" JOIN attributions", " CROSS JOIN attributions").replace(
    " JOIN articles", " CROSS JOIN articles"
)
_COUNTED = (
    "SELECT m.speaker_id, count(c.id), count(DISTINCT a.id), min(substr(a.date, 1, 10)), max(substr(a.date, 1, 10))"
    " FROM mentions m CROSS JOIN attributions t ON t.mention_id = m.id CROSS JOIN claims c ON c.attribution_id = t.id"
    " CROSS JOIN articles a ON a.id = t.article_id"
    " LEFT JOIN scores sc ON sc.id = (SELECT max(id) FROM scores WHERE claim_id = c.id)"
)


def each_claim(conn: sqlite3.Connection, query: ClaimQuery) -> Iterator[StoredClaim]:
    """The claims a query asks for."""
    where = _where(conn, query)
    sql = f"SELECT {CLAIM} FROM {_TABLES}{where} ORDER BY c.id LIMIT ?"
    cursor = conn.execute(sql, (*where.values, sql_limit(query.limit)))
    while rows := cursor.fetchmany(_TOGETHER):
        yield from read_claims(conn, rows)


def each_source(conn: sqlite3.Connection, query: ClaimQuery) -> Iterator[SourceSummary]:
    """The speakers of these claims, and how many of these claims are theirs."""
    where = _where(conn, query)
    cursor = conn.execute(f"{_COUNTED}{where} GROUP BY m.speaker_id ORDER BY m.speaker_id", where.values)
    while rows := cursor.fetchmany(_TOGETHER):
        yield from read_sources(conn, rows)


def each_dispute(conn: sqlite3.Connection, query: ClaimQuery, relation: Relation) -> Iterator[Dispute]:
    """The disputes with one of these claims on either side, in whichever telling; dismissed ones, too."""
    groups = sorted(find_groups(conn, relation), key=lambda group: group.head.id)
    if query != ClaimQuery():
        pairs = [pair for group in groups for pair in group.pairs]
        wanted = _asked_for(conn, query, sorted({side.id for pair in pairs for side in (pair.a, pair.b)}))
        groups = [group for group in groups if any({pair.a.id, pair.b.id} & wanted for pair in group.pairs)]
    waiting = iter(groups)
    while some := list(islice(waiting, _DISPUTES_TOGETHER)):
        yield from read_groups(conn, some)


def _where(conn: sqlite3.Connection, query: ClaimQuery) -> Where:
    where = claims_where(conn, query)
    if query.text is not None:
        words = fts_expression(query.text)
        where.add("c.id IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)", words)
    return where


def _asked_for(conn: sqlite3.Connection, query: ClaimQuery, ids: Sequence[int]) -> set[int]:
    """Those of the claims of these ids that the query asks for."""
    where = _where(conn, replace(query, limit=None))
    where.add("c.id = k.value")
    sql = f"SELECT c.id FROM json_each(?) k CROSS JOIN {_TABLES}{where}"
    return {row[0] for row in conn.execute(sql, (json.dumps(ids), *where.values))}
