"""Reprints: finding what an article may be a copy of, and tying it to its original."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.errors import QueryError

# How many articles are read for one that is added: those that share the most keys.
_POSSIBLE = 8
# Of the articles with a key, the first so many: a story that everybody prints is found by its first copies.
_TOLD = 50

_INSERT = "INSERT INTO signatures (key, article_id) VALUES (?, ?) ON CONFLICT (key, article_id) DO NOTHING"
_HAVING = f"SELECT article_id FROM signatures WHERE key = ? ORDER BY article_id LIMIT {_TOLD}"
# Another version of the same article is no copy of it.
_TEXT = (
    "SELECT text FROM articles WHERE id = ? AND superseded_by IS NULL"
    " AND id IS NOT (SELECT coalesce(superseded_by, id) FROM articles WHERE id = ?)"
)
_TIE = (
    "INSERT INTO reprints (article_id, original_id, share) VALUES (?, ?, ?)"
    " ON CONFLICT (article_id) DO UPDATE SET original_id = excluded.original_id, share = excluded.share"
)
_TIE_CLAIM = (
    "INSERT INTO reprinted_claims (claim_id, original_id) VALUES (?, ?)"
    " ON CONFLICT (claim_id) DO UPDATE SET original_id = excluded.original_id"
)


def add_signature(conn: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> None:
    """Note the keys by which copies of the article will be found. The caller holds the write lock."""
    _check_article(conn, article_id)
    conn.executemany(_INSERT, [(_signed(key), article_id) for key in set(keys)])


def possible_originals(conn: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> list[tuple[int, str]]:
    """The current articles that share the most of these keys, with their texts, the most likely first; of those
    alike the one added first."""
    shared: Counter[int] = Counter()
    for key in set(keys):
        shared.update(row[0] for row in conn.execute(_HAVING, (_signed(key),)))
    best = sorted(shared, key=lambda number: (-shared[number], number))
    found: list[tuple[int, str]] = []
    for number in best:
        if len(found) == _POSSIBLE:
            break
        row = conn.execute(_TEXT, (number, article_id)).fetchone()
        if row is not None:
            found.append((number, row[0]))
    return found


def tie_reprint(
    conn: sqlite3.Connection, article_id: int, original_id: int, share: float, claims: Mapping[int, int]
) -> None:
    """Note that an article is a copy of `original_id`, and which of its claims are which of the original's. The caller
    holds the write lock. A copy of a copy is tied to the original of both."""
    for number in (article_id, original_id):
        _check_article(conn, number)
    for number, original in claims.items():
        _check_claim(conn, number, article_id)
        _check_claim(conn, original, original_id)
    original_id = _root(conn, "reprints", "article_id", original_id)
    if original_id == article_id:  # the other one has been tied to this one before
        return
    conn.execute(_TIE, (article_id, original_id, share))
    conn.execute("UPDATE reprints SET original_id = ? WHERE original_id = ?", (original_id, article_id))
    for number, original in claims.items():
        origin = _root(conn, "reprinted_claims", "claim_id", original)
        if origin != number:
            conn.execute(_TIE_CLAIM, (number, origin))
            conn.execute("UPDATE reprinted_claims SET original_id = ? WHERE original_id = ?", (origin, number))


def _root(conn: sqlite3.Connection, table: str, column: str, number: int) -> int:
    """What `number` is a copy of, itself if it is none; originals are never copies, so one step will do."""
    row = conn.execute(f"SELECT original_id FROM {table} WHERE {column} = ?", (number,)).fetchone()
    return number if row is None else int(row[0])


def _check_article(conn: sqlite3.Connection, number: int) -> None:
    if conn.execute("SELECT 1 FROM articles WHERE id = ?", (number,)).fetchone() is None:
        raise QueryError(f"no article {number}", todo="give the ids of stored articles")


def _check_claim(conn: sqlite3.Connection, number: int, article: int) -> None:
    sql = "SELECT 1 FROM claims c JOIN attributions t ON t.id = c.attribution_id WHERE c.id = ? AND t.article_id = ?"
    if conn.execute(sql, (number, article)).fetchone() is None:
        raise QueryError(f"article {article} has no claim {number}", todo="give the ids of its claims")


def _signed(key: int) -> int:
    """SQLite's integers have 64 bits and a sign: the upper half of the keys goes below 0."""
    return (key + (1 << 63)) % (1 << 64) - (1 << 63)
