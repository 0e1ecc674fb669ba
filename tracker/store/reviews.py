"""What people decided on pairs of claims: a log that is only added to, and wins over every model.

A decision belongs to what was said, not to the rows it was said in: to the `content_key` of the two claims and the
relation between them. So it holds when the same article is added again, under another ref or as a newer version, when
another model judges the pair anew, and when two speakers turn out to be one.
"""

from __future__ import annotations

import json
import sqlite3

from tracker.errors import QueryError
from tracker.records import REVIEW_STATUSES, Relation, ReviewStatus
from tracker.store.names import fold_name
from tracker.store.tellings import fold_text

_LOG = (
    "SELECT id, status, note, reviewer, whole, undoes FROM reviews WHERE content_key = ? AND relation = ? ORDER BY id"
)
_INSERT = (
    "INSERT INTO reviews (content_key, relation, status, note, reviewer, relation_id, whole, undoes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def content_key(one: tuple[str | None, str], other: tuple[str | None, str]) -> str:
    """The same for the same two claims, each a speaker's name and a text, in either order; case, diacritics and
    punctuation do not count."""
    import hashlib

    both = sorted([fold_name(speaker or ""), fold_text(text) or text] for speaker, text in (one, other))
    return hashlib.blake2b(json.dumps(both).encode(), digest_size=16).hexdigest()


def add_review(
    conn: sqlite3.Connection,
    relation_id: int,
    status: ReviewStatus,
    note: str | None,
    reviewer: str | None,
    *,
    whole: bool,
) -> None:
    """Add a person's decision on the pair. The caller holds the write lock, and says whether the pair is dismissed as
    the head of its dispute: then the dispute does not come back when it is told again."""
    if status not in REVIEW_STATUSES:
        raise QueryError(f"no status {status!r}", todo=f"use one of {', '.join(REVIEW_STATUSES)}")
    key, relation = _key(conn, relation_id)
    conn.execute(_INSERT, (key, relation, status, note, reviewer, relation_id, whole, None))


def undo_review(conn: sqlite3.Connection, relation_id: int) -> None:
    """Take back the last decision on the pair that still holds: what was decided before it holds again. The caller
    holds the write lock."""
    key, relation = _key(conn, relation_id)
    standing: list[tuple[int, str, str | None, str | None, int]] = []
    for number, status, note, reviewer, whole, undoes in conn.execute(_LOG, (key, relation)):
        if undoes is None:
            standing.append((number, status, note, reviewer, whole))
        else:
            standing.pop()
    if not standing:
        raise QueryError(f"nobody has decided on pair {relation_id}", todo="there is nothing to undo")
    taken_back = standing.pop()
    _, status, note, reviewer, whole = standing[-1] if standing else (0, "suggested", None, None, 0)
    conn.execute(_INSERT, (key, relation, status, note, reviewer, relation_id, whole, taken_back[0]))


def _key(conn: sqlite3.Connection, relation_id: int) -> tuple[str, Relation]:
    row = conn.execute("SELECT content_key, relation FROM relations WHERE id = ?", (relation_id,)).fetchone()
    if row is None:
        raise QueryError(f"no pair of claims {relation_id}", todo="see `tracker contradictions` for the ids")
    return row[0], row[1]
